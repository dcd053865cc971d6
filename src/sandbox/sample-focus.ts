import { NO_FOCUS } from '../domain/focus.ts';
import { newRematch } from '../domain/rematch.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleSample } from './sample-facts.ts';

const DAY_MS = 86_400_000;

/** Stores what the enterprise behind a sample wants to see, with the change that led there and what is about to follow. */
export async function storeFocus(
  tx: Tx,
  { focus }: PeopleSample,
  enterpriseId: string,
  memberId: string,
): Promise<void> {
  if (!focus) return;
  const now = { ...NO_FOCUS, ...focus.now };
  await tx.enterprises.replace({ ...(await tx.enterprises.get(enterpriseId)), focus: now });
  if (focus.before) {
    const at = new Date(tx.at.getTime() - DAY_MS);
    const before = { ...NO_FOCUS, ...focus.before };
    await tx.focus.addChange({ id: tx.newId(), enterpriseId, by: memberId, before, after: now, at });
  }
  if (focus.matched !== undefined)
    await tx.rematches.put({ ...newRematch(enterpriseId, tx.at), done: focus.matched, total: 100 });
  if (!focus.draft) return;
  const draft = { ...NO_FOCUS, ...focus.draft };
  await tx.focus.putDraft({ id: tx.newId(), memberId, enterpriseId, focus: draft, basedOn: '' }, tx.at);
}
