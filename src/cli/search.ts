import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { indexPatents } from '../actions/index-patents.ts';
import { type Context, onDatabase } from './context.ts';

/** Adds `search rebuild`. */
export function searchCommands(program: Command, context: () => Context): void {
  program
    .command('search')
    .description('what the three libraries are searched by')
    .command('rebuild')
    .description(
      'make every patent be found anew, beside a running service; what was found is found all the while',
    )
    .action(() => rebuild(context()));
}

async function rebuild(context: Context): Promise<void> {
  const indexed = await onDatabase(context, async (inTransaction) => {
    const bar = new SingleBar({
      stream: process.stderr,
      noTTYOutput: false,
      format: 'search rebuild [{bar}] {percentage}% | {value}/{total} | {duration_formatted}',
    });
    bar.start(await inTransaction((tx) => tx.patents.count()), 0);
    try {
      return await indexPatents(inTransaction, { all: true, tell: (done) => bar.update(done) });
    } finally {
      bar.stop();
    }
  });
  context.print({ indexed }, `${indexed} patents are found by searches`);
}
