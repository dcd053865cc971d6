import type { Command } from 'commander';
import { z } from 'zod';
import { periodAt, periodKey } from '../domain/period.ts';
import { AppError, malformed } from '../errors.ts';
import { loadHolidays } from '../holidays.ts';
import { type DueRun, runOnce, type ScheduledJob, type Subject } from '../jobs/schedule.ts';
import { createLog } from '../log.ts';
import { minuteName } from '../reads/people-wording.ts';
import { platformsOf, pullNow, scheduledJobs } from '../scheduled-jobs.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { scheduleInWords } from './schedule-words.ts';

interface RunOptions {
  readonly at?: string;
  readonly enterprise?: string;
  readonly again?: true;
}

/** Adds `schedule list|run`. */
export function scheduleCommands(program: Command, context: () => Context): void {
  const group = program.command('schedule').description('what is done by the clock, and how that went');
  group
    .command('list')
    .description(
      'list the jobs: their rule, their last run, when they are due next, and for whom they failed',
    )
    .action(() => list(context()));
  group
    .command('run <job>')
    .description('do a job for the period of a moment, at any hour; what is done already is not done twice')
    .option('--at <moment>', 'such as 2026-12-07T09:00+08:00; now unless given')
    .option('--enterprise <enterprise>', 'for this enterprise alone, by its name or id')
    .option('--again', 'also if it is done already, where the job bears that')
    .action((job: string, options: RunOptions) => run(context(), job, options));
}

/** The last of the remembered runs that are read for a list. */
const REMEMBERED = 10_000;

async function list(context: Context): Promise<void> {
  const { timeZone } = context.config;
  const lines = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) =>
      Promise.all(jobsFor(context, inTransaction).map((job) => lineOf(tx, job, context.now()))),
    ),
  );
  const named = (moment: Date | null) => (moment ? minuteName(moment, timeZone) : '');
  const rows = lines.map(({ last, next, failed, ...line }) => {
    const failures = failed.map(({ subject, error }) => `${subject || 'service'}: ${error}`);
    return { ...line, last: named(last), next: named(next), failed: failures.join('; ') };
  });
  const known = [...loadHolidays().years].sort().join(', ');
  context.print(lines, `${table(rows)}\n\npublic holidays are known for ${known}`);
}

/** What an operator wants to know of a job. */
async function lineOf(tx: Tx, job: ScheduledJob, at: Date) {
  const runs = await tx.runs.ofJob(job.name, REMEMBERED);
  const ends = runs.flatMap(({ doneAt }) => (doneAt ? [doneAt.getTime()] : []));
  const period = periodAt(job.schedule, at);
  const failed = runs.filter(({ doneAt, error }) => doneAt === null && error !== null);
  return {
    name: job.name,
    rule: scheduleInWords(job.schedule),
    last: ends.length > 0 ? new Date(Math.max(...ends)) : null,
    next: period.until,
    failed: failed.map(({ subject, period: of, attempts, error }) => ({
      subject,
      period: of,
      attempts,
      error,
    })),
  };
}

async function run(context: Context, name: string, options: RunOptions): Promise<void> {
  const results = await onDatabase(context, async (inTransaction) => {
    const job = jobsFor(context, inTransaction).find((each) => each.name === name);
    if (!job) throw malformed('job_unknown', `there is no job «${name}»; list them with: schedule list`);
    if (options.again && !job.repeatable)
      throw malformed('job_not_repeatable', `«${name}» is done once a period, whatever happens`);
    const at = options.at === undefined ? context.now() : momentOf(options.at);
    const world = { ...worldFor(context, inTransaction), owner: context.newId() };
    const outcomes = [];
    for (const due of await inTransaction((tx) => runsFor(tx, job, at, options.enterprise))) {
      if (options.again) await inTransaction((tx) => tx.runs.reopen(keyOf(job, due), tx.at));
      const outcome = await runOnce(world, job, due, true);
      outcomes.push({ subject: due.subject, period: periodKey(due.period), outcome });
    }
    return outcomes;
  });
  const words = results.map(({ subject, ...rest }) => ({ subject: subject || 'service', ...rest }));
  context.print(results, table(words));
  if (results.some(({ outcome }) => outcome === 'failed'))
    throw new AppError('refused', 'job_failed', 'a run failed; the log above has the reason');
}

const Moment = z.iso.datetime({ offset: true }).or(z.iso.datetime({ offset: true, precision: -1 }));

function momentOf(given: string): Date {
  const moment = Moment.safeParse(given);
  if (!moment.success)
    throw malformed('moment_wrong', `«${given}» is no moment; write it as 2026-12-07T09:00+08:00`);
  return new Date(moment.data);
}

/** The runs of a moment for all subjects of a job, or for one enterprise. */
async function runsFor(tx: Tx, job: ScheduledJob, at: Date, enterprise?: string): Promise<DueRun[]> {
  const subjects = await job.subjects(tx);
  const runOf = ({ id, schedule = job.schedule }: Subject): DueRun => ({
    subject: id,
    period: periodAt(schedule, at),
  });
  if (enterprise === undefined) return subjects.map(runOf);
  const { id } = await enterpriseNamed(tx, enterprise);
  const its = subjects.filter((subject) => (subject.enterpriseId ?? subject.id) === id);
  if (its.length > 0) return its.map(runOf);
  throw malformed('job_not_for_enterprise', `«${job.name}» is not done for this enterprise`);
}

const keyOf = ({ name }: ScheduledJob, { subject, period }: DueRun) => ({
  job: name,
  subject,
  period: periodKey(period),
});

function worldFor(context: Context, inTransaction: InTransaction) {
  const { now, sleep, config } = context;
  return { now, sleep, inTransaction, log: createLog(config.logLevel, process.stderr) };
}

function jobsFor(context: Context, inTransaction: InTransaction): ScheduledJob[] {
  const world = worldFor(context, inTransaction);
  const { config, now } = context;
  return scheduledJobs(world, config, pullNow(world, platformsOf(config.platform, now)));
}
