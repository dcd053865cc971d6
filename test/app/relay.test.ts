import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { outsideError } from '../../src/errors.ts';
import { createRelay, type Deliver } from '../../src/jobs/relay.ts';
import { type Job, type Promised, TOPICS, type Topic } from '../../src/stores/outbox-store.ts';
import { openWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;

let world: World;
let closed: string[];
let troubled: boolean;
let sent: string[];
let tries: string[];

beforeEach(async () => {
  world = await openWorld();
  closed = [];
  troubled = false;
  sent = [];
  tries = [];
});

afterEach(() => world.close());

const deliver: Deliver = async ({ key }) => {
  if (troubled) throw outsideError('hiccup', 'the other side is in trouble', { reaction: 'retry' });
  sent.push(key);
};

function relay() {
  const { inTransaction, now } = world;
  return createRelay(
    {
      inTransaction,
      now,
      log: pino({ level: 'silent' }),
      sleep: async (ms) => world.pass(ms),
      owner: 'this process',
      closedTo: () => closed,
      tried: (topic, outcome) => void tries.push(`${topic} ${outcome}`),
    },
    Object.fromEntries(TOPICS.map((topic) => [topic, deliver])) as Record<Topic, Deliver>,
  );
}

async function promise(key: string, over: Partial<Promised> = {}): Promise<void> {
  const promised = { topic: 'text', key, lane: 'chat:1', connection: 'bot', payload: {}, ...over } as const;
  await world.inTransaction((tx) => tx.outbox.promise(promised, world.newId(), tx.at));
}

const jobs = (state: Job['state']) => world.inTransaction((tx) => tx.outbox.list(state, 100));

it('a message that waited for its connection longer than a day outlives its first failures', async () => {
  await promise('late');
  closed = ['bot'];
  const { pass } = relay();
  world.pass(30 * HOUR);
  await pass();
  closed = [];
  troubled = true;
  await pass();
  expect(await jobs('dead')).toEqual([]);
  world.pass(HOUR);
  await pass();
  expect(await jobs('waiting')).toMatchObject([{ attempts: 2, lastError: 'hiccup' }]);
  troubled = false;
  world.pass(HOUR);
  await pass();
  expect(sent).toEqual(['late']);
  expect(tries).toEqual(['text retry', 'text retry', 'text done']);
});

it('a message that fails for a day from its first attempt on is given up', async () => {
  await promise('hopeless');
  troubled = true;
  const { pass } = relay();
  await pass();
  world.pass(24 * HOUR);
  await pass();
  expect(await jobs('dead')).toMatchObject([{ key: 'hopeless', lastError: 'hiccup' }]);
});

it('what the operator lets try again has its whole patience again', async () => {
  await promise('hopeless');
  troubled = true;
  const { pass } = relay();
  await pass();
  world.pass(25 * HOUR);
  await pass();
  const [dead] = await jobs('dead');
  await world.inTransaction((tx) => tx.outbox.revive(dead?.id ?? '', tx.at));
  world.pass(HOUR);
  await pass();
  expect(await jobs('waiting')).toMatchObject([{ attempts: 1 }]);
});

it('hours without the other side change no order within a subject, and nothing arrives twice', async () => {
  const lanes = ['platform:1', 'platform:2', 'platform:3'];
  for (const step of ['first', 'second', 'third'])
    for (const lane of lanes) await promise(`${lane} ${step}`, { lane, topic: 'evaluation', connection: '' });
  troubled = true;
  const { pass } = relay();
  for (let hour = 0; hour < 9; hour += 1) {
    await pass();
    world.pass(HOUR);
  }
  expect(await jobs('waiting')).toHaveLength(9);
  troubled = false;
  for (let hour = 0; hour < 3; hour += 1) {
    await pass();
    world.pass(HOUR);
  }
  for (const lane of lanes)
    expect(sent.filter((key) => key.startsWith(lane))).toEqual(
      ['first', 'second', 'third'].map((step) => `${lane} ${step}`),
    );
  expect(sent).toHaveLength(9);
});
