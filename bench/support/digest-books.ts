import { newRoom } from '../../src/domain/chat-room.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import type { Match } from '../../src/domain/match.ts';
import { weekly } from '../../src/domain/period.ts';
import type { Database } from '../../src/stores/database.ts';
import type { InTransaction, Tx } from '../../src/stores/transactions.ts';
import { benchPatents } from './search-growth.ts';

/** Every Monday at 09:00 in China; the one of the run, and some hours after the one before. */
export const WEEKLY = weekly('Asia/Shanghai');
export const MONDAY = new Date('2026-11-23T01:00:00Z');
export const LAST_WEEK = new Date('2026-11-16T06:00:00Z');

/** Enterprises of one transaction. */
const TOGETHER = 100;
const RATED = 3;

/** Founds enterprises with a bound group each, with matches of which a half was pushed in the week and three are rated. */
export async function foundEnterprises(
  inTransaction: InTransaction,
  { enterprises, matches }: { readonly enterprises: number; readonly matches: number },
): Promise<void> {
  const patents = benchPatents(0, matches);
  await inTransaction(async (tx) => {
    for (const patent of patents) await tx.patents.add(patent, '', tx.at);
  });
  for (let first = 0; first < enterprises; first += TOGETHER)
    await inTransaction(async (tx) => {
      for (let at = first; at < Math.min(first + TOGETHER, enterprises); at += 1)
        await foundOne(
          tx,
          at,
          patents.map(({ id }) => id),
        );
    });
}

async function foundOne(tx: Tx, at: number, patents: readonly string[]): Promise<void> {
  const id = tx.newId();
  const name = `enterprise ${at}`;
  const standing = { focus: NO_FOCUS, deadline: '2026-12-31', dailyPushLimit: 5 } as const;
  await tx.enterprises.add(
    { id, name, platformId: name, ...standing, state: 'active', platformMode: null },
    tx.at,
  );
  const address = `oc_${at}`;
  const room = newRoom({ id: tx.newId(), connection: 'default', kind: 'group', address });
  await tx.chats.ensure({ ...room, channelChatId: address, enterpriseId: id, boundAt: tx.at }, tx.at);
  const matches = patents.map((patentId, index): Match => {
    const pushedAt = index % 2 === 0 ? tx.at : new Date(tx.at.getTime() - 14 * 86_400_000);
    const found = { library: 'evaluation', score: index, reasons: [], state: 'open' } as const;
    return { id: tx.newId(), enterpriseId: id, patentId, ...found, pushedAt, closedAt: null };
  });
  await tx.matches.addAll(matches, tx.at);
  for (const { id: matchId } of matches.slice(0, RATED)) {
    const [answer, memberId] = [tx.newId(), tx.newId()];
    const given = { stars: 4, opinion: '', reasons: [], state: 'submitted', reason: '', version: 1 } as const;
    const review = { reviewedBy: null, reviewedAt: null, ratedAt: tx.at };
    await tx.expertEvaluations.put({ id: answer, matchId, memberId, ...given, ...review }, memberId, tx.at);
  }
}

/** The least that a digest can cost: three rows under unique keys, committed for each group by itself. */
export async function bareDigests({ db }: Database, count: number): Promise<void> {
  await db.schema.createTable('bare_digests', (table) => {
    table.string('id', 80).primary();
    table.string('body', 200).notNullable();
  });
  const body = 'x'.repeat(200);
  for (let at = 0; at < count; at += 1)
    await db.transaction(async (trx) => {
      for (const part of ['digest', 'card', 'promise'])
        await trx('bare_digests').insert({ id: `${part}-${at}`, body });
    });
}
