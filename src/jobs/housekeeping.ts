import type { JobWorld } from './relay.ts';

const HOUR_MS = 3_600_000;

/** Deliveries are remembered for two days, as Feishu repeats an event for up to seven hours; so are lists of contacts. */
const SHORT_MEMORY_MS = 48 * HOUR_MS;
/** Done promises stay a month for the operator's questions. */
const DONE_MEMORY_MS = 30 * 24 * HOUR_MS;

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
    const visits = await tx.pageVisits.forgetExpired(tx.at);
    world.log.info(
      { deliveries, promises, contactLists, limits, tickets, questions, visits },
      'old records were forgotten',
    );
  });
}
