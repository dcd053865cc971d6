import { cardKinds, INTERACTIVE_KINDS } from './card-kinds.ts';
import type { CardUse } from './card-use.ts';
import { isNode, type Node } from './json.ts';
import { refuse, type WecomCode } from './refusals.ts';

/** Which code the platform has for a fault at a place of the card; the first that fits counts. */
const CODES: readonly (readonly [RegExp, WecomCode])[] = [
  [/^card_action/, 42045],
  [/^(main_title|sub_title_text)/, 42033],
  [/^(card_image|image_text_area)/, 42044],
  [/^action_menu\.action_list\.\d+\.key$/, 42051],
  [/^button_list\.\d+\.text$/, 42038],
  [/^button_list\.\d+(\.key)?$/, 42039],
  [/^submit_button(\.key)?$/, 42046],
  [/^submit_button\.text$/, 42049],
  [/question_key$/, 42043],
  [/option_list\.\d+\.id$/, 42040],
  [/option_list\.\d+\.text$/, 42041],
  [/option_list$/, 42037],
  [/\.keyname$/, 42027],
  [/\.url$/, 42028],
  [/\.media_id$/, 42029],
  [/\.appid$/, 42030],
  [/\.userid$/, 42050],
  [/^horizontal_content_list/, 42035],
  [/^vertical_content_list/, 42036],
  [/^jump_list/, 42042],
  [/^select_list/, 42047],
];

/**
 * Checks a card as the platform does, or refuses it with the platform's code for its first fault. The real platform
 * passes over properties it does not know; here they are refused with 40058, because nobody would ever see them.
 */
export function checkCard(card: unknown, use: CardUse): Node {
  if (!isNode(card)) return refuse(40058, 'template_card');
  const schema = cardKinds(use).get(String(card['card_type']));
  if (schema === undefined) return refuse(42031);
  const parsed = schema.safeParse(card);
  if (parsed.success) return card;
  const [first] = parsed.error.issues;
  const path = first?.path.join('.') ?? '';
  const unknown = first?.code === 'unrecognized_keys' ? first.keys.join(', ') : null;
  if (unknown !== null) return refuse(40058, `${path}: nobody sees ${unknown}`);
  return refuse(codeFor(path, use), `${path}: ${first?.message ?? ''}`);
}

/** Tells whether presses on a card reach the sender: always on the interactive kinds, on a notice by its menu. */
export function isClickable(card: Node): boolean {
  return isInteractive(card) || card['action_menu'] !== undefined;
}

/** Tells whether a card has buttons of its own. */
export function isInteractive(card: Node): boolean {
  return (INTERACTIVE_KINDS as readonly unknown[]).includes(card['card_type']);
}

function codeFor(path: string, { channel }: CardUse): WecomCode {
  if (path === 'task_id') return channel === 'bot' ? 846625 : 42014;
  return CODES.find(([place]) => place.test(path))?.[1] ?? 40058;
}
