import { forgetUndecided } from '../actions/import-patents.ts';
import type { JobWorld } from './relay.ts';

const HOUR_MS = 3_600_000;

/** Deliveries are remembered for two days, as Feishu repeats an event for up to seven hours; so are lists of contacts. */
const SHORT_MEMORY_MS = 48 * HOUR_MS;
/** Done promises stay a month for the operator's questions; so long can the pages of a search be turned. */
const DONE_MEMORY_MS = 30 * 24 * HOUR_MS;

/** A digest begins where the one before ended, and looks back for five weeks at most. */
const DIGEST_MEMORY_MS = 60 * 24 * HOUR_MS;

/** Files that nobody has decided on in a day are not taken in any more. */
const UNDECIDED_MS = 24 * HOUR_MS;

/** Forgets what nobody needs any more. */
export async function housekeeping(world: JobWorld): Promise<void> {
  const before = (ms: number) => new Date(world.now().getTime() - ms);
  await world.inTransaction(async (tx) => {
    const deliveries = await tx.deliveries.forgetBefore(before(SHORT_MEMORY_MS));
    const promises = await tx.outbox.forgetDoneBefore(before(DONE_MEMORY_MS));
    // Whoever could not be looked up in that time is not looked up any more.
    const contactLists = await tx.contactLists.emptyBefore(before(SHORT_MEMORY_MS));
    const limits = await tx.limits.forgetBefore(before(SHORT_MEMORY_MS).getTime());
    const tickets = await tx.tickets.forgetExpired(tx.at);
    const questions = await tx.questions.forgetExpired(tx.at);
    const searches = await tx.searches.forgetBefore(before(DONE_MEMORY_MS));
    const focusDrafts = await tx.focus.forgetDraftsBefore(before(DONE_MEMORY_MS));
    const reminders = await tx.reminders.forgetBefore(before(DONE_MEMORY_MS));
    const digests = await tx.digests.forgetBefore(before(DIGEST_MEMORY_MS));
    const visits = await tx.pageVisits.forgetExpired(tx.at);
    const runs = await tx.runs.forgetBefore(before(DONE_MEMORY_MS));
    const files = await forgetUndecided(tx, before(UNDECIDED_MS));
    world.log.info(
      {
        ...{ deliveries, promises, contactLists, limits, tickets, questions },
        ...{ searches, focusDrafts, reminders, digests, visits, runs, files },
      },
      'old records were forgotten',
    );
  });
}
