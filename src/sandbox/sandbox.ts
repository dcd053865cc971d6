import type Router from '@koa/router';
import { addMember } from '../actions/add-member.ts';
import { bindChat } from '../actions/bind-chat.ts';
import { createEnterprise } from '../actions/create-enterprise.ts';
import { pushPatents } from '../actions/push-patents.ts';
import { malformed } from '../errors.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import { type FeishuStandIn, startFeishuStandIn } from './feishu/stand-in.ts';
import { type PlatformStandIn, startPlatformStandIn } from './platform/stand-in.ts';
import { playgroundRoutes } from './playground-routes.ts';

/** What the sandbox takes from the process. */
export interface SandboxWorld {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Stand-ins of Feishu and the platform with a demo enterprise, and the page that shows them. */
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
  /** Sets up the demo enterprise and pushes the first cards; refuses a database that is in use for something else. */
  readonly seed: (inTransaction: InTransaction, pull: () => Promise<unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
}

const APP = { appId: 'cli_0123456789abcdef', appSecret: 'sandbox-secret' };
const PLATFORM_TOKEN = 'sandbox-token';
const ENTERPRISE = { name: '演示企业（虚构）', platformId: '演示企业（虚构）' };
/** How many cards a newcomer finds; one fewer than there are patents, so that the next push has something. */
const FIRST_CARDS = 2;

/** Starts the stand-ins on free loopback ports and puts people and patents into them. */
export async function startSandbox(world: SandboxWorld, timeZone: string): Promise<Sandbox> {
  const feishu = await startFeishuStandIn({ ...APP, ...world });
  const platform = await startPlatformStandIn({
    token: PLATFORM_TOKEN,
    now: world.now,
    newId: world.newId,
    patents: DEMO_PATENTS,
  });
  const people = {
    experts: [feishu.addPerson('专家一'), feishu.addPerson('专家二')],
    admin: feishu.addPerson('管理员'),
  };
  return {
    settings: {
      feishu: { ...APP, transport: 'websocket', domain: feishu.url },
      platform: { mode: 'http', url: platform.url, token: PLATFORM_TOKEN },
    },
    feishu,
    platform,
    routes: (stopping) => playgroundRoutes(playgroundWorld(feishu, platform), { stopping }),
    seed: async (inTransaction, pull) => {
      const chatId = feishu.addGroup('专利盘活群（演示）', [...people.experts, people.admin]);
      await feishu.settled();
      const enterpriseId = await inTransaction((tx) => seedEnterprise(tx, { ...people, chatId }));
      platform.books.addPush(...demoPushes(world.now()));
      await pull();
      await inTransaction((tx) => pushPatents(tx, { enterpriseId, timeZone, most: FIRST_CARDS }));
    },
    close: async () => {
      await feishu.close();
      await platform.close();
    },
  };
}

async function seedEnterprise(
  tx: Tx,
  people: { readonly experts: readonly string[]; readonly admin: string; readonly chatId: string },
): Promise<string> {
  if ((await tx.enterprises.all()).length > 0) {
    throw malformed(
      'sandbox_database_in_use',
      'the sandbox needs an empty database; set DATABASE_URL to a new one, or unset it',
    );
  }
  const focus = {
    sei: ['5.2'],
    industries: [],
    ipc: ['H01M'],
    keywords: ['电池', '隔膜'],
    cooperationModes: ['普通许可' as const],
  };
  const { id: enterpriseId } = await createEnterprise(tx, { ...ENTERPRISE, focus });
  const connection = 'default';
  await addMember(tx, { enterpriseId, name: '管理员', role: 'admin', connection, userId: people.admin });
  for (const [index, userId] of people.experts.entries()) {
    await addMember(tx, {
      enterpriseId,
      name: `专家${'一二'.charAt(index)}`,
      role: 'expert',
      connection,
      userId,
    });
  }
  await bindChat(tx, { enterpriseId, connection, chatId: people.chatId });
  return enterpriseId;
}

function demoPushes(at: Date) {
  return DEMO_PATENTS.map(({ applicationNumber }) => ({
    enterprise: ENTERPRISE.platformId,
    applicationNumber,
    reason: '按产业分类、技术领域匹配',
    pushedAt: at,
  }));
}

function playgroundWorld(feishu: FeishuStandIn, platform: PlatformStandIn) {
  return {
    view: () => ({ people: feishu.view(), evaluations: platform.books.evaluations() }),
    press: (pressed: { by: string; messageId: string; button: string; form: Record<string, string> }) =>
      feishu.press(pressed),
    say: async (said: {
      by: string;
      chatId: string;
      text: string;
      replyTo?: string;
      mentionBot: boolean;
    }) => {
      await feishu.say(said);
    },
    onChange: (listener: () => void) => {
      const stops = [feishu.onChange(listener), platform.books.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
