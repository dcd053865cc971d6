import { type Enterprise, type PlatformMode, platformModeOf } from '../domain/enterprise.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';
import { promiseUnposted } from './promise-unposted.ts';

/**
 * Sets an enterprise's way to the platform, null for that of the settings. What waits to be entered by hand is posted
 * from then on, and the other way round; what an admin has marked is never posted. The same again changes nothing.
 */
export async function setPlatformMode(
  tx: Tx,
  input: {
    readonly enterpriseId: string;
    readonly mode: PlatformMode | null;
    readonly standard: PlatformMode;
  },
): Promise<{ readonly enterprise: Enterprise; readonly mode: PlatformMode; readonly promised: number }> {
  const before = await tx.enterprises.lock(input.enterpriseId);
  const { mode: platformMode, standard } = input;
  const after = { ...before, platformMode };
  if (platformMode !== before.platformMode) {
    await tx.enterprises.replace(after);
    const entry = { enterpriseId: after.id, actor: 'operator', subject: after.id };
    await record(tx, { ...entry, act: 'set-platform-mode', detail: { mode: platformMode ?? 'default' } });
    await showWork(tx, after);
  }
  const promised = await promiseUnposted(tx, after, standard);
  return { enterprise: after, mode: platformModeOf(after, standard), promised };
}

/** Every card that says how something gets to the platform says it anew. */
async function showWork(tx: Tx, { id }: Enterprise): Promise<void> {
  for (const { of, id: subject } of await tx.platformWork.ofEnterprise(id)) {
    const evaluation = of === 'evaluation' ? await tx.enterpriseEvaluations.find(subject) : null;
    await promiseCardsOf(tx, evaluation?.matchId ?? subject);
  }
  await promiseCardsOf(tx, id);
}
