import type { Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { type ChatRoom, newRoom, takesCards } from '../domain/chat-room.ts';
import { bestAccount } from '../domain/connection.ts';
import type { Member } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** What a card is about, and whose it is; a match, an application, a member or an enterprise. */
export interface Subject {
  readonly id: string;
  readonly enterpriseId: string;
}

/** The lane of a chat: everything for one chat goes out in order. */
export function laneOf(chatId: string): string {
  return `chat:${chatId}`;
}

/**
 * Promises that a card will show the state after this transaction; it is sent if it never was. A notice is shown on it
 * where nothing else can show it.
 */
export async function promiseCard(
  tx: Tx,
  card: Pick<SentCard, 'id' | 'chatId' | 'connection'>,
  notice: Notice | null = null,
): Promise<void> {
  const promised = {
    topic: 'card' as const,
    key: `card:${card.id}`,
    lane: laneOf(card.chatId),
    connection: card.connection,
    payload: { card: card.id, ...(notice ? { notice: notice.text } : {}) },
  };
  await tx.outbox.promise(promised, tx.newId(), tx.at);
}

/** Promises that every living card about a subject will show its new state; returns these cards. */
export async function promiseCardsOf(tx: Tx, subjectId: string): Promise<readonly SentCard[]> {
  const cards = await tx.cards.ofSubject(subjectId);
  for (const card of cards) await promiseCard(tx, card);
  return cards;
}

/** Promises that all private cards of a member will show what he still is: his rights have changed. */
export async function promiseCardsFor(tx: Tx, member: Member): Promise<void> {
  const cards = await tx.cards.ofViewer(member.id);
  for (const card of cards) if (card.state !== 'gone') await promiseCard(tx, card);
}

/** Where a card is opened and for whom; `viewer` null means for everybody in the chat. */
export interface Opening {
  readonly kind: CardKind;
  readonly subject: Subject;
  readonly chat: ChatRoom;
  readonly viewer: Member | null;
  /** Where a card that can be turned begins. */
  readonly turnedTo?: string;
}

/** Opens the card of a kind about a subject in a chat, or finds the living one, and promises to show it; returns it. */
export async function openCard(tx: Tx, opening: Opening): Promise<SentCard> {
  const { kind, subject, chat, viewer } = opening;
  const wanted: SentCard = {
    id: tx.newId(),
    kind,
    subjectId: subject.id,
    enterpriseId: subject.enterpriseId,
    chatId: chat.id,
    connection: chat.connection,
    viewerId: viewer?.id ?? null,
    messageId: null,
    channelChatId: null,
    turnedTo: opening.turnedTo ?? '',
    shown: null,
    matters: '',
    state: 'pending',
    sentAt: null,
  };
  let card = await tx.cards.ensure(wanted, tx.at);
  if (opening.turnedTo !== undefined && card.turnedTo !== opening.turnedTo) {
    card = { ...card, turnedTo: opening.turnedTo };
    await tx.cards.replace(card);
  }
  if (card.viewerId !== wanted.viewerId) {
    // Somebody who left and came back is another member: the card of the one he was would refuse him.
    await tx.cards.replace({ ...card, state: 'gone' });
    card = await tx.cards.ensure(wanted, tx.at);
  }
  await promiseCard(tx, card);
  return card;
}

/**
 * Opens a card at the end of a chat, where the person who has just asked for it looks; an older one is given up. One that
 * is still on its way will come at the end: whoever asks again and again would otherwise never see any.
 */
export async function openCardAnew(tx: Tx, opening: Opening): Promise<SentCard> {
  const { kind, subject, chat } = opening;
  for (const card of await tx.cards.ofSubject(subject.id)) {
    const hangs = card.kind === kind && card.chatId === chat.id && card.state !== 'pending';
    if (hangs) await tx.cards.replace({ ...card, state: 'gone' });
  }
  return openCard(tx, opening);
}

/** Opens a private card for a member, where he is reached best; returns its chat, null when he is known on no channel. */
export async function openPrivateCard(
  tx: Tx,
  kind: CardKind,
  subject: Subject,
  member: Member,
  open: typeof openCard = openCard,
): Promise<ChatRoom | null> {
  const chat = await privateChatOf(tx, member);
  if (chat) await open(tx, { kind, subject, chat, viewer: member });
  return chat;
}

/**
 * Opens a card for the enterprise's admins: one in their group if they have one, else one in the private chat of each.
 * Cards among `shown` are there already.
 */
export async function openAdminCards(
  tx: Tx,
  kind: CardKind,
  subject: Subject,
  shown: readonly SentCard[] = [],
): Promise<void> {
  const there = shown.filter((card) => card.kind === kind);
  const group = await adminsGroup(tx, subject.enterpriseId);
  if (group) {
    if (!there.some(({ chatId }) => chatId === group.id))
      await openCard(tx, { kind, subject, chat: group, viewer: null });
    return;
  }
  for (const admin of await tx.members.adminsOf(subject.enterpriseId)) {
    if (!there.some(({ viewerId }) => viewerId === admin.id)) await openPrivateCard(tx, kind, subject, admin);
  }
}

/** The group in which the admins of an enterprise sit; null when they have none, or nothing may go there. */
export async function adminsGroup(tx: Tx, enterpriseId: string): Promise<ChatRoom | null> {
  const groups = await tx.chats.groupsOf(enterpriseId);
  const fits = (chat: ChatRoom) => chat.purpose === 'admins' && takesCards(chat);
  return groups.find((chat) => fits(chat) && tx.reachOf(chat.connection).hears) ?? null;
}

/** The private chat in which a member is reached best; null when he is known on no channel. */
export async function privateChatOf(tx: Tx, member: Member): Promise<ChatRoom | null> {
  const person = bestAccount(await tx.persons.ofMember(member.id), tx.reachOf);
  return person ? privateChat(tx, person) : null;
}

/** The private chat between the bot and a person. */
export async function privateChat(tx: Tx, person: Person): Promise<ChatRoom> {
  const { connection, userId: address } = person;
  return tx.chats.ensure(newRoom({ id: tx.newId(), connection, kind: 'private', address }), tx.at);
}

/** Promises a text message in a chat, once per key; `replyTo` is the message it answers. */
export async function promiseText(
  tx: Tx,
  message: {
    readonly key: string;
    readonly chat: Pick<ChatRoom, 'id' | 'connection'>;
    readonly text: string;
    readonly replyTo?: string;
  },
): Promise<void> {
  const { key, chat, text, replyTo } = message;
  const { id, connection } = chat;
  const payload = replyTo === undefined ? { chat: id, text } : { chat: id, text, replyTo };
  await tx.outbox.promiseOnce(
    { topic: 'text', key: `text:${key}`, lane: laneOf(id), connection, payload },
    tx.newId(),
    tx.at,
  );
}

/** Promises a text to a member's private chat, once per key; texts hold no names, for they are kept for a while. */
export async function promiseTextTo(tx: Tx, member: Member, key: string, text: string): Promise<void> {
  const chat = await privateChatOf(tx, member);
  if (chat) await promiseText(tx, { key: `${key}:${member.id}`, chat, text });
}

/** Promises a text to every admin of an enterprise, once per key. */
export async function promiseTextToAdmins(
  tx: Tx,
  enterpriseId: string,
  key: string,
  text: string,
): Promise<void> {
  for (const admin of await tx.members.adminsOf(enterpriseId)) await promiseTextTo(tx, admin, key, text);
}
