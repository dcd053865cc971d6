import { v7 as newId } from 'uuid';
import { expect, it, onTestFinished, vi } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { WecomStandIn } from '../../src/sandbox/wecom/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { type InTransaction, transactionsOn } from '../../src/stores/transactions.ts';
import { onEveryServer } from '../support/databases.ts';
import { samplePatent } from '../support/platform-samples.ts';
import { TEST_KEY, TEST_SEALS } from '../support/seals.ts';
import { buildService, type ServiceProcess, spawnService } from '../support/service-process.ts';
import { cardsSeen, newestCard, wordsIn } from '../support/wecom-cards.ts';
import { BOT_CONNECTION, startWecom, wecomSettings } from '../support/wecom-service.ts';

const PATENTS = [1, 2, 3, 4].map((index) => samplePatent(index));
const TAKEN_OVER_WITHIN_MS = 60_000;

interface Stage {
  readonly wecom: WecomStandIn;
  readonly group: string;
  readonly expert: string;
  readonly start: () => Promise<ServiceProcess>;
  /** Promises the card of the next patent. */
  readonly pushNext: () => Promise<unknown>;
}

onEveryServer('two processes with one bot', (engine) => {
  it('take turns: killed while it sends, the one is followed by the other, and every card is there once', async () => {
    buildService();
    const { wecom, group, expert, start, pushNext } = await openStage(await engine.freshUrl());
    const first = await start();
    await vi.waitUntil(() => wecom.connections().subscribed, { timeout: 20_000, interval: 20 });
    const second = await start();
    await pushNext();
    await arrived(wecom, expert, group, 1);
    expect(wecom.connections().open).toBe(1);

    await pushNext();
    await pushNext();
    await arrived(wecom, expert, group, 2);
    await first.kill();
    const killed = Date.now();
    await pushNext();
    await vi.waitUntil(() => wecom.connections().subscribed, { timeout: TAKEN_OVER_WITHIN_MS, interval: 20 });
    expect(Date.now() - killed).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    await arrived(wecom, expert, group, PATENTS.length);

    const titles = cardsSeen(wecom, expert, group).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(PATENTS.map(({ title }) => title.slice(0, 26)).toSorted());
    const leads = wordsIn(wecom, group).filter((words) => words.includes('〔'));
    expect(new Set(leads).size).toBe(leads.length);
    const { messageId, buttons } = newestCard(wecom, expert, group);
    const key = buttons.find(({ text }) => text.includes('5 星'))?.key ?? '';
    expect(await wecom.press({ by: expert, messageId, key })).toBe('answered');

    // A program that is none of ours takes the bot: it is left to it, and the operator reads why once.
    wecom.faults.kick();
    await vi.waitUntil(() => second.output().includes('another program'), { timeout: 10_000, interval: 20 });
    expect(second.output().match(/another program/gu)).toHaveLength(1);
    expect(wecom.connections().subscribed).toBe(false);
  }, 180_000);
});

function arrived(wecom: WecomStandIn, by: string, group: string, count: number): Promise<unknown> {
  return vi.waitUntil(() => cardsSeen(wecom, by, group).length >= count, { timeout: 90_000, interval: 20 });
}

async function openStage(databaseUrl: string): Promise<Stage> {
  const now = () => new Date();
  const wecom = await startWecom({ now });
  const [expert, admin] = [wecom.addPerson('专家一'), wecom.addPerson('管理员')];
  const group = wecom.addGroup('盘活群', [expert, admin]);
  // Whoever the bot may write to has written to it before.
  await wecom.say({ by: admin, chatId: group, text: '你好', mentionBot: true });
  await wecom.say({ by: admin, chatId: wecom.privateChat(admin, 'bot'), text: '你好' });

  const database = openDatabase(databaseUrl);
  onTestFinished(() => database.close());
  await database.migrate();
  const inTransaction = transactionsOn(database.db, { now, newId, seals: TEST_SEALS });
  const enterpriseId = await found(inTransaction, { expert, admin, group });
  const start = async () => {
    const settings = { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY, ...wecomSettings(wecom) };
    const service = await spawnService(settings);
    onTestFinished(() => service.kill());
    return service;
  };
  const pushNext = () =>
    inTransaction((tx) => pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai', most: 1 }));
  return { wecom, group, expert, start, pushNext };
}

function found(
  inTransaction: InTransaction,
  { expert, admin, group }: Readonly<Record<'expert' | 'admin' | 'group', string>>,
): Promise<string> {
  return inTransaction(async (tx) => {
    const name = '企微企业（虚构）';
    const enterprise = await createEnterprise(tx, { name, platformId: 'w1', dailyPushLimit: 1000 });
    const common = { enterpriseId: enterprise.id, connection: BOT_CONNECTION };
    await addMember(tx, { ...common, name: '管理员', role: 'admin', userId: admin });
    await addMember(tx, { ...common, name: '专家一', role: 'expert', userId: expert });
    await bindChat(tx, { ...common, chatId: group });
    await takeInPatents(tx, PATENTS, { enterprise, reason: '' });
    return enterprise.id;
  });
}
