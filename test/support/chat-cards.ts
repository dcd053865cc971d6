import { callbackOf, findButton } from '../../src/sandbox/feishu/card-form.ts';
import { isNode, type Node } from '../../src/sandbox/feishu/card-node.ts';
import { placedIn } from '../../src/sandbox/feishu/card-tree.ts';
import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';

/** A card as it hangs in a chat now. */
export interface ShownCard {
  readonly messageId: string;
  readonly title: string;
  readonly card: Node;
  /** Everything the card shows as literal text, in reading order. */
  readonly plain: readonly string[];
  /** The names of its buttons. */
  readonly buttons: readonly string[];
}

/** The cards of a chat as they are now, the oldest first; recalled ones and the bot's greeting are left out. */
export function cardsIn(feishu: FeishuStandIn, chatId: string): ShownCard[] {
  return allCardsIn(feishu, chatId).filter(({ title }) => !title.startsWith('盘活助手'));
}

/** The cards of a chat, the greeting too. */
export function allCardsIn(feishu: FeishuStandIn, chatId: string): ShownCard[] {
  return feishu
    .messages(chatId)
    .filter(({ msgType, recalled }) => msgType === 'interactive' && !recalled)
    .map(({ messageId, content }) => shown(messageId, JSON.parse(content)));
}

/** The newest card of a chat, or the newest with a certain button; a chat without any fails the test. */
export function newestCard(feishu: FeishuStandIn, chatId: string, button?: string): ShownCard {
  const found = cardsIn(feishu, chatId).findLast(
    ({ buttons }) => button === undefined || buttons.includes(button),
  );
  if (!found) throw new Error(`the chat has no card${button === undefined ? '' : ` with «${button}»`}`);
  return found;
}

/** A card by its message; one that is not there fails the test. */
export function cardOf(feishu: FeishuStandIn, chatId: string, messageId: string): ShownCard {
  const found = cardsIn(feishu, chatId).find((each) => each.messageId === messageId);
  if (!found) throw new Error('the chat has no such card');
  return found;
}

/** What the bot wrote into a chat as text, the oldest first. */
export function textsIn(feishu: FeishuStandIn, chatId: string): string[] {
  return feishu
    .messages(chatId)
    .filter(({ msgType, sender, recalled }) => msgType === 'text' && sender.kind === 'bot' && !recalled)
    .map(({ content }) => String((JSON.parse(content) as { text: unknown }).text));
}

/** What a button of a card carries. */
export function carriedBy({ card }: ShownCard, button: string): Node {
  const found = findButton(card, button);
  const value = found === null ? undefined : callbackOf(found.button)?.value;
  if (!isNode(value)) throw new Error(`the card has no button «${button}» that carries something`);
  return value;
}

function shown(messageId: string, parsed: unknown): ShownCard {
  const card = isNode(parsed) ? parsed : {};
  const placed = placedIn(card);
  const plain = placed
    .filter(({ tag }) => tag === 'plain_text')
    .map(({ node }) => String(node['content'] ?? ''));
  const buttons = placed.filter(({ tag }) => tag === 'button').map(({ node }) => String(node['name'] ?? ''));
  const header = card['header'];
  const title = isNode(header) && isNode(header['title']) ? String(header['title']['content']) : '';
  return { messageId, title, card, plain, buttons };
}
