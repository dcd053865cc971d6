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

/** Looks up whom a page link names; refuses when card, group, account, member or enterprise are not what they were. */
export async function pageReader(
  tx: Tx,
  { cardId, memberId }: { readonly cardId: string; readonly memberId: string },
): Promise<PageReader> {
  const card = await tx.cards.find(cardId);
  if (!card || card.state === 'gone') refuse('card_unknown');
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
  const { card: cardId = card.id, ...carried } = claimed;
  if (cardId !== card.id) refuse('card_mismatch');
  if (act === 'ask') refuse('button_unknown');
  return press(tx, { card, member, connection: card.connection, userId, act, carried, typed });
}

/** Buttons that open another card for whoever presses them, by their verb. */
const OPENS: Readonly<Record<string, CardKind>> = {
  'open-evaluation': 'enterprise-evaluation',
  'open-experts': 'experts',
  'open-recommend': 'recommend',
  'open-admin-profile': 'admin-profile',
  'open-application': 'application',
};

/** The card that a press has opened for the reader; null when it opened none. */
export async function cardOpenedBy(
  tx: Tx,
  { card, member }: PageReader,
  act: string,
): Promise<SentCard | null> {
  const kind = Object.hasOwn(OPENS, act) ? OPENS[act] : undefined;
  if (kind === undefined) return null;
  const fits = (each: SentCard) =>
    each.kind === kind && (kind !== 'enterprise-evaluation' || each.subjectId === card.subjectId);
  return (await tx.cards.ofViewer(member.id)).findLast(fits) ?? null;
}
