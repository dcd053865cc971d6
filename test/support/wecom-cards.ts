import { isNode, type Node, nodesIn } from '../../src/sandbox/wecom/json.ts';
import type { WecomStandIn } from '../../src/sandbox/wecom/stand-in.ts';

/** A card of WeCom as one person sees his own copy of it. */
export interface WecomCard {
  readonly messageId: string;
  readonly title: string;
  /** Every text on it, in reading order. */
  readonly plain: readonly string[];
  readonly buttons: readonly { readonly text: string; readonly key: string }[];
  readonly card: Node;
}

/** The cards of a chat as one person sees them, the oldest first; greetings are left out. */
export function cardsSeen(wecom: WecomStandIn, by: string, chatId: string): WecomCard[] {
  return allCardsSeen(wecom, by, chatId).filter(({ title }) => !title.startsWith('盘活助手'));
}

/** The cards of a chat as one person sees them, greetings too. */
export function allCardsSeen(wecom: WecomStandIn, by: string, chatId: string): WecomCard[] {
  const chat = wecom.view([by])[0]?.chats.find((each) => each.chatId === chatId);
  return (chat?.messages ?? []).flatMap(({ messageId, card }) =>
    isNode(card) ? [read(messageId, card)] : [],
  );
}

/** The newest card of a chat as one person sees it, of those that fit; a chat without any fails the test. */
export function newestCard(
  wecom: WecomStandIn,
  by: string,
  chatId: string,
  wanted: { readonly button?: string; readonly messageId?: string } = {},
): WecomCard {
  const found = allCardsSeen(wecom, by, chatId).findLast(
    ({ messageId, buttons }) =>
      (wanted.messageId === undefined || messageId === wanted.messageId) &&
      (wanted.button === undefined || buttons.some(({ text }) => text === wanted.button)),
  );
  if (!found) throw new Error(`the chat has no such card: ${JSON.stringify(wanted)}`);
  return found;
}

/** What the programs wrote into a chat as text or markdown, the oldest first. */
export function wordsIn(wecom: WecomStandIn, chatId: string): string[] {
  return wecom
    .messages(chatId)
    .filter(({ author, card, mediaId }) => author.kind !== 'person' && card === null && mediaId === null)
    .map(({ text }) => text);
}

function read(messageId: string, card: Node): WecomCard {
  const title = isNode(card['main_title']) ? String(card['main_title']['title'] ?? '') : '';
  const buttons = nodesIn(card['button_list']).map((button) => ({
    text: String(button['text']),
    key: String(button['key']),
  }));
  return { messageId, title, plain: textsOf(card), buttons, card };
}

const NO_TEXTS = new Set(['key', 'url', 'task_id', 'card_type', 'id', 'question_key']);

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => (NO_TEXTS.has(name) ? [] : textsOf(each)));
}
