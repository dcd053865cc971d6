import { type Enterprise, type PlatformMode, platformModeOf } from '../domain/enterprise.ts';
import { isForApi } from '../domain/platform-work.ts';
import type { Promised } from '../stores/outbox-store.ts';
import type { PlatformWork } from '../stores/platform-work-store.ts';
import type { Tx } from '../stores/transactions.ts';

/**
 * Promises to post what an enterprise confirmed while it was to be entered by hand, and nobody has entered. What has
 * failed or was given up stays so, which lets this run at every start; returns how many wait that did not before.
 */
export async function promiseUnposted(
  tx: Tx,
  enterprise: Enterprise,
  standard: PlatformMode,
): Promise<number> {
  const mode = platformModeOf(enterprise, standard);
  if (mode === 'manual') return 0;
  const work = await tx.platformWork.ofEnterprise(enterprise.id);
  let promised = 0;
  for (const each of work.filter((one) => isForApi(one, mode))) {
    const promise = await promiseOf(tx, each);
    // A job met in manual mode was settled as done; it may have been forgotten since.
    const state = await tx.outbox.stateOf(promise.key);
    if (state === 'dead' || state === 'given-up') continue;
    // Also what waits: a worker may be about to settle it for the way by hand.
    await tx.outbox.promise(promise, tx.newId(), tx.at);
    if (state !== 'waiting') promised += 1;
  }
  return promised;
}

/** The promise as it was made when the text was confirmed, or given up: the same key in the same lane. */
async function promiseOf(tx: Tx, { kind, of, id }: PlatformWork): Promise<Promised> {
  const topic = kind === 'end' ? 'withdrawal' : kind;
  return {
    topic,
    key: `${topic}:${id}`,
    lane: `platform:${of === 'evaluation' ? await matchOf(tx, id) : id}`,
    connection: '',
    payload: { [of]: id },
  };
}

async function matchOf(tx: Tx, evaluationId: string): Promise<string> {
  return (await tx.enterpriseEvaluations.find(evaluationId))?.matchId ?? evaluationId;
}
