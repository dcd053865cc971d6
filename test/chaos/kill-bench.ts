import { v7 as newId } from 'uuid';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { type PlatformStandIn, startPlatformStandIn } from '../../src/sandbox/platform/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_KEY, TEST_SEALS } from '../support/seals.ts';
import { type ServiceProcess, spawnService } from '../support/service-process.ts';

const APP = { appId: 'cli_00000000000000cd', appSecret: 'app-secret' };
const TOKEN = 'platform-token';

/** A service in a process that can be killed, among stand-ins that live on. */
export interface KillBench {
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly expert: string;
  readonly admin: string;
  readonly group: string;
  readonly service: () => ServiceProcess;
  /** Kills the service and starts it again. */
  readonly killAndRestart: () => Promise<void>;
  /** Starts one more process on the same database, beside the first. */
  readonly startAnother: () => Promise<ServiceProcess>;
  /** Promises the card of the next patent; the service sends it. */
  readonly pushNext: () => Promise<void>;
  /** Resolves as soon as a condition holds; looks again at every change of the stand-ins. */
  readonly until: (condition: () => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts everything on a database, with patents that wait to be pushed in the order of their list. */
export async function startKillBench(
  databaseUrl: string,
  patents: readonly PatentRecord[],
): Promise<KillBench> {
  const world = {
    now: () => new Date(),
    newId,
    seals: TEST_SEALS,
    sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  };
  const feishu = await startFeishuStandIn({ ...APP, ...world });
  const platform = await startPlatformStandIn({ token: TOKEN, ...world, patents });
  const [expert, admin] = [feishu.addPerson('专家一'), feishu.addPerson('管理员')];
  const group = feishu.addGroup('盘活群', [expert, admin]);

  const database = openDatabase(databaseUrl);
  await database.migrate();
  const inTransaction = transactionsOn(database.db, world);
  const enterpriseId = await inTransaction(async (tx) => {
    const enterprise = await createEnterprise(tx, {
      name: '演示企业（虚构）',
      platformId: 'e1',
      dailyPushLimit: 1000,
    });
    const common = { enterpriseId: enterprise.id, connection: 'default' };
    await addMember(tx, { ...common, name: '管理员', role: 'admin', userId: admin });
    await addMember(tx, { ...common, name: '专家一', role: 'expert', userId: expert });
    await bindChat(tx, { ...common, chatId: group });
    await takeInPatents(tx, patents, { enterprise, reason: '' });
    return enterprise.id;
  });
  const start = () =>
    spawnService({
      DATABASE_URL: databaseUrl,
      SECRET_KEY: TEST_KEY,
      FEISHU_APP_ID: APP.appId,
      FEISHU_APP_SECRET: APP.appSecret,
      FEISHU_DOMAIN: feishu.url,
      PLATFORM_MODE: 'http',
      PLATFORM_URL: platform.url,
      PLATFORM_TOKEN: TOKEN,
    });
  let service = await start();
  const others: ServiceProcess[] = [];

  return {
    feishu,
    platform,
    expert,
    admin,
    group,
    service: () => service,
    killAndRestart: async () => {
      await service.kill();
      service = await start();
    },
    startAnother: async () => {
      const other = await start();
      others.push(other);
      return other;
    },
    pushNext: async () => {
      await inTransaction((tx) => pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai', most: 1 }));
    },
    until: (condition) => until(feishu, platform, condition),
    close: async () => {
      await Promise.all([service, ...others].map((each) => each.kill()));
      await database.close();
      await feishu.close();
      await platform.close();
    },
  };
}

function until(feishu: FeishuStandIn, platform: PlatformStandIn, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = [feishu.onChange(look), platform.books.onChange(look)];
    look();
  });
}
