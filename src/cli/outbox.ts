import type { Command } from 'commander';
import { malformed } from '../errors.ts';
import { subjectOf } from '../reads/job-subject.ts';
import { type Job, TOPICS, type Topic } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';
import { outboxSteering } from './outbox-steering.ts';

const STATES: readonly Job['state'][] = ['waiting', 'dead', 'done', 'given-up'];

interface ListOptions {
  readonly state: string;
  readonly topic?: string;
  readonly enterprise?: string;
}

/** Adds `outbox list|show|retry|give-up`. */
export function outboxCommands(program: Command, context: () => Context): void {
  const group = program.command('outbox').description('promised messages, card updates and platform posts');
  group
    .command('list')
    .description('list what waits or what failed for good, the newest first')
    .option('--state <state>', STATES.join(', '), 'dead')
    .option('--topic <topic>', `only ${TOPICS.join(', ')}`)
    .option('--enterprise <enterprise>', "only one enterprise's")
    .action((options: ListOptions) => list(context(), options));
  group
    .command('show <id>')
    .description('show everything known about one job; texts and names are left out')
    .action((id: string) => show(context(), id));
  outboxSteering(group, context, topicNamed);
}

/** How many jobs are listed at most, and among how many those of one enterprise are looked for. */
const LISTED = 100;
const LOOKED_AT = 2000;

async function list(context: Context, options: ListOptions): Promise<void> {
  const state = STATES.find((each) => each === options.state);
  if (state === undefined) throw malformed('state_wrong', `--state must be one of ${STATES.join(', ')}`);
  const topic = options.topic === undefined ? undefined : topicNamed(options.topic);
  const rows = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { enterprise } = options;
      if (enterprise === undefined) return rowsOf(tx, await tx.outbox.list(state, LISTED, topic), () => true);
      const { id } = await enterpriseNamed(tx, enterprise);
      return rowsOf(tx, await tx.outbox.list(state, LOOKED_AT, topic), (owner) => owner === id);
    }),
  );
  context.print(rows, table(rows));
}

/** Says which topics there are when it is none of them. */
function topicNamed(name: string): Topic {
  const topic = TOPICS.find((each) => each === name);
  if (topic) return topic;
  throw malformed('topic_wrong', `--topic must be one of ${TOPICS.join(', ')}`);
}

async function rowsOf(tx: Tx, jobs: readonly Job[], belongs: (enterpriseId: string | null) => boolean) {
  const rows = [];
  for (const job of jobs) {
    const { about, enterpriseId } = await subjectOf(tx, job);
    if (!belongs(enterpriseId)) continue;
    const { id, topic, attempts, promisedAt, dueAt, lastError } = job;
    const times = { promised: promisedAt.toISOString(), due: dueAt.toISOString() };
    rows.push({ id, topic, attempts, ...times, error: lastError, about });
    if (rows.length === LISTED) break;
  }
  return rows;
}

async function show(context: Context, id: string): Promise<void> {
  const shown = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const job = await tx.outbox.find(id);
      if (!job) throw malformed('job_unknown', `there is no job ${id}; see: outbox list`);
      const { about, enterpriseId } = await subjectOf(tx, job);
      const enterprise = enterpriseId === null ? '' : (await tx.enterprises.get(enterpriseId)).name;
      return { ...factsOf(job), about, enterprise };
    }),
  );
  context.print(shown, table(Object.entries(shown).map(([fact, value]) => ({ fact, value }))));
}

/** A payload may hold the words of a text; its ids are in the key. */
function factsOf(job: Job) {
  const { id, topic, state, key, lane, connection, revision, attempts, lastError } = job;
  return {
    id,
    topic,
    state,
    key,
    lane,
    connection,
    revision,
    attempts,
    promised: job.promisedAt.toISOString(),
    due: job.dueAt.toISOString(),
    firstTried: job.firstTriedAt?.toISOString() ?? '',
    uncertainSince: job.uncertainSince?.toISOString() ?? '',
    error: lastError,
  };
}
