import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { Tx } from '../stores/transactions.ts';

/** Promises that the platform gets an evaluation; the same again is settled without a post once it has it. */
export async function promiseEvaluation(
  tx: Tx,
  { id, matchId }: Pick<EnterpriseEvaluation, 'id' | 'matchId'>,
): Promise<void> {
  const lane = `platform:${matchId}`;
  const promised = { key: `evaluation:${id}`, lane, connection: '', payload: { evaluation: id } };
  await tx.outbox.promise({ topic: 'evaluation', ...promised }, tx.newId(), tx.at);
}
