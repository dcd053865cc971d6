import type { Command } from 'commander';
import { giveUpJob, reasonOf } from '../actions/give-up-job.ts';
import { malformed } from '../errors.ts';
import type { Topic } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase } from './context.ts';

interface RetryOptions {
  readonly allDead?: true;
  readonly topic?: string;
}

/** Adds `outbox retry|give-up`. */
export function outboxSteering(
  group: Command,
  context: () => Context,
  topicNamed: (name: string) => Topic,
): void {
  group
    .command('retry [ids...]')
    .description('let what failed for good try again')
    .option('--all-dead', 'everything but messages of which nobody knows whether they were sent')
    .option('--topic <topic>', 'of --all-dead, only one topic')
    .action((ids: string[], options: RetryOptions) => {
      const topic = options.topic === undefined ? undefined : topicNamed(options.topic);
      if ((options.allDead === true) === ids.length > 0 || (topic !== undefined && ids.length > 0))
        throw malformed('retry_unclear', 'name ids, or say --all-dead, with --topic if you like');
      return ids.length > 0 ? retry(context(), ids) : retryAll(context(), topic);
    });
  group
    .command('give-up <ids...>')
    .description('settle what waits or failed for good without doing it; its admin sees the reason')
    .requiredOption('--reason <text>', 'why, in words for the admin')
    .action((ids: string[], { reason }: { reason: string }) => giveUp(context(), ids, reason));
}

/** Jobs wait again, all of them or none; one that waits already stays as it is. */
async function retry(context: Context, ids: readonly string[]): Promise<void> {
  await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      for (const id of ids) await retryOne(tx, id);
    }),
  );
  context.print({ retried: ids }, `${ids.length} will be tried again`);
}

async function retryOne(tx: Tx, id: string): Promise<void> {
  if (await tx.outbox.revive(id, tx.at)) return;
  const job = await tx.outbox.find(id);
  if (job?.state === 'waiting') return;
  const problem = job ? `${id} is ${job.state} and stays so` : `nothing failed for good under ${id}`;
  throw malformed('job_unknown', `${problem}; nothing was changed; see: outbox list`);
}

/** A message that may have been sent is doubled only on a word about that very message. */
const OUTCOME_UNKNOWN = 'send_outcome_unknown';
/** How many jobs one command revives at most, and how many of them in one transaction. */
const DEAD_AT_MOST = 100_000;
const AT_ONCE = 200;

async function retryAll(context: Context, topic: Topic | undefined): Promise<void> {
  const { retried, left } = await onDatabase(context, async (inTransaction) => {
    const all = await inTransaction((tx) => tx.outbox.list('dead', DEAD_AT_MOST, topic));
    const certain = all.filter(({ lastError }) => lastError !== OUTCOME_UNKNOWN).map(({ id }) => id);
    for (let from = 0; from < certain.length; from += AT_ONCE)
      await inTransaction(async (tx) => {
        for (const id of certain.slice(from, from + AT_ONCE)) await tx.outbox.revive(id, tx.at);
      });
    return { retried: certain, left: all.length - certain.length };
  });
  const rest = left === 0 ? '' : `; ${left} of unknown outcome stay: look into the chats and name their ids`;
  context.print({ retried, left }, `${retried.length} will be tried again${rest}`);
}

/** Each job is settled by itself, so that one in hand keeps no other waiting; to repeat the command is harmless. */
async function giveUp(context: Context, ids: readonly string[], text: string): Promise<void> {
  const givenUp = await onDatabase(context, async (inTransaction) => {
    const reason = reasonOf(text);
    const settled: string[] = [];
    for (const id of ids) if (await inTransaction((tx) => giveUpJob(tx, { id, reason }))) settled.push(id);
    return settled;
  });
  const before = ids.length - givenUp.length;
  const rest = before === 0 ? '' : `; ${before} had been before`;
  context.print({ givenUp, before }, `${givenUp.length} given up for good${rest}`);
}
