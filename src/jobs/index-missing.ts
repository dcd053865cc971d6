import { indexPatents } from '../actions/index-patents.ts';
import { asAppError } from '../errors.ts';
import type { JobWorld } from './relay.ts';

/**
 * Makes patents be found that were stored before there was a search, once after the start and beside all other work. What
 * a stop or a failure leaves over is taken up at the next start, or by `search rebuild`.
 */
export async function indexMissing(
  { inTransaction, log }: Pick<JobWorld, 'inTransaction' | 'log'>,
  stopping: AbortSignal,
): Promise<void> {
  try {
    const indexed = await indexPatents(inTransaction, { all: false, stopping: () => stopping.aborted });
    if (indexed > 0) log.info({ indexed }, 'patents were made to be found by searches');
  } catch (error) {
    log.error({ err: asAppError(error) }, 'patents could not be made to be found; run: search rebuild');
  }
}
