import type { Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { takesCardsOf } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { press } from './press.ts';
import { memberOf } from './who-speaks.ts';

/** Who reads a card's page, by the account to which the card or its group belongs. */
export interface PageReader {
  readonly card: SentCard;
  readonly member: Member;
  readonly userId: string;
}

/**
 * Looks up whom a page link names; refuses when card, group, account, member or enterprise are not what they were. Where
 * nothing can be edited, what is done on a page brings a new card at once: the page goes on as that card's.
 */
export async function pageReader(
  tx: Tx,
  { cardId, memberId }: { readonly cardId: string; readonly memberId: string },
): Promise<PageReader> {
  const card = (await livingCard(tx, cardId)) ?? refuse('card_unknown');
  const chat = await tx.chats.get(card.chatId);
  if (chat.kind === 'group' && !takesCardsOf(chat, card.enterpriseId)) refuse('card_unknown');
  const accounts = (await tx.persons.ofMember(memberId)).filter(
    ({ connection }) => connection === card.connection,
  );
  const account = accounts.find(({ userId }) => chat.kind === 'group' || userId === chat.address);
  if (!account) refuse('unknown_person');
  const { userId } = account;
  const member = await memberOf(tx, card.connection, { userId, outsider: false }, card.enterpriseId);
  if (member.id !== memberId || (card.viewerId ?? memberId) !== memberId) refuse('card_mismatch');
  if (member.removed) refuse('member_removed', { member: memberId });
  return { card, member, userId };
}

/** The card that an id names, or the one that has followed it in its place. */
async function livingCard(tx: Tx, cardId: string): Promise<SentCard | null> {
  const named = await tx.cards.find(cardId);
  return named && tx.cards.livingAt(named);
}

/** A button of a page, with what was typed beside it; nothing of it is trusted. */
export interface PagePress {
  readonly act: string;
  readonly carried: Readonly<Record<string, unknown>>;
  readonly typed: Readonly<Record<string, string>>;
}

/** Does what a button of a page asks: the same as behind the card, but for questions, for a page has fields. */
export async function pressOnPage(
  tx: Tx,
  { card, member, userId }: PageReader,
  { act, carried: claimed, typed }: PagePress,
): Promise<Notice> {
  const { card: drawnFor = card.id, ...carried } = claimed;
  const living = typeof drawnFor === 'string' ? await livingCard(tx, drawnFor) : null;
  if (living?.id !== card.id) refuse('card_mismatch');
  if (act === 'ask') refuse('button_unknown');
  return press(tx, { card, member, connection: card.connection, userId, act, carried, typed });
}

/** Buttons that lead to another card, by their verb, with its kinds; what others open beside them is for later. */
const OPENS: Readonly<Record<string, readonly CardKind[]>> = {
  'open-evaluation': ['enterprise-evaluation'],
  'open-portfolio': ['portfolio'],
  'open-detail': ['detail'],
  'open-rating': ['patent'],
  'open-intent': ['intent'],
  'open-demand': ['demand'],
  'open-need': ['intent', 'demand'],
  'open-needs': ['needs'],
  'open-work': ['work-list'],
  'open-experts': ['experts'],
  'open-campaign': ['campaign'],
  'open-evaluations': ['evaluations'],
  'open-library': ['library'],
  'open-focus': ['focus'],
  'open-searches': ['saved-searches'],
  'open-digest': ['digest'],
  'open-to-do': ['to-do'],
  'open-saved': ['library'],
  'open-listed': ['review', 'enterprise-evaluation'],
  'open-recommend': ['recommend'],
  'open-admin-profile': ['admin-profile'],
  'open-application': ['application'],
};

/** The card that a press of this transaction has opened for the reader; null when it opened none. */
export function cardOpenedBy(tx: Tx, { member }: PageReader, act: string): SentCard | null {
  const kinds = Object.hasOwn(OPENS, act) ? OPENS[act] : undefined;
  const fits = ({ kind, viewerId }: SentCard) => viewerId === member.id && kinds?.includes(kind) === true;
  return tx.cards.opened.findLast(fits) ?? null;
}
