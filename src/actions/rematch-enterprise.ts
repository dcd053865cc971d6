import type { Enterprise } from '../domain/enterprise.ts';
import { type Match, refocus, restore, withdraw } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import { advancedTo, newRematch, type Rematch } from '../domain/rematch.ts';
import { matchOf } from '../matching/score.ts';
import type { Tx } from '../stores/transactions.ts';
import { showFocus } from './focus-cards.ts';
import { newMatch, pushOf } from './match-patents.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** How many patents are looked at in one transaction. */
const PAGE = 500;

/** Promises that all patents are matched anew with what an enterprise wants to see now; one under way begins anew. */
export async function beginRematch(tx: Tx, enterpriseId: string): Promise<void> {
  await tx.rematches.put(newRematch(enterpriseId, tx.at));
  await goOnRematching(tx, enterpriseId);
}

/** Promises that the rest is done. */
export async function goOnRematching(tx: Tx, enterpriseId: string): Promise<void> {
  await showFocus(tx, enterpriseId);
  const key = `rematch:${enterpriseId}`;
  const promised = { topic: 'rematch', key, lane: key, connection: '' } as const;
  await tx.outbox.promise({ ...promised, payload: { enterprise: enterpriseId } }, tx.newId(), tx.at);
}

/**
 * Matches the next patents with an enterprise's focus; the place is kept in the same transaction, so that nothing is
 * left out or done for an older focus whatever breaks off. Returns how far it is; null when there was nothing to do.
 */
export async function rematchPage(tx: Tx, enterpriseId: string, most = PAGE): Promise<Rematch | null> {
  // First the enterprise, as everywhere, so that nobody waits for the other in a ring.
  const enterprise = (await tx.enterprises.hold()).find(({ id }) => id === enterpriseId);
  const under = await tx.rematches.lock(enterpriseId);
  if (!enterprise || !under || under.endedAt) return null;
  // Nothing is matched for one that was closed; reopening begins anew.
  const page = enterprise.state === 'active' ? await tx.patents.pageAfter(under.after, most) : [];
  await rematchAll(tx, enterprise, page);
  const last = page.length < most ? null : (page.at(-1)?.id ?? null);
  const total = under.total ?? (await tx.patents.count());
  const after = advancedTo({ ...under, total }, last, page.length, tx.at);
  await tx.rematches.put(after);
  if (after.endedAt) await showFocus(tx, enterpriseId);
  return after;
}

async function rematchAll(tx: Tx, enterprise: Enterprise, patents: readonly Patent[]): Promise<void> {
  const ids = patents.map(({ id }) => id);
  const known = new Map((await tx.matches.lockOf(enterprise.id, ids)).map((each) => [each.patentId, each]));
  const added: Match[] = [];
  const scored: Match[] = [];
  const dropped: string[] = [];
  for (const patent of patents) {
    const before = known.get(patent.id);
    if (!before) {
      const match = newMatch(tx, enterprise, patent, null);
      if (match) added.push(match);
      continue;
    }
    const after = refocused(tx, before, patent, enterprise);
    if (after === null) dropped.push(before.id);
    else if (after.state !== before.state) await replace(tx, after);
    else if (differs(before, after)) scored.push(after);
  }
  await tx.matches.drop(dropped);
  await tx.matches.score(scored);
  await add(tx, added);
}

function refocused(tx: Tx, match: Match, patent: Patent, enterprise: Enterprise): Match | null {
  if (patent.state !== 'registered') return withdraw(match, tx.at);
  const standing = restore(match);
  if (standing.state !== 'waiting') return standing;
  return refocus(standing, matchOf(enterprise.focus, patent, pushOf(match), tx.taxonomies));
}

function differs(before: Match, after: Match): boolean {
  return before.score !== after.score || JSON.stringify(before.reasons) !== JSON.stringify(after.reasons);
}

/** A patent left the register or came back while nobody matched it for this enterprise. */
async function replace(tx: Tx, match: Match): Promise<void> {
  await tx.matches.replace(match);
  await promiseCardsOf(tx, match.id);
}

/** One that came in meanwhile was matched with the same focus by whoever took it in. */
async function add(tx: Tx, matches: readonly Match[]): Promise<void> {
  if (await tx.matches.addAll(matches, tx.at)) return;
  for (const match of matches) await tx.matches.add(match, tx.at);
}
