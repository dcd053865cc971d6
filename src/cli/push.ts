import type { Command } from 'commander';
import { pushPatents } from '../actions/push-patents.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

/** Adds `push`. */
export function pushCommand(program: Command, context: () => Context): void {
  program
    .command('push <enterprise>')
    .description(
      'promise the best waiting matches to the enterprise’s groups, at any hour, within today’s limit; the running service sends them',
    )
    .option('--most <n>', 'no more than this many', Number)
    .action((enterprise: string, options: { most?: number }) => push(context(), enterprise, options));
}

const REASONS = {
  done: 'nothing more is waiting',
  most: 'as many as were asked for',
  'daily-limit': "today's limit is reached",
  'no-chat': 'no group is bound; see: chat bind',
  closed: 'the enterprise is closed',
} as const;

async function push(context: Context, enterpriseName: string, { most }: { most?: number }): Promise<void> {
  if (most !== undefined && !(Number.isInteger(most) && most > 0)) {
    throw malformed('most_wrong', '--most must be a whole number above 0');
  }
  const { timeZone } = context.config;
  const result = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId } = await enterpriseNamed(tx, enterpriseName);
      return pushPatents(tx, { enterpriseId, timeZone, ...(most === undefined ? {} : { most }) });
    }),
  );
  context.print(result, `${result.pushed} pushed; ${REASONS[result.stoppedBy]}`);
}
