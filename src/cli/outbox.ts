import type { Command } from 'commander';
import { malformed } from '../errors.ts';
import { type Context, onDatabase, table } from './context.ts';

/** Adds `outbox list|retry`. */
export function outboxCommands(program: Command, context: () => Context): void {
  const group = program.command('outbox').description('promised messages, card updates and platform posts');
  group
    .command('list')
    .description('list what waits or what failed for good')
    .option('--state <state>', 'waiting, dead or done', 'dead')
    .action((options: { state: string }) => list(context(), options.state));
  group
    .command('retry <id...>')
    .description('let what failed for good try again')
    .action((ids: string[]) => retry(context(), ids));
}

/** How many jobs are listed at most. */
const LISTED = 100;

async function list(context: Context, state: string): Promise<void> {
  if (state !== 'waiting' && state !== 'dead' && state !== 'done') {
    throw malformed('state_wrong', '--state must be waiting, dead or done');
  }
  const jobs = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.outbox.list(state, LISTED)),
  );
  const rows = jobs.map(({ id, topic, attempts, promisedAt, dueAt, lastError }) => {
    return {
      id,
      topic,
      attempts,
      promised: promisedAt.toISOString(),
      due: dueAt.toISOString(),
      error: lastError,
    };
  });
  context.print(rows, table(rows));
}

async function retry(context: Context, ids: readonly string[]): Promise<void> {
  const unknown = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const missed: string[] = [];
      for (const id of ids) if (!(await tx.outbox.revive(id, tx.at))) missed.push(id);
      return missed;
    }),
  );
  if (unknown.length > 0) {
    throw malformed('job_unknown', `nothing failed for good under ${unknown.join(', ')}; see: outbox list`);
  }
  context.print({ retried: ids }, `${ids.length} will be tried again`);
}
