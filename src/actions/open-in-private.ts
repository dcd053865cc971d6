import type { CardKind } from '../domain/card-kind.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCardAnew, openPrivateCard, type Subject } from './promise-cards.ts';

/** Opens a private card for the member who has asked for it; refuses when he is known on no channel. Returns its chat. */
export async function openInPrivate(
  tx: Tx,
  kind: CardKind,
  subject: Subject,
  member: Member,
  open = openCardAnew,
): Promise<ChatRoom> {
  return (await openPrivateCard(tx, kind, subject, member, open)) ?? refuse('unknown_person');
}

/** What the person who has asked calls the private chats to which his cards went: 与机器人的私聊, for one. */
export function placesOf(tx: Tx, chats: readonly Pick<ChatRoom, 'connection'>[]): string {
  return [...new Set(chats.map(({ connection }) => tx.reachOf(connection).privateChat))].join('、');
}
