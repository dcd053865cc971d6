import type { Logger } from 'pino';
import { asAppError } from '../errors.ts';
import type { LaneLease } from '../stores/lane-store.ts';
import type { Job, Topic } from '../stores/outbox-store.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { afterFailure, type Conclusion } from './after-failure.ts';

/** What every job takes from the process around it. */
export interface JobWorld {
  readonly inTransaction: InTransaction;
  readonly log: Logger;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Does one job; returns when it is done, throws when it is not. */
export type Deliver = (job: Job) => Promise<void>;

/** The loop that keeps the promises in the outbox. */
export interface Relay {
  /** Works once through all lanes that have something due; returns how many jobs it tried. */
  pass(): Promise<number>;
  /** Works from now on, until stopped. */
  start(): void;
  /** Wakes a started relay; there is something new. */
  poke(): void;
  /** Finishes the jobs in hand and starts no other. */
  stop(): Promise<void>;
  /** When the relay last gave a sign of life, for the health check; null before it was started. */
  lastSign(): Date | null;
}

/** What working in lanes needs beside the world of all jobs. */
interface LaneWorld extends JobWorld {
  readonly owner: string;
  readonly alive: () => void;
  readonly stopped: () => boolean;
  readonly tried: Tried;
}

/** Hears how every attempt of the relay ended. */
export type Tried = (topic: Topic, outcome: Conclusion['outcome']) => void;

/** How many lanes one process works on at the same time. */
const LANES_AT_ONCE = 16;
/** How many jobs a worker does in a lane before it lets go, so that busy chats do not keep the others waiting. */
const JOBS_IN_A_ROW = 5;
/** How long a lane stays leased to a worker that gives no sign of life, and how often a living one gives it, in ms. */
const LEASE_MS = 10_000;
const HEARTBEAT_MS = 3000;
/** How long an idle relay sleeps; promises of other processes are found after this time at the latest. */
const IDLE_MS = 1000;

/** Makes the relay: each lane is worked by one worker of one process at a time, in order. */
export function createRelay(
  world: JobWorld & {
    readonly owner: string;
    /** The connections by which this process cannot send now: what goes out by them is left to others, or waits. */
    readonly closedTo: () => readonly string[];
    readonly tried: Tried;
  },
  deliverers: Readonly<Record<Topic, Deliver>>,
): Relay {
  let running: Promise<void> | null = null;
  let stopping = false;
  let wake = (): void => {};
  let woken = false;
  let lastSign: Date | null = null;

  const alive = (): void => {
    lastSign = world.now();
  };
  const laneWorld: LaneWorld = { ...world, alive, stopped: () => stopping };

  async function pass(): Promise<number> {
    const closedTo = world.closedTo();
    const lanes = await world.inTransaction((tx) => tx.outbox.dueLanes(tx.at, LANES_AT_ONCE * 4, closedTo));
    let tried = 0;
    const queue = lanes.values();
    await Promise.all(
      Array.from({ length: LANES_AT_ONCE }, async () => {
        for (const lane of queue) tried += await workLane(laneWorld, deliverers, lane);
      }),
    );
    alive();
    return tried;
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false;
      const tried = await pass().catch((error: unknown) => {
        world.log.error({ err: error }, 'a relay pass failed; it is tried again');
        return 0;
      });
      if (tried === 0 && !woken && !stopping) await idle();
    }
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    pass,
    start: () => {
      alive();
      running ??= loop();
    },
    poke: () => {
      woken = true;
      wake();
    },
    stop: async () => {
      stopping = true;
      wake();
      await running;
    },
    lastSign: () => lastSign,
  };
}

/** Does the due jobs of a lane in order; returns how many. A job that must wait holds the lane, so order is kept. */
async function workLane(
  world: LaneWorld,
  deliverers: Readonly<Record<Topic, Deliver>>,
  lane: string,
): Promise<number> {
  const until = () => new Date(world.now().getTime() + LEASE_MS);
  const taken = await world.inTransaction(async (tx) => {
    const lease = await tx.lanes.take(lane, world.owner, tx.at, until());
    return lease && { lease, job: await takeUp(tx, lease) };
  });
  if (!taken) return 0;
  const { lease } = taken;
  const heartbeat = setInterval(() => {
    // A heartbeat that fails is no reason to stop the job in hand; the next job asks for the lane again.
    world.inTransaction((tx) => tx.lanes.keep(lease, until())).catch(() => false);
  }, HEARTBEAT_MS);
  let done = 0;
  try {
    for (let { job } = taken; job; done += 1) {
      const { outcome, write } = await attempt(world, deliverers[job.topic], job);
      world.alive();
      world.tried(job.topic, outcome);
      const last = done + 1 === JOBS_IN_A_ROW || world.stopped();
      job = await world.inTransaction(async (tx) => {
        await write(tx);
        return !last && (await tx.lanes.keep(lease, until())) ? takeUp(tx, lease) : null;
      });
    }
  } finally {
    clearInterval(heartbeat);
    await world.inTransaction((tx) => tx.lanes.release(lease, tx.at));
  }
  return done;
}

/** Takes up the lane's first job if it is due, and notes that an attempt begins. */
async function takeUp(tx: Tx, lease: LaneLease): Promise<Job | null> {
  const job = await tx.outbox.head(lease.lane);
  if (!job || job.dueAt > tx.at) return null;
  await tx.outbox.begin(job, tx.at);
  return job;
}

/** Tries a job once. */
async function attempt(world: LaneWorld, deliver: Deliver, job: Job): Promise<Conclusion> {
  const log = world.log.child({ job: job.id, topic: job.topic, attempt: job.attempts + 1 });
  try {
    await deliver(job);
    log.info('a job was done');
    return { outcome: 'done', write: (tx) => tx.outbox.settle(job, 'done', '', tx.at) };
  } catch (error) {
    return afterFailure(log, asAppError(error), job, world.now());
  }
}
