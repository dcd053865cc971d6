import { isNode, nodesIn } from '../../src/sandbox/wecom/json.ts';
import { newestCard, type WecomCard, wordsIn } from './wecom-cards.ts';
import type { Pressing, WecomService } from './wecom-service.ts';

/** Somebody's private chat with the bot or the app, as he uses it. */
export interface OwnChat {
  readonly chatId: string;
  /** The newest card, of those with a button where one is named. */
  card(button?: string): WecomCard;
  /** All that stands on the newest card, as one text. */
  shown(): string;
  /** All that was written there beside cards, as one text. */
  words(): string;
  /** Presses a button of the newest card that has it, and returns what that card says then. */
  press(button: string): Promise<string>;
  /** Chooses an option on the newest card, by some of its words, and presses a button of it. */
  choose(option: string, button: string): Promise<string>;
  /** Says something, and returns what is written last in answer. */
  say(text: string): Promise<string>;
  /** The address to which the newest card leads. */
  page(): string;
}

/** Opens the private chat of a person in WeCom. */
export function ownChat(service: WecomService, by: string, whom: 'bot' | 'app'): OwnChat {
  const { wecom } = service;
  const chatId = wecom.privateChat(by, whom);
  const card = (button?: string) => newestCard(wecom, by, chatId, button === undefined ? {} : { button });
  const press = async (button: string, choices: Pressing['choices'] = {}): Promise<string> => {
    const { messageId } = card(button);
    await service.press({ by, chatId, button, card: messageId, choices });
    return newestCard(wecom, by, chatId, { messageId }).plain.join('\n');
  };
  return {
    chatId,
    card,
    press,
    choose: (option, button) => press(button, choiceOn(card(button), option)),
    shown: () => card().plain.join('\n'),
    words: () => wordsIn(wecom, chatId).join('\n'),
    say: async (text) => {
      await service.say({ by, chatId, text });
      return wordsIn(wecom, chatId).at(-1) ?? '';
    },
    page: () => {
      const { card_action: action } = card().card;
      return isNode(action) ? String(action['url']) : '';
    },
  };
}

/** What choosing an option of a card's one question means: the key of the question and the id of the option. */
function choiceOn({ card }: WecomCard, option: string): Readonly<Record<string, readonly string[]>> {
  const { button_selection: question } = card;
  if (!isNode(question)) throw new Error('the card asks for no choice');
  const found = nodesIn(question['option_list']).find(({ text }) => String(text).includes(option));
  if (!found) throw new Error(`the card has no such option: ${option}`);
  return { [String(question['question_key'])]: [String(found['id'])] };
}
