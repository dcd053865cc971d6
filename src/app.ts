import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import { deliveryHandler } from './actions/handle-delivery.ts';
import { inHand } from './actions/in-hand.ts';
import { promiseUnposted } from './actions/promise-unposted.ts';
import type { Channel } from './chat/port.ts';
import type { Config } from './config.ts';
import { configuredConnections, openConnections, startChannels } from './connections.ts';
import { type DeliveringWorld, deliverersOf } from './deliverers.ts';
import { FULL_REACH, type Reach } from './domain/connection.ts';
import { facesOf, reachOfChannel } from './faces.ts';
import { loadForms } from './forms.ts';
import { chatRoutes } from './http/chat-routes.ts';
import { checksOf } from './http/health-checks.ts';
import { healthRoutes } from './http/health-routes.ts';
import { openPort, webApp } from './http/server.ts';
import { indexMissing } from './jobs/index-missing.ts';
import { connectionLease } from './jobs/lease.ts';
import { createRelay, type Relay, type Tried } from './jobs/relay.ts';
import { type RunningSchedules, startSchedules } from './jobs/schedule.ts';
import { metricsFor } from './metrics.ts';
import type { Platforms } from './platform/port.ts';
import type { GalleryWorld } from './sandbox/gallery.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { platformsOf, pullNow, scheduledJobs } from './scheduled-jobs.ts';
import { openDatabase } from './stores/database.ts';
import { NO_SEALS, sealsOf, throwawayKey } from './stores/seal.ts';
import { type InTransaction, transactionsOn } from './stores/transactions.ts';
import { knownTaxonomies } from './taxonomies.ts';
import { overviewOf, pagesOf } from './web-pages.ts';

/** What the service takes from the world outside: a log, a clock, ids and the passing of time. */
export interface World {
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Random bytes that nobody can foresee. */
  readonly random: (bytes: number) => Uint8Array;
  readonly sleep: (ms: number) => Promise<void>;
  /** Resolves after so many ms of real time; it bounds how long a click may take. */
  readonly timeout: (ms: number) => Promise<void>;
}

/** The running service. */
export interface App {
  readonly url: string;
  readonly inTransaction: InTransaction;
  readonly relay: Relay;
  /** Pulls from the platform now. */
  readonly pull: () => Promise<unknown>;
  readonly schedules: RunningSchedules;
  /** Present when the service runs on stand-ins. */
  readonly sandbox: Sandbox | null;
  /** Finishes what is in hand and stops; can be called once. */
  readonly stop: () => Promise<void>;
}

/** Starts the service: database, channels, relay, schedules and web server, in the order in which they need each other. */
export async function startApp(given: Config, outside: World): Promise<App> {
  // Before all else: a second start must not take the database away from a sandbox that runs.
  const web = await openPort(given.host, given.port);
  const config = given.sandbox ? onThisMachine(given, web.url) : given;
  const sandbox = config.sandbox ? await openSandbox(config, outside) : null;
  const world = sandbox ? { ...outside, now: sandbox.now } : outside;
  const { platform: platformConfig, ...chats } = sandbox?.settings ?? config;
  const { database, inTransaction, reaches, forms } = await openStores(config, world);
  const platforms = platformsOf(platformConfig, world.now);
  const owner = world.newId();
  const jobWorld = { ...world, inTransaction, owner };
  const { channels, broken } = await openChats(chats, config, jobWorld);
  for (const [name, channel] of channels) reaches.set(name, reachOfChannel(channel));
  const faces = facesOf(channels, config, platforms);
  const metrics = metricsFor(config.metricsToken, { ...jobWorld, channels, standard: platforms.standard });
  const relay = relayOf({ ...jobWorld, channels, platforms, faces, tried: metrics.tried });
  const hearing = { ...jobWorld, faces, answerWithinMs: answerWithin(channels), promised: relay.poke };
  const { handle, settled } = inHand(metrics.counted(deliveryHandler(hearing)));
  const pull = pullNow(jobWorld, platforms);
  const stopping = new AbortController();
  const vitals = { ...world, database: database.db, channels: [...channels.values()], relay };
  const routers = [
    healthRoutes([...checksOf(vitals), ...broken]),
    chatRoutes(channels.values(), handle),
    ...metrics.routes,
    ...overviewOf(config, { ...jobWorld, standard: platforms.standard }),
    ...pagesOf(config, { ...jobWorld, view: faces.view, promised: relay.poke, forms }),
    ...(sandbox ? [sandbox.routes(stopping.signal)] : []),
  ];
  web.serve(webApp(routers, world.log));
  await promiseForAll(platforms, inTransaction);
  relay.start();
  await startChannels(channels.values(), handle, world.log);
  if (sandbox) await sandbox.seed({ inTransaction, pull, wake: () => schedules.wake(), url: web.url });
  relay.poke();
  const indexed = indexMissing(jobWorld, stopping.signal);
  const schedules = startSchedules(jobWorld, scheduledJobs(jobWorld, config, pull));

  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([schedules.stop(), web.close(), indexed]);
    await settled();
    await Promise.all([...channels.values()].map((channel) => channel.stop()));
    await relay.stop();
    await database.close();
    await sandbox?.close();
  };
  return { url: web.url, inTransaction, relay, pull, schedules, sandbox, stop };
}

