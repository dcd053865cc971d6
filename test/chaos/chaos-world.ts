import { v7 as newId } from 'uuid';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { DEMO_PATENTS } from '../../src/sandbox/demo-patents.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { type PlatformStandIn, startPlatformStandIn } from '../../src/sandbox/platform/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { type InTransaction, transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_KEY, TEST_SEALS } from '../support/seals.ts';
import { type ServiceProcess, spawnService } from '../support/service-process.ts';

const APP = { appId: 'cli_00000000000000ca', appSecret: 'app-secret' };
const TOKEN = 'platform-token';

/** An enterprise of the chaos run, with one expert, one admin and their group. */
export interface ChaosFirm {
  readonly id: string;
  readonly group: string;
  readonly expert: string;
  readonly admin: string;
}

/** A service that can be killed at any moment, among stand-ins that live on. */
export interface ChaosWorld {
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly firms: readonly ChaosFirm[];
  readonly patents: readonly PatentRecord[];
  readonly inTransaction: InTransaction;
  /** Kills the service and starts it again; returns how long that took, in ms. */
  readonly kill: () => Promise<number>;
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

/** Patents of one story each, with a title that no other has. */
function patentsFor(stories: number): PatentRecord[] {
  return Array.from({ length: stories }, (_, index) => {
    const sample = DEMO_PATENTS[index % DEMO_PATENTS.length];
    if (!sample) throw new Error('there are no demo patents');
    const applicationNumber = `CN20991${String(3_000_000 + index)}.${index % 10}`;
    return { ...sample, applicationNumber, title: `〔第${index + 1}件〕${sample.title}` };
  });
}

/** Starts everything; the patents are shared out among the enterprises, ten for each. */
export async function openChaosWorld(databaseUrl: string, stories: number): Promise<ChaosWorld> {
  const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  const world = { now: () => new Date(), newId, seals: TEST_SEALS, sleep };
  const patents = patentsFor(stories);
  const feishu = await startFeishuStandIn({ ...APP, ...world });
  const platform = await startPlatformStandIn({ token: TOKEN, ...world, patents });
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const inTransaction = transactionsOn(database.db, world);
  const firms: ChaosFirm[] = [];
  for (let first = 0; first < stories; first += 10)
    firms.push(await foundFirm(feishu, inTransaction, firms.length, patents.slice(first, first + 10)));
  const start = () => spawnService(settingsFor(databaseUrl, feishu.url, platform.url));
  let service: ServiceProcess = await start();
  let earlier = '';
  return {
    feishu,
    platform,
    firms,
    patents,
    inTransaction,
    kill: async () => {
      await service.kill();
      earlier += service.output();
      const killed = performance.now();
      service = await start();
      return performance.now() - killed;
    },
    output: () => earlier + service.output(),
    close: async () => {
      await service.kill();
      await database.close();
      await feishu.close();
      await platform.close();
    },
  };
}

async function foundFirm(
  feishu: FeishuStandIn,
  inTransaction: InTransaction,
  index: number,
  patents: readonly PatentRecord[],
): Promise<ChaosFirm> {
  const [expert, admin] = ['专家', '管理员'].map((role) => feishu.addPerson(`${role}${index}`));
  if (expert === undefined || admin === undefined) throw new Error('nobody joined');
  const group = feishu.addGroup(`盘活群${index}`, [expert, admin]);
  const id = await inTransaction(async (tx) => {
    const of = { name: `演示企业 ${index}（虚构）`, platformId: `ent-${index}`, dailyPushLimit: 1000 };
    const enterprise = await createEnterprise(tx, of);
    const common = { enterpriseId: enterprise.id, connection: 'default' };
    await addMember(tx, { ...common, name: `管理员${index}`, role: 'admin', userId: admin });
    await addMember(tx, { ...common, name: `专家${index}`, role: 'expert', userId: expert });
    await bindChat(tx, { ...common, chatId: group });
    await takeInPatents(tx, patents, { enterprise, reason: '' });
    return enterprise.id;
  });
  return { id, group, expert, admin };
}

function settingsFor(databaseUrl: string, feishuUrl: string, platformUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    SECRET_KEY: TEST_KEY,
    FEISHU_APP_ID: APP.appId,
    FEISHU_APP_SECRET: APP.appSecret,
    FEISHU_DOMAIN: feishuUrl,
    PLATFORM_MODE: 'http',
    PLATFORM_URL: platformUrl,
    PLATFORM_TOKEN: TOKEN,
  };
}
