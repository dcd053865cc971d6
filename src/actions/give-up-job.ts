import { refuse } from '../domain/refusals.ts';
import { typedText } from '../domain/typed-text.ts';
import { malformed } from '../errors.ts';
import { subjectOf } from '../reads/job-subject.ts';
import type { Job } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { refuseEnd } from './report-end.ts';
import { settleDemand, settleIntent } from './settle-cooperation.ts';
import { settleEvaluation } from './settle-evaluation.ts';

/** The longest reason, in characters; it is shown on a card. */
const REASON_LIMIT = 200;

/** Takes in why something is given up; refuses an empty reason, one that is too long and a national ID number. */
export function reasonOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  const reason = typedText(line, { most: REASON_LIMIT, tooLong: 'opinion_too_long' });
  return reason === '' ? refuse('reason_missing') : reason;
}

/**
 * Settles a waiting or dead job for good without doing it, on the operator's word; false when that has been done before.
 * The admin reads the reason on the card of what went to the platform, and enters it there by hand. Refuses what is done
 * and what a worker has in hand, for that may take effect at any moment.
 */
export async function giveUpJob(
  tx: Tx,
  input: { readonly id: string; readonly reason: string },
): Promise<boolean> {
  const { id, reason } = input;
  const job = await tx.outbox.find(id);
  if (!job) throw malformed('job_unknown', `there is no job ${id}; see: outbox list`);
  if (job.state === 'given-up') return false;
  if (job.state === 'done') throw malformed('job_done', `${id} is done already; there is nothing to give up`);
  // Taken for no time at all, in this transaction: a worker is in the lane before it or after it, never meanwhile.
  const free = await tx.lanes.take(job.lane, 'operator', tx.at, tx.at);
  if (!free || !(await tx.outbox.giveUp(job, reason, tx.at)))
    throw malformed('job_in_hand', `${id} is being worked on right now; wait half a minute and try again`);
  await tell(tx, job, reason);
  return true;
}

async function tell(tx: Tx, job: Job, reason: string): Promise<void> {
  const { enterpriseId } = await subjectOf(tx, job);
  if (enterpriseId === null) return;
  const { id, topic } = job;
  const act = { actor: 'operator', act: 'give-up-job', subject: id };
  await record(tx, { enterpriseId, ...act, detail: { topic, reason } });
  await showAdmin(tx, job, `运维人员已停止自动提交，原因：${reason.replace(/[。.]+$/u, '')}`);
}

/** What was on its way to the platform becomes the admin's again, who reads why. */
async function showAdmin(tx: Tx, { topic, payload }: Job, refusal: string) {
  const settled = { answer: { kind: 'refused', refusal }, actor: 'operator' } as const;
  switch (topic) {
    case 'evaluation':
      return settleEvaluation(tx, { evaluationId: payload['evaluation'] ?? '', ...settled });
    case 'intent':
      return settleIntent(tx, { intentId: payload['intent'] ?? '', ...settled });
    case 'demand':
      return settleDemand(tx, { demandId: payload['demand'] ?? '', ...settled });
    case 'withdrawal': {
      const kind = payload['demand'] === undefined ? 'intent' : 'demand';
      return refuseEnd(tx, { kind, id: payload[kind] ?? '', refusal, actor: 'operator' });
    }
    default:
      return;
  }
}
