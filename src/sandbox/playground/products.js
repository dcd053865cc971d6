import { renderCard } from './card.js';
import { renderWecomCard } from './wecom-card.js';
import { wecomMarkdown } from './wecom-markdown.js';

/**
 * What differs between the clients of the products: their names, how they draw a card and a text with marks, what a card
 * is called, and which messages can be answered, with the word for it.
 */
export const PRODUCTS = {
  feishu: {
    name: '飞书',
    draw: renderCard,
    markdown: (text) => [text],
    titleOf: (card) => card?.header?.title?.content,
    answer: '回复',
    canAnswer: () => true,
  },
  wecom: {
    name: '企业微信',
    draw: (card, { press }) =>
      renderWecomCard(card, { onPress: (key, choices) => press(key, choices, null) }),
    markdown: wecomMarkdown,
    titleOf: (card) => card?.main_title?.title,
    answer: '引用',
    // Whether the real client lets people quote a card is not known; of words it is.
    canAnswer: ({ kind }) => kind === 'text' || kind === 'markdown',
  },
};
