import type { PressOutcome } from '../view.ts';
import {
  callbackOf,
  type Entry,
  type Filled,
  type FoundButton,
  findButton,
  formValue,
  hasNamelessMember,
} from './card-form.ts';
import { isSubmit } from './card-rules.ts';
import { readClickAnswer } from './click-answer.ts';
import { cardOf } from './content.ts';
import type { Delivery } from './delivery.ts';
import { CARD_ACTION } from './envelope.ts';
import { CARD_LIFE_MS, replaceCard } from './messages.ts';
import { activePersonOf, chatOf, misuse, requireIn } from './people.ts';
import { type FeishuWorld, instant, makeId, type Person, type StoredMessage } from './world.ts';

/** Who presses which button of which message, and what he put into the form around it. */
export interface Press {
  readonly by: string;
  readonly messageId: string;
  /** The button's `name` in the card as it stands now. */
  readonly button: string;
  readonly form?: Filled;
}

const NOTHING: PressOutcome = { toast: null, clientError: null };

/**
 * Presses a button as a person's client does and returns what he then sees. What a client would not let him do (a
 * disabled button, a required field left empty, a card of another chat) throws an AppError of kind `refused`.
 */
export async function press(world: FeishuWorld, delivery: Delivery, pressed: Press): Promise<PressOutcome> {
  const person = activePersonOf(world, pressed.by);
  const message = cardInSight(world, person, pressed.messageId);
  const found = findButton(cardOf(message) ?? {}, pressed.button);
  if (found === null) return misuse('button_unknown', 'the card has no such button');
  const { button, form } = found;
  if (button['disabled'] === true) misuse('button_disabled', 'the button is disabled');
  const submits = form !== null && isSubmit(button);
  if (submits && hasNamelessMember(form)) return { toast: null, clientError: 200530 };
  const { members } = chatOf(world, message.chatId);
  const action = actionOf(found, submits, { filled: pressed.form ?? {}, members });
  if (action === null) return NOTHING;
  return click(world, delivery, { person, message, action });
}

interface Click {
  readonly person: Person;
  readonly message: StoredMessage;
  readonly action: object;
}

/** Sends one callback; until it is answered the card is locked against edits. */
async function click(
  world: FeishuWorld,
  delivery: Delivery,
  { person, message, action }: Click,
): Promise<PressOutcome> {
  const event = {
    operator: { tenant_key: person.tenantKey, open_id: person.openId, union_id: person.unionId },
    token: makeId(world, 'c-'),
    action,
    host: 'im_message',
    context: { open_message_id: message.messageId, open_chat_id: message.chatId },
  };
  message.openClicks += 1;
  const outcome = await delivery.callback(CARD_ACTION, event).finally(() => {
    message.openClicks -= 1;
  });
  const answer = readClickAnswer(outcome);
  if ('clientError' in answer) return { toast: null, clientError: answer.clientError };
  if (answer.card !== null) replaceCard(world, message, JSON.stringify(answer.card));
  return { toast: answer.toast, clientError: null };
}

/** Works out `action` of the payload; null when the press stays in the client, as with a link or a reset. */
function actionOf({ button, form }: FoundButton, submits: boolean, entry: Entry): object | null {
  const callback = callbackOf(button);
  if (!submits && callback === undefined) return null;
  const common = { ...callback, tag: 'button', timezone: 'Asia/Shanghai', name: button['name'] };
  return submits && form !== null ? { ...common, form_value: formValue(form, entry) } : common;
}

function cardInSight(world: FeishuWorld, person: Person, messageId: string): StoredMessage {
  const message = world.messages.get(messageId);
  if (message === undefined || message.recalled) return misuse('message_gone', 'the message is not there');
  requireIn(chatOf(world, message.chatId), person);
  const age = instant(world) - message.sentAt.getTime();
  if (age > CARD_LIFE_MS) misuse('card_expired', 'the card takes no clicks after 14 days');
  return message;
}
