import type { Notice } from '../chat/port.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { placesOf } from './open-in-private.ts';
import { laneOf } from './promise-cards.ts';

/** Promises the whole list of a card as a spreadsheet, in the chat in which it was asked for; it is read when it goes out. */
export async function exportCard(
  tx: Tx,
  { card, member }: { readonly card: SentCard; readonly member: Member },
): Promise<Notice> {
  mustBeAllowed(member, 'export');
  const { id, kind, chatId, connection, enterpriseId, turnedTo } = card;
  const promised = {
    topic: 'file' as const,
    key: `file:${tx.newId()}`,
    lane: laneOf(chatId),
    connection,
    payload: { card: id, member: member.id, what: kind, turnedTo },
  };
  await tx.outbox.promise(promised, tx.newId(), tx.at);
  await record(tx, { enterpriseId, actor: member.id, act: 'export', subject: enterpriseId });
  return { tone: 'info', text: `清单正在生成，将发到您${placesOf(tx, [card])}。` };
}