/** Opens the connections of the settings, and those in the database, whose leases are this process's. */
function openChats(
  chats: Parameters<typeof configuredConnections>[0],
  { sandbox, baseUrl }: Config,
  { inTransaction, owner, ...world }: World & { inTransaction: InTransaction; owner: string },
) {
  // The sandbox is the stand-ins and nothing else, whatever database it was given.
  const stored = sandbox ? null : inTransaction;
  const leaseOf = (connection: string) => connectionLease(inTransaction, { owner, connection });
  return openConnections(configuredConnections(chats), stored, { ...world, leaseOf, baseUrl });
}

/** The pages of a sandbox are for this machine, under a key that nobody needs after it, unless the settings say more. */
function onThisMachine(config: Config, url: string): Config {
  const { baseUrl, secretKeys } = config;
  return { ...config, baseUrl: baseUrl ?? url, secretKeys: secretKeys ?? [throwawayKey()] };
}

/** Reads forms and classifications, opens the database and brings it up to date; `reaches` is for what the connections can do, once that is known. */
async function openStores({ databaseUrl, secretKeys }: Config, world: World) {
  const forms = loadForms();
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const reaches = new Map<string, Reach>();
  const inTransaction = transactionsOn(database.db, {
    ...world,
    forms,
    taxonomies: await knownTaxonomies(database.db),
    seals: secretKeys ? sealsOf(secretKeys) : NO_SEALS,
    reachOf: (connection) => reaches.get(connection) ?? FULL_REACH,
  });
  // SQLite serves one process: lanes still leased at its start belonged to one that was killed.
  if (database.engine === 'sqlite') await inTransaction((tx) => tx.lanes.releaseAll(tx.at));
  return { database, inTransaction, reaches, forms };
}

/** The sandbox begins anew at every start, unless the operator named a database: then it must be empty. */
async function openSandbox(config: Config, world: World): Promise<Sandbox> {
  if (!config.databaseGiven) {
    const file = config.databaseUrl.slice('sqlite:'.length);
    for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
  }
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  return startSandbox(world, config.timeZone);
}

/** Serves every card in every state with sample data, for those who change cards; the caller closes it. */
export const startGallery = async (world: GalleryWorld, port: number) =>
  (await import('./sandbox/gallery.ts')).openGallery(world, port);

/** The settings may say `http` now and have said `manual` before. */
async function promiseForAll({ standard }: Platforms, inTransaction: InTransaction): Promise<void> {
  for (const enterprise of await inTransaction((tx) => tx.enterprises.all()))
    await inTransaction((tx) => promiseUnposted(tx, enterprise, standard));
}

function relayOf(world: DeliveringWorld & { readonly owner: string; readonly tried: Tried }): Relay {
  const closedTo = () =>
    [...world.channels.values()].filter((channel) => !channel.canSend()).map(({ connection }) => connection);
  return createRelay({ ...world, closedTo }, deliverersOf(world));
}

function answerWithin(channels: ReadonlyMap<string, Channel>): number {
  return Math.min(2500, ...[...channels.values()].map(({ can }) => can.answerWithinMs));
}
