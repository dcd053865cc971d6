import { randomBytes } from 'node:crypto';
import type Router from '@koa/router';
import { pushPatents } from '../actions/push-patents.ts';
import { AppError, malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';
import {
  FEISHU_APP,
  PLATFORM_TOKEN,
  type SandboxSettings,
  settingsFor,
  WECOM_APP,
  WECOM_BOT,
  WECOM_CALLBACK,
  WECOM_CORP,
} from './credentials.ts';
import { demoPushes, foundEnterprise } from './demo-founding.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import { DEMO_TROUPES } from './demo-troupes.ts';
import { startFeishuStandIn } from './feishu/stand-in.ts';
import { movingClock } from './moving-clock.ts';
import { type OperatedService, sandboxOperator } from './operator.ts';
import { startPlatformStandIn } from './platform/stand-in.ts';
import { playgroundRoutes } from './playground-routes.ts';
import { playgroundWorld } from './playground-world.ts';
import { realTimers } from './real-timers.ts';
import { openGroups, type StagedTroupe, type StandIns, stageTroupe } from './stage.ts';
import { startWecomStandIn } from './wecom/stand-in.ts';

/** What the sandbox takes from the process. */
export interface SandboxWorld {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The running service as the sandbox sets it up. */
export interface SeededService extends OperatedService {
  /** Where it listens. */
  readonly url: string;
}

/** Stand-ins of Feishu, WeCom and the platform with people of several enterprises, and the page that shows them. */
export interface Sandbox {
  readonly settings: SandboxSettings;
  /** The clock that its operator can move; the service is to live by it. */
  readonly now: () => Date;
  readonly routes: (stopping: AbortSignal) => Router;
  /** Sets up the demo enterprises and pushes the first cards; refuses a database that is in use for something else. */
  readonly seed: (service: SeededService) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the stand-ins on free loopback ports and puts people and patents into them. */
export async function startSandbox(world: SandboxWorld, timeZone: string): Promise<Sandbox> {
  const clock = movingClock(world.now, timeZone);
  const { now } = clock;
  const standIns = await startStandIns({ ...world, now });
  const troupes: StagedTroupe[] = [];
  for (const troupe of DEMO_TROUPES) troupes.push(await stageTroupe(standIns, troupe));
  let service: OperatedService | null = null;
  const operator = sandboxOperator({
    clock,
    random: randomBytes,
    timeZone,
    platform: standIns.platform,
    service: () => service,
  });
  const pull = async () => service?.pull();
  return {
    settings: settingsFor(standIns),
    now,
    routes: (stopping) =>
      playgroundRoutes(playgroundWorld(standIns, troupes, { operator, clock, pull }), { stopping }),
    seed: async (seeded) => {
      await seed({ standIns, troupes, now, timeZone }, seeded);
      service = seeded;
    },
    close: async () => {
      for (const standIn of Object.values(standIns)) await standIn.close();
    },
  };
}

async function startStandIns({ now, newId, sleep }: SandboxWorld): Promise<StandIns> {
  return {
    feishu: await startFeishuStandIn({ ...FEISHU_APP, now, newId, sleep }),
    wecom: await startWecomStandIn({
      corpId: WECOM_CORP,
      app: WECOM_APP,
      bot: WECOM_BOT,
      now,
      newId,
      timer: realTimers.after,
    }),
    platform: await startPlatformStandIn({ token: PLATFORM_TOKEN, now, newId, patents: DEMO_PATENTS }),
  };
}

interface Stage {
  readonly standIns: StandIns;
  readonly troupes: readonly StagedTroupe[];
  readonly now: () => Date;
  readonly timeZone: string;
}

/** Gives every troupe its group and, if it has joined, its enterprise with the first cards. */
async function seed({ standIns, troupes, now, timeZone }: Stage, service: SeededService): Promise<void> {
  const { inTransaction, pull, url } = service;
  await inTransaction(mustBeEmpty);
  await saveCallback(standIns, url);
  const pushes: { readonly enterpriseId: string; readonly most: number }[] = [];
  for (const placed of await openGroups(standIns, troupes)) {
    const enterpriseId = await inTransaction((tx) => foundEnterprise(tx, placed));
    if (enterpriseId === null) continue;
    const { name, enterprise } = placed.troupe;
    standIns.platform.books.addPush(...demoPushes(name, now()));
    pushes.push({ enterpriseId, most: enterprise?.firstCards ?? 0 });
  }
  await pull();
  for (const push of pushes) await inTransaction((tx) => pushPatents(tx, { ...push, timeZone }));
}

/** Saves in the console of WeCom where the app's callbacks go; it asks the service to prove that it has the keys. */
async function saveCallback({ wecom }: StandIns, url: string): Promise<void> {
  if (await wecom.saveCallback({ url: `${url}/chat/wecom/wecom-app`, ...WECOM_CALLBACK })) return;
  throw new AppError('bug', 'sandbox_callback_unproven', 'the service did not prove that it has the keys');
}

async function mustBeEmpty(tx: Tx): Promise<void> {
  if ((await tx.enterprises.all()).length === 0) return;
  throw malformed(
    'sandbox_database_in_use',
    'the sandbox needs an empty database; set DATABASE_URL to a new one, or unset it',
  );
}
