import type { CardKind } from '../domain/card-kind.ts';
import { type ChatRoom, newRoom } from '../domain/chat-room.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** The lane of a chat: everything for one chat goes out in order. */
function laneOf(chatId: string): string {
  return `chat:${chatId}`;
}

/** Promises that a card will show the state after this transaction; it is sent if it never was. */
export async function promiseCard(
  tx: Tx,
  card: { readonly id: string; readonly chatId: string },
): Promise<void> {
  const promised = {
    topic: 'card' as const,
    key: `card:${card.id}`,
    lane: laneOf(card.chatId),
    payload: { card: card.id },
  };
  await tx.outbox.promise(promised, tx.newId(), tx.at);
}

/** Promises that every living card about a match will show its new state; returns these cards. */
export async function promiseCardsOf(tx: Tx, matchId: string): Promise<readonly SentCard[]> {
  const cards = await tx.cards.ofMatch(matchId);
  for (const card of cards) await promiseCard(tx, card);
  return cards;
}

/** Opens the card of a kind about a match in a chat, or finds the living one, and promises to show it. */
export async function openCard(
  tx: Tx,
  opened: {
    readonly kind: CardKind;
    readonly match: Match;
    readonly chat: ChatRoom;
    readonly viewer: Member | null;
  },
): Promise<void> {
  const card = await tx.cards.ensure(
    {
      id: tx.newId(),
      kind: opened.kind,
      matchId: opened.match.id,
      enterpriseId: opened.match.enterpriseId,
      chatId: opened.chat.id,
      viewerId: opened.viewer?.id ?? null,
      messageId: null,
      channelChatId: null,
      shown: null,
      state: 'pending',
      sentAt: null,
    },
    tx.at,
  );
  await promiseCard(tx, card);
}

/** Opens a private card for a member, wherever he can be reached; false when he is known on no channel. */
export async function openPrivateCard(
  tx: Tx,
  kind: CardKind,
  match: Match,
  member: Member,
): Promise<boolean> {
  const [person] = await tx.persons.ofMember(member.id);
  if (!person) return false;
  const chat = await privateChat(tx, person);
  await openCard(tx, { kind, match, chat, viewer: member });
  return true;
}

/** The private chat between the bot and a person. */
async function privateChat(tx: Tx, person: Person): Promise<ChatRoom> {
  const { connection, userId: address } = person;
  return tx.chats.ensure(newRoom({ id: tx.newId(), connection, kind: 'private', address }), tx.at);
}

/** Promises a text message in a chat, once per key; `replyTo` is the message it answers. */
export async function promiseText(
  tx: Tx,
  message: {
    readonly key: string;
    readonly chatId: string;
    readonly text: string;
    readonly replyTo?: string;
  },
): Promise<void> {
  const { key, chatId, text, replyTo } = message;
  const payload = replyTo === undefined ? { chat: chatId, text } : { chat: chatId, text, replyTo };
  await tx.outbox.promiseOnce(
    { topic: 'text', key: `text:${key}`, lane: laneOf(chatId), payload },
    tx.newId(),
    tx.at,
  );
}

/** Promises a text to every admin of an enterprise, once per key. */
export async function promiseTextToAdmins(
  tx: Tx,
  enterpriseId: string,
  key: string,
  text: string,
): Promise<void> {
  for (const admin of await tx.members.adminsOf(enterpriseId)) {
    const [person] = await tx.persons.ofMember(admin.id);
    if (!person) continue;
    const chat = await privateChat(tx, person);
    await promiseText(tx, { key: `${key}:${admin.id}`, chatId: chat.id, text });
  }
}
