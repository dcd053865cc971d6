import { type Envelope, makeEnvelope } from './envelope.ts';
import type { LongConnection } from './long-connection.ts';
import type { PushOutcome } from './transport.ts';
import { type Forgery, postChallenge, postEnvelope } from './webhook.ts';
import { type FeishuWorld, instant, makeId } from './world.ts';

/** The way from the platform to the app. */
export interface Delivery {
  /** Pushes an event; one that fails waits for its retry. Resolves when this attempt is over. */
  event(type: string, event: object): Promise<void>;
  /** Pushes a callback, once and without retries, and returns what came of it. */
  callback(type: string, event: object): Promise<PushOutcome>;
  /** Pushes events whose retry is due on the injected clock; returns how many were pushed. */
  retryDue(): Promise<number>;
  /** Pushes any envelope once, as it is. */
  raw(envelope: object, forgery?: Forgery): Promise<PushOutcome>;
  /** Sends the webhook the question that proves its address. */
  challenge(): Promise<PushOutcome>;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long after a failed attempt an event is pushed again; after the last it is lost. */
const RETRY_AFTER_MS = [15 * SECOND, 5 * MINUTE, HOUR, 6 * HOUR];

interface Waiting {
  readonly envelope: Envelope;
  readonly attempts: number;
  readonly dueAt: number;
}

interface Post {
  readonly world: FeishuWorld;
  readonly connection: LongConnection;
  readonly underway: Set<Promise<void>>;
  retries: readonly Waiting[];
  held: readonly Envelope[];
}

/** Makes the way to the app: a long connection when one is open, else the webhook. */
export function createDelivery(world: FeishuWorld, connection: LongConnection): Delivery {
  const office: Post = { world, connection, underway: new Set(), retries: [], held: [] };
  return {
    event: (type, event) => track(office, pushOrHold(office, makeEnvelope(world, type, event))),
    callback: (type, event) => pushAll(office, makeEnvelope(world, type, event)),
    retryDue: () => retryDue(office),
    raw: (envelope, forgery) => push(office, envelope, forgery),
    challenge() {
      const url = webhookUrl(world);
      return url === undefined ? NO_TRANSPORT : postChallenge(world, url, makeId(world, ''));
    },
    async settled() {
      while (office.underway.size > 0) await Promise.all(office.underway);
    },
  };
}

const NO_TRANSPORT: Promise<PushOutcome> = Promise.resolve({ kind: 'no-transport' });

function track(office: Post, work: Promise<void>): Promise<void> {
  office.underway.add(work);
  return work.finally(() => office.underway.delete(work));
}

async function pushOrHold(office: Post, envelope: Envelope): Promise<void> {
  const { faults } = office.world;
  if (faults.reorder === 0) return pushEvent(office, envelope, 0);
  office.held = [envelope, ...office.held];
  if (office.held.length < faults.reorder) return;
  const reversed = office.held;
  office.held = [];
  faults.reorder = 0;
  for (const held of reversed) await pushEvent(office, held, 0);
}

async function pushEvent(office: Post, envelope: Envelope, attempts: number): Promise<void> {
  const outcome = await pushAll(office, envelope);
  const arrived = outcome.kind === 'answered' && outcome.status === 200;
  const after = RETRY_AFTER_MS[attempts];
  if (arrived || after === undefined) return;
  const waiting = { envelope, attempts: attempts + 1, dueAt: instant(office.world) + after };
  office.retries = [...office.retries, waiting];
}

async function retryDue(office: Post): Promise<number> {
  const at = instant(office.world);
  const due = office.retries.filter(({ dueAt }) => dueAt <= at);
  office.retries = office.retries.filter(({ dueAt }) => dueAt > at);
  await Promise.all(
    due.map(({ envelope, attempts }) => track(office, pushEvent(office, envelope, attempts))),
  );
  return due.length;
}

/** Pushes as often as the faults say, at the same time; the answer that counts is the first one's. */
async function pushAll(office: Post, envelope: Envelope): Promise<PushOutcome> {
  const times = office.world.faults.deliveries;
  const [first = NO_TRANSPORT] = await Promise.all(
    Array.from({ length: times }, () => push(office, envelope)),
  );
  return first;
}

function push(office: Post, envelope: object, forgery?: Forgery): Promise<PushOutcome> {
  if (office.connection.count() > 0) return office.connection.push(envelope);
  const url = webhookUrl(office.world);
  return url === undefined ? NO_TRANSPORT : postEnvelope(office.world, url, envelope, forgery);
}

function webhookUrl(world: FeishuWorld): string | undefined {
  const { webhookUrl: url } = world.options;
  return typeof url === 'function' ? url() : url;
}
