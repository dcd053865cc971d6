import type { Enterprise } from '../domain/enterprise.ts';
import { type Match, refocus, rematch, restore, withdraw } from '../domain/match.ts';
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
  const enterprises = (await tx.enterprises.hold()).filter(({ state }) => state === 'active');
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
  const match = newMatch(tx, enterprise, patent, push);
  if (!match || (await tx.matches.add(match, tx.at))) return;
  const meanwhile = await tx.matches.find(enterprise.id, patent.id);
  if (meanwhile) await update(tx, patent, enterprise, meanwhile.id, push);
}

/** The match of a patent that an enterprise has none for yet; null when nothing brings them together. */
export function newMatch(
  tx: Pick<Tx, 'newId' | 'taxonomies'>,
  enterprise: Enterprise,
  patent: Patent,
  push: { readonly reason: string } | null,
): Match | null {
  if (patent.state !== 'registered') return null;
  const found = matchOf(enterprise.focus, patent, push, tx.taxonomies);
  return (
    found && {
      id: tx.newId(),
      enterpriseId: enterprise.id,
      patentId: patent.id,
      ...found,
      state: 'waiting',
      pushedAt: null,
      closedAt: null,
    }
  );
}

/** Changes a match under its lock; its cards are shown anew too when only the patent's record has changed. */
async function update(tx: Tx, patent: Patent, enterprise: Enterprise, matchId: string, push: Push | null) {
  const before = await tx.matches.lock(matchId);
  const after = updated(tx, before, patent, enterprise, push);
  if (!after) return tx.matches.drop([before.id]);
  if (JSON.stringify(after) !== JSON.stringify(before)) await tx.matches.replace(after);
  if (before.state !== 'waiting') await promiseCardsOf(tx, before.id);
}

function updated(tx: Tx, match: Match, patent: Patent, enterprise: Enterprise, push: Push | null) {
  if (patent.state !== 'registered') return withdraw(match, tx.at);
  const found = matchOf(enterprise.focus, patent, push ?? pushOf(match), tx.taxonomies);
  const standing = restore(match);
  return found ? rematch(standing, found) : refocus(standing, null);
}

/** What the platform said when it pushed the patent of a match; null when it never has. */
export function pushOf({ reasons }: Match): { readonly reason: string } | null {
  const said = reasons.find(({ kind }) => kind === 'platform');
  return said ? { reason: said.found } : null;
}
