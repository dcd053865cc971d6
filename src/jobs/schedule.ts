import cron from 'node-cron';
import { isDue, type Period, periodAt, periodKey, type Schedule } from '../domain/period.ts';
import { asAppError } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';
import type { JobWorld } from './relay.ts';

/** For whom a scheduled job is done. */
export interface Subject {
  /** An enterprise, a chat, or empty for the whole service. */
  readonly id: string;
  /** Periods that began before this are none of its own; null for the moment at which it was seen first. */
  readonly since: Date | null;
  /** The enterprise it belongs to, where it is none itself. */
  readonly enterpriseId?: string;
  /** Where it has a schedule of its own. */
  readonly schedule?: Schedule;
}

/** Something done by the clock: once for each subject and period, by whichever process comes first. */
export interface ScheduledJob {
  readonly name: string;
  readonly schedule: Schedule;
  readonly subjects: (tx: Tx) => Promise<readonly Subject[]>;
  /** Absent where the job may run at any moment; what is due waits for the next one at which it may. */
  readonly mayRunAt?: (at: Date, period: Period) => boolean;
  /** May be run again after a process died over it: it does the same once more, or nothing. */
  readonly run: (subject: string, period: Period) => Promise<unknown>;
  /** Whether an operator may have a period done once more that is done. */
  readonly repeatable: boolean;
}

/** What schedules take from the process. */
export type ScheduleWorld = JobWorld & { readonly owner: string };

/** The running schedules. */
export interface RunningSchedules {
  /** Does what is due now; resolves when it is done, has failed, or is in other hands. */
  wake(): Promise<void>;
  /** Starts no further run and waits for those in hand. */
  stop(): Promise<void>;
}

/** What became of one run. */
type RunOutcome = 'done' | 'failed' | 'not-taken';

/** A run that is to be done. */
export interface DueRun {
  readonly subject: string;
  readonly period: Period;
}

/** How long a run may take before another process may take it over. */
const RUN_MS = 600_000;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 3_600_000;

/** What is due of a job now and not done; subjects that nobody has seen before are taken note of. */
async function dueRuns(tx: Tx, job: ScheduledJob): Promise<DueRun[]> {
  const subjects = await job.subjects(tx);
  const dated = subjects.every(({ since }) => since !== null);
  const known: ReadonlyMap<string, Date> = dated ? new Map() : await tx.runs.known(job.name);
  const isNew = ({ id, since }: Subject) => since === null && !known.has(id);
  const news = subjects.filter(isNew).map(({ id }) => id);
  if (news.length > 0) await tx.runs.note(job.name, news, tx.at);
  // Thousands of subjects share few schedules.
  const periods = new Map<Schedule, Period>();
  const due = subjects.flatMap(({ id, since, schedule = job.schedule }) => {
    const period = periods.get(schedule) ?? periodAt(schedule, tx.at);
    periods.set(schedule, period);
    return isDue(period, since ?? known.get(id) ?? tx.at) ? [{ subject: id, period }] : [];
  });
  const done = new Set<string>();
  for (const key of new Set(due.map(({ period }) => periodKey(period))))
    for (const { subject, doneAt } of await tx.runs.ofPeriod(job.name, key))
      if (doneAt) done.add(`${key} ${subject}`);
  return due.filter(({ subject, period }) => !done.has(`${periodKey(period)} ${subject}`));
}

/** Does one run unless it is done or in other hands: the row decides, not the clock that woke us. `early` does not wait after a failure. */
export async function runOnce(
  world: ScheduleWorld,
  job: ScheduledJob,
  { subject, period }: DueRun,
  early = false,
): Promise<RunOutcome> {
  const key = { job: job.name, subject, period: periodKey(period) };
  const attempt = await world.inTransaction((tx) => {
    const until = new Date(tx.at.getTime() + RUN_MS);
    return tx.runs.take(key, period.until, { owner: world.owner, at: tx.at, until, early });
  });
  if (attempt === null) return 'not-taken';
  try {
    await job.run(subject, period);
  } catch (error) {
    world.log.error({ err: error, ...key, attempt }, 'a scheduled job failed');
    const { code } = asAppError(error);
    await world.inTransaction((tx) =>
      tx.runs.fail(key, attempt, { at: tx.at, dueAt: new Date(tx.at.getTime() + restAfter(attempt)), code }),
    );
    return 'failed';
  }
  await world.inTransaction((tx) => tx.runs.finish(key, attempt, tx.at));
  return 'done';
}

/** A failed run rests for a minute, then twice as long each time, up to an hour; after its period it is left. */
function restAfter(attempt: number): number {
  return Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(attempt - 1, 10));
}

/** Does what is due of one job; a subject that fails keeps nobody else from his turn. */
export async function runDue(world: ScheduleWorld, job: ScheduledJob, stopping?: AbortSignal): Promise<void> {
  // Also at a moment at which the job may not run, so that new subjects are taken note of.
  const due = await world.inTransaction((tx) => dueRuns(tx, job));
  for (const each of due) {
    if (stopping?.aborted) return;
    if (job.mayRunAt?.(world.now(), each.period) ?? true) await runOnce(world, job, each);
  }
}

/** Looks at the start and then every minute what is due; node-cron only wakes. */
export function startSchedules(world: ScheduleWorld, jobs: readonly ScheduledJob[]): RunningSchedules {
  const stopping = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  const look = (job: ScheduledJob): Promise<void> => {
    const run = runDue(world, job, stopping.signal)
      .catch((error: unknown) =>
        world.log.error({ err: error, job: job.name }, 'a schedule could not be read'),
      )
      .finally(() => inHand.delete(job.name));
    inHand.set(job.name, run);
    return run;
  };
  const lookUnlessInHand = () => {
    for (const job of jobs) if (!inHand.has(job.name)) void look(job);
  };
  const lookAfter = async (job: ScheduledJob): Promise<void> => {
    while (inHand.has(job.name)) await inHand.get(job.name);
    if (!stopping.signal.aborted) await look(job);
  };
  const task = cron.schedule('* * * * *', lookUnlessInHand);
  lookUnlessInHand();
  return {
    wake: async () => void (await Promise.all(jobs.map(lookAfter))),
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await Promise.all(inHand.values());
    },
  };
}
