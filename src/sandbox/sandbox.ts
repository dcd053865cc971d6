import { randomBytes } from 'node:crypto';
import type Router from '@koa/router';
import { pushPatents } from '../actions/push-patents.ts';
import { malformed } from '../errors.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import { DEMO_TROUPES, type DemoTroupe, demoPushes, foundEnterprise } from './demo-troupes.ts';
import { type FeishuStandIn, startFeishuStandIn } from './feishu/stand-in.ts';
import { type OperatedService, sandboxOperator } from './operator.ts';
import { type PlatformStandIn, startPlatformStandIn } from './platform/stand-in.ts';
import { type Operator, type PlaygroundWorld, playgroundRoutes } from './playground-routes.ts';

/** What the sandbox takes from the process. */
export interface SandboxWorld {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Stand-ins of Feishu and the platform with people of several enterprises, and the page that shows them. */
export interface Sandbox {
  /** The settings under which the service reaches the stand-ins, as it would reach the real ones. */
  readonly settings: {
    readonly feishu: {
      readonly appId: string;
      readonly appSecret: string;
      readonly transport: 'websocket';
      readonly domain: string;
    };
    readonly platform: { readonly mode: 'http'; readonly url: string; readonly token: string };
  };
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly routes: (stopping: AbortSignal) => Router;
  /** Sets up the demo enterprises and pushes the first cards; refuses a database that is in use for something else. */
  readonly seed: (inTransaction: InTransaction, pull: () => Promise<unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
}

const APP = { appId: 'cli_0123456789abcdef', appSecret: 'sandbox-secret' };
const PLATFORM_TOKEN = 'sandbox-token';

/** Starts the stand-ins on free loopback ports and puts people and patents into them. */
export async function startSandbox(world: SandboxWorld, timeZone: string): Promise<Sandbox> {
  const feishu = await startFeishuStandIn({ ...APP, ...world });
  const platform = await startPlatformStandIn({
    token: PLATFORM_TOKEN,
    now: world.now,
    newId: world.newId,
    patents: DEMO_PATENTS,
  });
  const troupes = DEMO_TROUPES.map((troupe) => ({
    ...troupe,
    openIds: troupe.people.map(({ name }) => feishu.addPerson(name)),
  }));
  let service: OperatedService | null = null;
  const operator = sandboxOperator({
    now: world.now,
    random: randomBytes,
    timeZone,
    platform,
    service: () => service,
  });
  return {
    settings: {
      feishu: { ...APP, transport: 'websocket', domain: feishu.url },
      platform: { mode: 'http', url: platform.url, token: PLATFORM_TOKEN },
    },
    feishu,
    platform,
    routes: (stopping) =>
      playgroundRoutes(playgroundWorld({ feishu, platform, operator, troupes }), { stopping }),
    seed: async (inTransaction, pull) => {
      await seed({ feishu, platform, troupes, now: world.now, timeZone }, { inTransaction, pull });
      service = { inTransaction, pull };
    },
    close: async () => {
      await feishu.close();
      await platform.close();
    },
  };
}

/** A troupe whose people are in the stand-in of Feishu. */
type StagedTroupe = DemoTroupe & { readonly openIds: readonly string[] };

interface Stage {
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly troupes: readonly StagedTroupe[];
}

/** Gives every troupe its group and, if it has joined, its enterprise with the first cards. */
async function seed(
  { feishu, platform, troupes, now, timeZone }: Stage & { now: () => Date; timeZone: string },
  { inTransaction, pull }: OperatedService,
): Promise<void> {
  await inTransaction(mustBeEmpty);
  const placed = troupes.map((troupe) => ({ troupe, chatId: feishu.addGroup(troupe.group, troupe.openIds) }));
  await feishu.settled();
  const pushes: { readonly enterpriseId: string; readonly most: number }[] = [];
  for (const { troupe, chatId } of placed) {
    const { enterprise, openIds } = troupe;
    if (enterprise === null) continue;
    const founded = { ...troupe, enterprise };
    const enterpriseId = await inTransaction((tx) => foundEnterprise(tx, founded, { chatId, openIds }));
    platform.books.addPush(...demoPushes(troupe.name, now()));
    pushes.push({ enterpriseId, most: enterprise.firstCards });
  }
  await pull();
  for (const push of pushes) await inTransaction((tx) => pushPatents(tx, { ...push, timeZone }));
}

async function mustBeEmpty(tx: Tx): Promise<void> {
  if ((await tx.enterprises.all()).length === 0) return;
  throw malformed(
    'sandbox_database_in_use',
    'the sandbox needs an empty database; set DATABASE_URL to a new one, or unset it',
  );
}

function playgroundWorld({
  feishu,
  platform,
  troupes,
  operator,
}: Stage & { readonly operator: Operator }): PlaygroundWorld {
  const shown = troupes.map(({ name, openIds }) => ({ name, people: openIds }));
  return {
    operator,
    view: () => ({ people: feishu.view(), troupes: shown, evaluations: platform.books.evaluations() }),
    press: (press) => feishu.press(press),
    say: async (say) => {
      await feishu.say(say);
    },
    enter: async (openId) => {
      await feishu.enter(openId);
    },
    onChange: (listener) => {
      const stops = [feishu.onChange(listener), platform.books.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
