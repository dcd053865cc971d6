import cron, { type ScheduledTask } from 'node-cron';
import type { JobWorld } from './relay.ts';

/** Something done by the clock: once per period, by whichever process comes first. */
export interface ScheduledJob {
  readonly name: string;
  /** A cron line in the service's time zone. */
  readonly cron: string;
  readonly run: () => Promise<unknown>;
}

/** The running schedules. */
export interface Schedule {
  /** Starts no further run and waits for those in hand. */
  stop(): Promise<void>;
}

/** How long a run may take before another process may take it over. */
const RUN_MS = 600_000;

/** Does a job for a period unless it is done or in other hands; the row decides, not the clock that woke us. */
export async function runOncePer(
  world: JobWorld & { readonly owner: string },
  job: ScheduledJob,
  period: string,
): Promise<boolean> {
  const { owner } = world;
  const mine = await world.inTransaction((tx) =>
    tx.runs.take(job.name, period, owner, tx.at, new Date(tx.at.getTime() + RUN_MS)),
  );
  if (!mine) return false;
  await job.run();
  await world.inTransaction((tx) => tx.runs.finish(job.name, period, owner, tx.at));
  return true;
}

/** Lets node-cron wake the jobs; the period of a run is the minute it was due in. */
export function startSchedule(
  world: JobWorld & { readonly owner: string },
  jobs: readonly ScheduledJob[],
  timeZone: string,
): Schedule {
  const inHand = new Set<Promise<void>>();
  const tasks: ScheduledTask[] = jobs.map((job) =>
    cron.schedule(
      job.cron,
      () => {
        const period = world.now().toISOString().slice(0, 16);
        const run = runOncePer(world, job, period)
          .catch((error: unknown) => world.log.error({ err: error, job: job.name }, 'a scheduled job failed'))
          .then(() => void inHand.delete(run));
        inHand.add(run);
      },
      { timezone: timeZone },
    ),
  );
  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(inHand);
    },
  };
}
