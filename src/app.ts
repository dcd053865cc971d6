import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Faces } from './actions/card-faces.ts';
import { deliveryHandler } from './actions/handle-delivery.ts';
import { inHand } from './actions/in-hand.ts';
import type { Channel } from './chat/port.ts';
import type { Config, PlatformConfig } from './config.ts';
import { configuredConnections, openConnections, startChannels } from './connections.ts';
import { FULL_REACH, type Reach } from './domain/connection.ts';
import { facesOf, reachOfChannel } from './faces.ts';
import { chatRoutes } from './http/chat-routes.ts';
import { checksOf } from './http/health-checks.ts';
import { healthRoutes } from './http/health-routes.ts';
import { pageLinks } from './http/page-link.ts';
import { type PageRoutesWorld, pageRoutes } from './http/page-routes.ts';
import { openPort, webApp } from './http/server.ts';
import { deliverCard } from './jobs/deliver-card.ts';
import { deliverEvaluation } from './jobs/deliver-evaluation.ts';
import { deliverText } from './jobs/deliver-text.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { pullFromPlatform } from './jobs/intake.ts';
import { connectionLease } from './jobs/lease.ts';
import { lookUpContacts } from './jobs/look-up-contacts.ts';
import { pushToAll } from './jobs/push.ts';
import { createRelay, type Relay } from './jobs/relay.ts';
import { type ScheduledJob, startSchedule } from './jobs/schedule.ts';
import { httpPlatform } from './platform/http/http-platform.ts';
import { manualPlatform } from './platform/manual/manual-platform.ts';
import type { Platform } from './platform/port.ts';
import type { GalleryWorld } from './sandbox/gallery.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { openDatabase } from './stores/database.ts';
import { NO_SEALS, sealsOf, throwawayKey } from './stores/seal.ts';
import { type InTransaction, transactionsOn } from './stores/transactions.ts';

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
  /** Present when the service runs on stand-ins. */
  readonly sandbox: Sandbox | null;
  /** Finishes what is in hand and stops; can be called once. */
  readonly stop: () => Promise<void>;
}

/** Starts the service: database, channels, relay, schedules and web server, in the order in which they need each other. */
export async function startApp(given: Config, world: World): Promise<App> {
  // Before all else: a second start must not take the database away from a sandbox that runs.
  const web = await openPort(given.host, given.port);
  const config = given.sandbox ? onThisMachine(given, web.url) : given;
  const sandbox = config.sandbox ? await openSandbox(config, world) : null;
  const { platform: platformConfig, ...chats } = sandbox?.settings ?? config;
  const { database, inTransaction, reaches } = await openStores(config, world);
  const platform = platformOf(platformConfig, world);
  const owner = world.newId();
  // The sandbox is the stand-ins and nothing else, whatever database it was given.
  const stored = sandbox ? null : inTransaction;
  const leaseOf = (connection: string) => connectionLease(inTransaction, { owner, connection });
  const channelWorld = { ...world, leaseOf, baseUrl: config.baseUrl };
  const { channels, broken } = await openConnections(configuredConnections(chats), stored, channelWorld);
  const jobWorld = { ...world, inTransaction, owner };
  for (const [name, channel] of channels) reaches.set(name, reachOfChannel(channel));
  const faces = facesOf(channels, config, platform);
  const relay = relayOf({ ...jobWorld, channels, platform, faces });
  const { handle, settled } = inHand(
    deliveryHandler({ ...jobWorld, faces, answerWithinMs: answerWithin(channels), promised: relay.poke }),
  );
  const pull = () => pullFromPlatform({ ...jobWorld, platform });

  const stopping = new AbortController();
  const vitals = { ...world, database: database.db, channels: [...channels.values()], relay };
  const routers = [
    healthRoutes([...checksOf(vitals), ...broken]),
    chatRoutes(channels.values(), handle),
    ...pagesOf(config, { ...jobWorld, view: faces.view, promised: relay.poke }),
    ...(sandbox ? [sandbox.routes(stopping.signal)] : []),
  ];
  web.serve(webApp(routers, world.log));
  relay.start();
  await startChannels(channels.values(), handle, world.log);
  if (sandbox) await sandbox.seed({ inTransaction, pull, url: web.url });
  relay.poke();
  const schedule = startSchedule(jobWorld, jobsOf(jobWorld, config, pull), config.timeZone);

  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([schedule.stop(), web.close()]);
    await settled();
    await Promise.all([...channels.values()].map((channel) => channel.stop()));
    await relay.stop();
    await database.close();
    await sandbox?.close();
  };
  return { url: web.url, inTransaction, relay, pull, sandbox, stop };
}

/** The pages of a sandbox are for this machine, under a key that nobody needs after it, unless the settings say more. */
function onThisMachine(config: Config, url: string): Config {
  const { baseUrl, secretKeys } = config;
  return { ...config, baseUrl: baseUrl ?? url, secretKeys: secretKeys ?? [throwawayKey()] };
}

/** Opens the database and brings it up to date; `reaches` is for what the connections can do, once that is known. */
async function openStores({ databaseUrl, secretKeys }: Config, world: World) {
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const reaches = new Map<string, Reach>();
  const inTransaction = transactionsOn(database.db, {
    ...world,
    seals: secretKeys ? sealsOf(secretKeys) : NO_SEALS,
    reachOf: (connection) => reaches.get(connection) ?? FULL_REACH,
  });
  // SQLite serves one process: lanes still leased at its start belonged to one that was killed.
  if (database.engine === 'sqlite') await inTransaction((tx) => tx.lanes.releaseAll(tx.at));
  return { database, inTransaction, reaches };
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

function platformOf(platform: PlatformConfig, world: World): Platform {
  return platform.mode === 'http' ? httpPlatform({ ...platform, now: world.now }) : manualPlatform();
}

type RelayWorld = World & {
  readonly inTransaction: InTransaction;
  readonly owner: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly platform: Platform;
  readonly faces: Faces;
};

function relayOf(world: RelayWorld): Relay {
  const closedTo = () =>
    [...world.channels.values()].filter((channel) => !channel.canSend()).map(({ connection }) => connection);
  return createRelay(
    { ...world, closedTo },
    {
      card: deliverCard(world),
      text: deliverText(world),
      evaluation: deliverEvaluation(world),
      contacts: lookUpContacts(world),
    },
  );
}

/** Pages, where phones reach this service and links can be signed. */
function pagesOf({ baseUrl, secretKeys }: Config, world: Omit<PageRoutesWorld, 'links' | 'baseUrl'>) {
  if (baseUrl === null || secretKeys === null) return [];
  return [pageRoutes({ ...world, baseUrl, links: pageLinks(secretKeys, baseUrl) })];
}

function answerWithin(channels: ReadonlyMap<string, Channel>): number {
  return Math.min(2500, ...[...channels.values()].map(({ can }) => can.answerWithinMs));
}

function jobsOf(
  world: World & { inTransaction: InTransaction },
  config: Config,
  pull: () => Promise<unknown>,
): ScheduledJob[] {
  const { timeZone, pushCron } = config;
  return [
    { name: 'pull', cron: '*/5 * * * *', run: pull },
    { name: 'push', cron: pushCron, run: () => pushToAll(world, { timeZone, atAnyHour: false }) },
    { name: 'housekeeping', cron: '17 3 * * *', run: () => housekeeping(world) },
  ];
}
