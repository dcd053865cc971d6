import { tellApp } from './app-calls.ts';
import { askBot, type CallOutcome } from './bot-calls.ts';
import { isNode, type Node, nodesIn } from './json.ts';
import type { LongConnection } from './long-connection.ts';
import { cardFor } from './messages.ts';
import { chatInSight, personOf } from './people.ts';
import type { Chat, Person, StoredMessage } from './records.ts';
import { misuse } from './refusals.ts';
import { issueResponseCode } from './response-codes.ts';
import { type Choices, type Selection, selectionsOf } from './selections.ts';
import type { WecomWorld } from './world.ts';

/** Who presses which button of his copy of a card, and what he chose before. */
export interface WecomPress {
  readonly by: string;
  readonly messageId: string;
  /** The key of a button, of a menu entry, or of the submit button. */
  readonly key: string;
  readonly choices?: Choices;
}

interface Pressed {
  readonly person: Person;
  readonly chat: Chat;
  readonly message: StoredMessage;
  readonly card: Node;
  readonly key: string;
  readonly inMenu: boolean;
  readonly selections: readonly Selection[];
}

/**
 * Presses a button of a person's own copy of a card. For the bot's cards the outcome comes with its answer or after
 * five seconds; the app has answered when its callback URL has. What a client would not let him do throws.
 */
export async function press(
  world: WecomWorld,
  connection: LongConnection,
  wanted: WecomPress,
): Promise<CallOutcome> {
  const pressed = pressedOf(world, wanted);
  switch (pressed.message.author.kind) {
    case 'bot':
      // Where the bot was taken out, its cards stay and are dead.
      if (!pressed.chat.botIn) return 'unheard';
      return askBot(world, connection, { ...pressed, kind: 'click', body: botEvent(pressed) });
    case 'app':
      return clickInApp(world, pressed);
    default:
      return misuse('no_buttons', 'the card takes no presses');
  }
}

function pressedOf(world: WecomWorld, { by, messageId, key, choices = {} }: WecomPress): Pressed {
  const person = personOf(world, by);
  const message = world.messages.get(messageId) ?? misuse('message_gone', 'the message is not there');
  if (message.recalled) misuse('message_gone', 'the message was recalled');
  const chats = message.chatIds.filter((chatId) => world.chats.get(chatId)?.members.has(by));
  const chat = chatInSight(world, chats[0] ?? '', person);
  const card = cardFor(message, by) ?? misuse('not_a_card', 'the message is no card');
  const inMenu = menuOf(card).some((entry) => entry['key'] === key);
  if (!inMenu) requireButton(card, key);
  const selections = inMenu ? [] : selectionsOf(card, choices);
  return { person, chat, message, card, key, inMenu, selections };
}

function requireButton(card: Node, key: string): void {
  const submit = card['submit_button'];
  const buttons = [...nodesIn(card['button_list']), ...(isNode(submit) ? [submit] : [])];
  if (!buttons.some((button) => button['key'] === key))
    misuse('button_unknown', 'the card has no such button');
  const questions = [
    ...nodesIn(card['select_list']),
    ...(isNode(card['checkbox']) ? [card['checkbox']] : []),
  ];
  const closed = questions.length > 0 && questions.every((question) => question['disable'] === true);
  if (closed || card['replace_text'] !== undefined) misuse('button_disabled', 'the button is disabled');
}

function menuOf(card: Node): readonly Node[] {
  const menu = card['action_menu'];
  return isNode(menu) ? nodesIn(menu['action_list']) : [];
}

/** A menu entry is told under the same event, without selections. */
function botEvent({ card, message, key, selections }: Pressed): Node {
  const items = selections.map(({ questionKey, optionIds }) => ({
    question_key: questionKey,
    option_ids: { option_id: optionIds },
  }));
  const selected = items.length === 0 ? {} : { selected_items: { selected_item: items } };
  const click = {
    card_type: card['card_type'],
    event_key: key,
    task_id: message.card?.['task_id'],
    ...selected,
  };
  return { msgtype: 'event', event: { eventtype: 'template_card_event', template_card_event: click } };
}

/** Every click brings the app another right to change the card. */
async function clickInApp(world: WecomWorld, pressed: Pressed): Promise<CallOutcome> {
  const { person, message, card, key, inMenu, selections } = pressed;
  const items = selections.map(({ questionKey, optionIds }) => ({
    QuestionKey: questionKey,
    OptionIds: { OptionId: optionIds },
  }));
  const heard = await tellApp(world, person, 'event', {
    Event: inMenu ? 'template_card_menu_event' : 'template_card_event',
    EventKey: key,
    TaskId: String(message.card?.['task_id']),
    CardType: String(card['card_type']),
    ResponseCode: issueResponseCode(world, message),
    ...(items.length === 0 ? {} : { SelectedItems: { SelectedItem: items } }),
  });
  if (heard) return 'answered';
  return world.callback === null ? 'unheard' : 'unanswered';
}
