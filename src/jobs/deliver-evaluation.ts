import { settleEvaluation } from '../actions/settle-evaluation.ts';
import { outwardEvaluation } from '../domain/enterprise-evaluation.ts';
import { refuse } from '../domain/refusals.ts';
import { asAppError, outsideError } from '../errors.ts';
import type { Platform, Posted } from '../platform/port.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** How long an evaluation waits when the platform does not know our token: somebody has to mend the settings. */
const UNAUTHORIZED_WAIT_MS = 600_000;

/** Makes the deliverer of enterprise evaluations to the platform; the evaluation's id is the idempotency key. */
export function deliverEvaluation(world: JobWorld & { readonly platform: Platform }): Deliver {
  return async (job) => {
    const evaluationId = job.payload['evaluation'] ?? '';
    const outward = await world.inTransaction(async (tx) => {
      const evaluation = (await tx.enterpriseEvaluations.find(evaluationId)) ?? refuse('draft_missing');
      const match = await tx.matches.get(evaluation.matchId);
      if (evaluation.state !== 'submitted') return null;
      return outwardEvaluation(
        await tx.enterprises.get(match.enterpriseId),
        await tx.patents.get(match.patentId),
        evaluation,
      );
    });
    if (!outward) return;
    try {
      await settle(world, evaluationId, await world.platform.postEvaluation(outward, evaluationId));
    } catch (error) {
      const failure = asAppError(error);
      if (failure.outside?.reaction !== 'give-up') throw failure;
      const refusal = failure.facts['refusal'];
      if (typeof refusal !== 'string') {
        const retry = { reaction: 'retry', retryAfterMs: UNAUTHORIZED_WAIT_MS } as const;
        throw outsideError(failure.code, failure.message, retry, { cause: failure });
      }
      await world.inTransaction((tx) =>
        settleEvaluation(tx, { evaluationId, answer: { kind: 'refused', refusal } }),
      );
      throw failure;
    }
  };
}

async function settle(world: JobWorld, evaluationId: string, posted: Posted): Promise<void> {
  if (posted.kind === 'by-hand') return;
  await world.inTransaction((tx) => settleEvaluation(tx, { evaluationId, answer: posted }));
}
