import { v7 as newId } from 'uuid';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { type PlatformStandIn, startPlatformStandIn } from '../../src/sandbox/platform/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { AT } from '../support/builders.ts';
import { cardsIn, newestCard } from '../support/chat-cards.ts';
import { aDemand, aSubmittedIntent } from '../support/cooperation.ts';
import { samplePatent } from '../support/platform-samples.ts';
import { TEST_KEY, TEST_SEALS } from '../support/seals.ts';
import { FEISHU_APP, freshFile } from '../support/service.ts';
import { buildService, type ServiceProcess, spawnService } from '../support/service-process.ts';

const TOKEN = 'platform-token-of-the-restart';
const WAIT = { timeout: 20_000, interval: 20 };

beforeAll(buildService, 120_000);

it('a service started anew with the interface of the platform posts what nobody has marked, once', {
  timeout: 120_000,
}, async () => {
  const { feishu, platform, admin, start } = await stage();
  const { books } = platform;
  const own = feishu.privateChat(admin);
  const shown = (words: string) => cardsIn(feishu, own).some(({ plain }) => plain.join().includes(words));

  const byHand = await start('manual');
  await feishu.say({ by: admin, chatId: own, text: '待填报' });
  await vi.waitUntil(() => shown('第 1 / 3 条'), WAIT);
  const { messageId } = newestCard(feishu, own, 'mark');
  await feishu.press({ by: admin, messageId, button: 'mark' });
  await vi.waitUntil(() => shown('第 1 / 2 条'), WAIT);
  expect(await byHand.stop()).toBe(0);
  const recorded = () => [...books.intents(), ...books.demands()];
  expect(recorded()).toEqual([]);

  const posting = await start('http');
  await vi.waitUntil(() => recorded().length === 2, WAIT);
  expect(await posting.stop()).toBe(0);
  const again = await start('http');
  expect(await again.stop()).toBe(0);
  expect(books.intents()).toEqual([]);
  expect(books.demands().map(({ title }) => title)).toEqual(['第二条', '第三条']);
});

/** The stand-ins, and how to start a service among them. */
interface Stage {
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly admin: string;
  /** Starts it in this mode, and waits until it can be reached. */
  readonly start: (mode: 'http' | 'manual') => Promise<ServiceProcess>;
}

/** An enterprise with an intent and two demands that its admin has confirmed, in this order, and no service yet. */
async function stage(): Promise<Stage> {
  const world = {
    now: () => new Date(),
    newId,
    sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  };
  const patents = [samplePatent(1)];
  const feishu = await startFeishuStandIn({ ...FEISHU_APP, ...world });
  const platform = await startPlatformStandIn({ token: TOKEN, ...world, patents });
  onTestFinished(() => Promise.all([feishu.close(), platform.close()]).then(() => undefined));
  const admin = feishu.addPerson('管理员');
  const databaseUrl = await freshFile();
  const database = openDatabase(databaseUrl);
  await database.migrate();
  await transactionsOn(database.db, { ...world, seals: TEST_SEALS })(async (tx) => {
    const enterprise = await createEnterprise(tx, { name: '演示企业（虚构）', platformId: 'e1' });
    const enterpriseId = enterprise.id;
    const member = await addMember(tx, {
      enterpriseId,
      connection: 'default',
      name: '管理员',
      role: 'admin',
      userId: admin,
    });
    await takeInPatents(tx, patents, { enterprise, reason: '' });
    const patent = await tx.patents.findByNumber(samplePatent(1).applicationNumber);
    const confirmed = { enterpriseId, draftedBy: member.id, submittedBy: member.id } as const;
    await tx.intents.add(
      aSubmittedIntent({ ...confirmed, patentId: patent?.id ?? '', matchId: null, submittedAt: AT }),
      AT,
    );
    for (const [after, title] of ['第二条', '第三条'].entries()) {
      const submittedAt = new Date(AT.getTime() + after + 1);
      const fields = [{ name: 'title', label: '需求名称', value: title }];
      const text = `公开需求：${title}`;
      await tx.demands.add(
        aDemand({
          ...confirmed,
          id: `demand-${after}`,
          state: 'submitted',
          title,
          fields,
          text,
          submittedAt,
        }),
        AT,
      );
    }
  });
  await database.close();
  const settings = {
    DATABASE_URL: databaseUrl,
    SECRET_KEY: TEST_KEY,
    FEISHU_APP_ID: FEISHU_APP.appId,
    FEISHU_APP_SECRET: FEISHU_APP.appSecret,
    FEISHU_DOMAIN: feishu.url,
    PLATFORM_URL: platform.url,
    PLATFORM_TOKEN: TOKEN,
  };
  const start: Stage['start'] = async (mode) => {
    const service = await spawnService({ ...settings, PLATFORM_MODE: mode });
    onTestFinished(() => service.kill());
    await vi.waitUntil(async () => (await fetch(`${service.url}/readyz`)).ok, WAIT);
    return service;
  };
  return { feishu, platform, admin, start };
}
