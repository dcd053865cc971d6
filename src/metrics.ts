import { readFileSync } from 'node:fs';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { Channel, DeliveryHandler } from './chat/port.ts';
import type { PlatformMode } from './domain/enterprise.ts';
import { metricsRoutes } from './http/metrics-routes.ts';
import type { Tried } from './jobs/relay.ts';
import { type WaitingForPlatform, waitingForPlatform } from './reads/platform-waiting.ts';
import { projectPath } from './root.ts';
import { type OutboxTally, TOPICS } from './stores/outbox-store.ts';
import type { InTransaction } from './stores/transactions.ts';

/** What the service measures of itself. Labels hold kinds and outcomes, never an enterprise, a person or an id. */
export interface Metrics {
  /** Where they are read. */
  readonly routes: readonly ReturnType<typeof metricsRoutes>[];
  readonly tried: Tried;
  /** Makes a handler that counts what it was told. */
  readonly counted: (handle: DeliveryHandler) => DeliveryHandler;
}

interface MetricsWorld {
  readonly inTransaction: InTransaction;
  readonly now: () => Date;
  readonly channels: ReadonlyMap<string, Channel>;
  /** The way to the platform of enterprises that have none of their own. */
  readonly standard: PlatformMode;
}

/** Starts measuring for whoever has the token, the process itself as well; without a token nothing is measured. */
export function metricsFor(token: string | null, world: MetricsWorld): Metrics {
  return token === null
    ? { routes: [], tried: () => {}, counted: (handle) => handle }
    : startMetrics(token, world);
}

function startMetrics(token: string, world: MetricsWorld): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  noteBuild(registry);
  const outbox = outboxGauges(registry);
  const jobs = new Counter({
    name: 'panhuo_jobs_total',
    help: 'Attempts of jobs by how they ended: done, retry or dead.',
    labelNames: ['topic', 'outcome'],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'panhuo_deliveries_total',
    help: 'What channels told the service, by channel and kind, and whether it was answered or failed.',
    labelNames: ['channel', 'kind', 'outcome'],
    registers: [registry],
  });
  const work = workGauge(registry);
  const text = async () => {
    outbox(await world.inTransaction((tx) => tx.outbox.tally()), world.now());
    work(await world.inTransaction((tx) => waitingForPlatform(tx, world.standard)));
    return registry.metrics();
  };
  return {
    routes: [metricsRoutes(token, { contentType: registry.contentType, text })],
    tried: (topic, outcome) => jobs.inc({ topic, outcome }),
    counted: (handle) => async (delivery) => {
      const channel = world.channels.get(delivery.connection)?.name ?? 'unknown';
      const count = (outcome: string) => deliveries.inc({ channel, kind: delivery.kind, outcome });
      try {
        const answer = await handle(delivery);
        count('answered');
        return answer;
      } catch (error) {
        count('failed');
        throw error;
      }
    },
  };
}

/** Makes the gauges of the outbox; returns how they are set, to nought where nothing waits. */
function outboxGauges(registry: Registry): (tallies: readonly OutboxTally[], now: Date) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `panhuo_outbox_${name}`, help, labelNames: ['topic'], registers: [registry] });
  const waiting = gauge('waiting', 'Jobs that wait to be done.');
  const dead = gauge('dead', 'Jobs that failed for good and wait for the operator.');
  const oldest = gauge('oldest_waiting_seconds', 'How long ago the oldest waiting job was promised.');
  return (tallies, now) => {
    for (const topic of TOPICS) {
      const of = (state: OutboxTally['state']) =>
        tallies.find((tally) => tally.topic === topic && tally.state === state);
      const first = of('waiting');
      waiting.set({ topic }, first?.jobs ?? 0);
      dead.set({ topic }, of('dead')?.jobs ?? 0);
      oldest.set({ topic }, first ? Math.max(0, (now.getTime() - first.oldest.getTime()) / 1000) : 0);
    }
  };
}

/** Makes the gauge of what is on its way to the platform; returns how it is set, to nought where nothing waits. */
function workGauge(registry: Registry): (waiting: readonly WaitingForPlatform[]) => void {
  const gauge = new Gauge({
    name: 'panhuo_platform_waiting',
    help: 'What admins have confirmed and the platform does not have, by kind and by who brings it there.',
    labelNames: ['kind', 'mode'],
    registers: [registry],
  });
  return (waiting) => {
    for (const { kind, mode, number } of waiting) gauge.set({ kind, mode }, number);
  };
}

const Manifest = z.object({ version: z.string() });

function noteBuild(registry: Registry): void {
  const { version } = Manifest.parse(JSON.parse(readFileSync(projectPath('package.json'), 'utf8')));
  new Gauge({
    name: 'panhuo_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
}
