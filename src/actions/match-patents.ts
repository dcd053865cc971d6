import type { Enterprise } from '../domain/enterprise.ts';
import { type Match, rematch, restore, withdraw } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import { matchOf } from '../matching/score.ts';
import type { Tx } from '../stores/transactions.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** The platform's push of some patents into one enterprise's evaluation library. */
interface Push {
  readonly enterprise: Enterprise;
  readonly reason: string;
}

/**
 * Brings the matches of some patents up to date with every enterprise's focus, and with a push if there is one. What
 * was pushed to a chat stays pushed; a patent that left the register ends its unfinished matches (rule 25).
 */
export async function matchPatents(tx: Tx, patents: readonly Patent[], push: Push | null): Promise<void> {
  if (patents.length === 0) return;
  const enterprises = (await tx.enterprises.all()).filter(({ state }) => state === 'active');
  const existing = new Map<string, Match>();
  for (const match of await tx.matches.ofPatents(patents.map(({ id }) => id))) {
    existing.set(`${match.patentId} ${match.enterpriseId}`, match);
  }
  for (const patent of patents) {
    for (const enterprise of enterprises) {
      const known = existing.get(`${patent.id} ${enterprise.id}`);
      await matchOne(tx, patent, enterprise, known, push?.enterprise.id === enterprise.id ? push : null);
    }
  }
}

async function matchOne(
  tx: Tx,
  patent: Patent,
  enterprise: Enterprise,
  known: Match | undefined,
  push: Push | null,
) {
  if (known) return update(tx, patent, enterprise, known.id, push);
  if (patent.state !== 'registered') return;
  const found = matchOf(enterprise.focus, patent, push);
  if (!found) return;
  const added = await tx.matches.add(
    {
      id: tx.newId(),
      enterpriseId: enterprise.id,
      patentId: patent.id,
      ...found,
      state: 'waiting',
      pushedAt: null,
      closedAt: null,
    },
    tx.at,
  );
  const meanwhile = added ? null : await tx.matches.find(enterprise.id, patent.id);
  if (meanwhile) await update(tx, patent, enterprise, meanwhile.id, push);
}

/** Changes a match under its lock; its cards are shown anew too when only the patent's record has changed. */
async function update(tx: Tx, patent: Patent, enterprise: Enterprise, matchId: string, push: Push | null) {
  const before = await tx.matches.lock(matchId);
  const after = updated(before, patent, enterprise, push, tx.at);
  if (JSON.stringify(after) !== JSON.stringify(before)) await tx.matches.replace(after);
  if (before.state !== 'waiting') await promiseCardsOf(tx, before.id);
}

function updated(match: Match, patent: Patent, enterprise: Enterprise, push: Push | null, at: Date): Match {
  if (patent.state !== 'registered') return withdraw(match, at);
  const earlier = match.reasons.find(({ kind }) => kind === 'platform');
  const found = matchOf(enterprise.focus, patent, push ?? (earlier ? { reason: earlier.found } : null));
  const standing = restore(match);
  return found ? rematch(standing, found) : standing;
}
