import type { Notice } from '../chat/port.ts';
import {
  type Field,
  fieldsOf,
  howToAnswer,
  type OutwardForms,
  readForm,
  spokenFields,
} from '../domain/form.ts';
import type { Member } from '../domain/member.ts';
import { offeringModes } from '../domain/outward-form.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { mustHoldNoNationalId } from '../domain/typed-text.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Question } from '../stores/question-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { ButtonRule } from './button-rule.ts';
import { BUTTONS } from './buttons.ts';

/** A button pressed by a member whose right to see the card was proven: on the card, on its page, or in words. */
export interface Pressed {
  readonly card: SentCard;
  readonly member: Member;
  /** The account that pressed. */
  readonly connection: string;
  readonly userId: string;
  readonly act: string;
  /** What the button carried beside its verb; it goes over what was typed: a field cannot pose as an id. */
  readonly carried: Readonly<Record<string, unknown>>;
  readonly typed: Readonly<Record<string, string>>;
}

/** Does what a button asks, if this member may and the button stands on such cards. */
export async function press(tx: Tx, pressed: Pressed): Promise<Notice> {
  if (pressed.act === 'ask') return ask(tx, pressed);
  const { card, member, connection, typed, carried } = pressed;
  const button = buttonOn(card, pressed.act);
  mustBeAllowed(member, button.act);
  for (const each of Object.values(typed)) mustHoldNoNationalId(each);
  return button.run(tx, { card, member, connection, input: { ...typed, ...carried } });
}

/** How long a question stays open, in ms. */
const QUESTION_MS = 30 * 60_000;

/** Asks a person to write what the card has no field for; his next words are taken for it. */
async function ask(tx: Tx, { card, member, connection, userId, carried }: Pressed): Promise<Notice> {
  const { act, fields } = await formOf(tx, card, carried['for']);
  mustBeAllowed(member, buttonOn(card, act).act);
  const person = await tx.persons.find(connection, userId);
  if (!person) refuse('unknown_person');
  const expiresAt = new Date(tx.at.getTime() + QUESTION_MS);
  await tx.questions.ask({ personId: person.id, cardId: card.id, press: carried, expiresAt });
  const where = card.viewerId === null ? '（在群里请 @盘活助手）' : '';
  return { tone: 'info', text: `${howToAnswer(fields)}${where}30 分钟内有效，发送「取消」放弃。` };
}

/** Takes a person's words for the answer to what he was asked; a refused answer leaves the question open. */
export async function answerQuestion(
  tx: Tx,
  question: Question,
  answer: Pick<Pressed, 'card' | 'member' | 'connection' | 'userId'> & { readonly words: string },
): Promise<Notice> {
  const { words, ...who } = answer;
  const { for: asked, ...carried } = question.press;
  const { act, fields } = await formOf(tx, answer.card, asked);
  // Of two answers at once the second finds nothing to answer.
  if (!(await tx.questions.drop(question.personId))) refuse('reply_without_card');
  const since = act === 'rate' ? await starsGivenSince(tx, question, who) : {};
  return press(tx, { ...who, act, carried: { ...carried, ...since }, typed: readForm(fields, words) });
}

/** Stars that were given after an opinion was asked for are the ones it goes with. */
async function starsGivenSince(
  tx: Tx,
  question: Question,
  { card, member }: Pick<Pressed, 'card' | 'member'>,
): Promise<Readonly<Record<string, unknown>>> {
  const given = await tx.expertEvaluations.findOf(card.subjectId, member.id);
  const askedAt = question.expiresAt.getTime() - QUESTION_MS;
  return given && given.ratedAt.getTime() > askedAt ? { stars: given.stars } : {};
}

async function formOf(
  tx: Tx,
  card: SentCard,
  act: unknown,
): Promise<{ readonly act: string; readonly fields: readonly Field[] }> {
  if (typeof act !== 'string') refuse('button_unknown');
  const fields = fieldsOf(act, await formsFor(tx, card)) ?? refuse('button_unknown');
  return { act, fields: spokenFields(fields) };
}

/** An intent's form offers the ways of cooperation that the patent's owner accepts. */
async function formsFor(tx: Tx, { kind, subjectId }: SentCard): Promise<OutwardForms> {
  if (kind !== 'intent') return tx.forms;
  const { patentId } = await tx.intents.get(subjectId);
  const { cooperationModes } = await tx.patents.get(patentId);
  return { ...tx.forms, intent: offeringModes(tx.forms.intent, cooperationModes) };
}

function buttonOn(card: SentCard, act: string): ButtonRule {
  const button: ButtonRule | undefined = Object.hasOwn(BUTTONS, act) ? BUTTONS[act] : undefined;
  return button?.on.includes(card.kind) ? button : refuse('button_unknown');
}
