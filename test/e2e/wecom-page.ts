import { randomUUID } from 'node:crypto';
import type { Browser, Locator } from 'playwright-core';
import type { DemoTroupe } from '../../src/sandbox/demo-troupes.ts';
import { startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { movingClock } from '../../src/sandbox/moving-clock.ts';
import { startPlatformStandIn } from '../../src/sandbox/platform/stand-in.ts';
import type { PlaygroundWorld } from '../../src/sandbox/playground-routes.ts';
import { playgroundWorld } from '../../src/sandbox/playground-world.ts';
import { stageTroupe } from '../../src/sandbox/stage.ts';
import { afterwards, type Bench, startBench } from '../contract/wecom-stand-in-bench.ts';
import { addressed, type BotProgram, type Frame, startBot } from '../contract/wecom-stand-in-bot.ts';
import { type Looks, type OpenPage, openPage } from './playground-page.ts';

const TROUPE: DemoTroupe = {
  name: '两边办公企业（虚构）',
  group: { name: '企微评价群（演示）', on: 'wecom' },
  people: [
    { name: '专家七', role: 'expert', on: 'wecom' },
    { name: '专家八', role: 'expert', on: 'wecom' },
    { name: '管理员丁', role: 'admin', on: 'feishu' },
  ],
  enterprise: null,
};

/** The clients of an enterprise on both products over real stand-ins, with no service behind them. */
interface WecomWorld extends PlaygroundWorld {
  /** The stand-in of WeCom as a program reaches it; its expert and admin are the two experts of the group. */
  readonly bench: Bench;
  /** The ids of the three: two experts in WeCom, the admin in Feishu. */
  readonly first: string;
  readonly second: string;
  readonly admin: string;
}

/** Starts the stand-ins with two experts in a group of WeCom, and their admin in Feishu. */
async function wecomWorld(): Promise<WecomWorld> {
  const bench = await startBench();
  const { now } = bench.clock;
  const world = { now, newId: randomUUID, sleep: async () => undefined };
  const feishu = await startFeishuStandIn({ appId: 'cli_0123456789abcdef', appSecret: 'none', ...world });
  const platform = await startPlatformStandIn({ token: 'none', ...world });
  afterwards(() => Promise.all([feishu.close(), platform.close()]));
  const staged = await stageTroupe({ feishu, wecom: bench.wecom, platform }, TROUPE);
  const group = staged.openGroup();
  const [first = '', second = '', admin = ''] = staged.userIds;
  const shown = playgroundWorld({ feishu, wecom: bench.wecom, platform }, [staged], BACKSTAGE);
  return { ...shown, bench: { ...bench, group, expert: first, admin: second }, first, second, admin };
}

const NO_OPERATOR: PlaygroundWorld['operator'] = {
  enterprises: async () => [],
  issueCode: () => Promise.reject(new Error('nobody operates here')),
  createEnterprise: () => Promise.reject(new Error('nobody operates here')),
  push: async () => 0,
  moveClock: async () => {},
  setPlatformMode: async () => 0,
};

const BACKSTAGE = {
  operator: NO_OPERATOR,
  clock: movingClock(() => new Date(0), 'Asia/Shanghai'),
  pull: async () => undefined,
};

/** A page of these people, with a bot that somebody has written to, so that it may write to the group. */
export interface WecomPage extends OpenPage<WecomWorld> {
  readonly bot: BotProgram;
}

/** Opens the page and subscribes a bot that answers only what the test answers. */
export async function wecomPage(browser: Browser, looks: Looks = {}): Promise<WecomPage> {
  const world = await wecomWorld();
  const bot = await startBot(world.bench);
  await addressed(world.bench, bot);
  const opened = await openPage(browser, world, looks);
  await opened.person(world.first).waitFor();
  return { ...opened, bot };
}

/** Writes a text into the chat that a person has open, and sends it. */
export async function say(client: Locator, text: string): Promise<void> {
  const box = client.locator('[data-testid="composer"]:visible').getByRole('textbox');
  await box.fill(text);
  await box.press('Enter');
}

/** Answers a click with a card, for the named people or for everybody. */
export async function answerClick(
  bot: BotProgram,
  { headers }: Frame,
  card: object,
  userids?: readonly string[],
): Promise<void> {
  const body = { response_type: 'update_template_card', userids, template_card: card };
  const { errcode, errmsg } = await bot.call('aibot_respond_update_msg', body, headers.req_id);
  if (errcode !== 0) throw new Error(`the answer was refused: ${errmsg}`);
}
