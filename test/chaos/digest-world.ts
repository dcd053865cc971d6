import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { v7 as newId } from 'uuid';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { DEMO_PATENTS } from '../../src/sandbox/demo-patents.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { type InTransaction, transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_KEY, TEST_SEALS } from '../support/seals.ts';

const APP = { appId: 'cli_00000000000000d1', appSecret: 'app-secret' };
const SERVICE = fileURLToPath(new URL('clocked-service.mjs', import.meta.url));

/** A group of the run, with its enterprise. */
export interface DigestGroup {
  readonly chat: string;
  readonly enterpriseId: string;
}

/** Several processes on one database and one clock, which is moved forward; each can be killed at any moment. */
export interface DigestWorld {
  readonly feishu: FeishuStandIn;
  readonly groups: readonly DigestGroup[];
  readonly inTransaction: InTransaction;
  readonly now: () => Date;
  /** Moves the clock of everybody to a moment, or by so many ms. */
  readonly move: (to: Date | number) => void;
  /** Kills one of the processes, by its number, and starts it again. */
  readonly kill: (which: number) => Promise<void>;
  /** Brings a group a patent that nobody else has got. */
  readonly bring: (group: DigestGroup) => Promise<void>;
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

/** Starts everything at a moment; every group is bound and has had no digest. */
export async function openDigestWorld(
  databaseUrl: string,
  { groups: count, processes, at }: { groups: number; processes: number; at: Date },
): Promise<DigestWorld> {
  let ahead = at.getTime() - Date.now();
  const now = () => new Date(Date.now() + ahead);
  const sleep = async (ms: number) => void (await pause(ms));
  const feishu = await startFeishuStandIn({ ...APP, now, newId, sleep });
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const inTransaction = transactionsOn(database.db, { now, newId, seals: TEST_SEALS });
  const groups: DigestGroup[] = [];
  for (let index = 0; index < count; index += 1) groups.push(await foundGroup(feishu, inTransaction, index));
  let output = '';
  const start = async (): Promise<ChildProcess> => {
    const child = fork(SERVICE, [], {
      env: settingsFor(databaseUrl, feishu.url, ahead),
      execArgv: ['--v8-pool-size=1'],
      silent: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`it did not start:\n${output}`)));
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {});
    return child;
  };
  const running = await Promise.all(Array.from({ length: processes }, start));
  const tell = () => {
    for (const child of running) if (child.connected) child.send(ahead);
  };
  let patents = 0;
  return {
    feishu,
    groups,
    inTransaction,
    now,
    move: (to) => {
      ahead += typeof to === 'number' ? to : Math.max(0, to.getTime() - now().getTime());
      tell();
    },
    kill: async (which) => {
      await end(running[which]);
      running[which] = await start();
      tell();
    },
    bring: async (group) => {
      patents += 1;
      await bringTo(inTransaction, group, patents);
    },
    output: () => output,
    close: async () => {
      await Promise.all(running.map(end));
      await database.close();
      await feishu.close();
    },
  };
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function foundGroup(
  feishu: FeishuStandIn,
  inTransaction: InTransaction,
  index: number,
): Promise<DigestGroup> {
  const chat = feishu.addGroup(`周报群${index}`, [feishu.addPerson(`专家${index}`)]);
  return inTransaction(async (tx) => {
    const of = { name: `演示企业 ${index}（虚构）`, platformId: `ent-${index}`, dailyPushLimit: 5 };
    const { id: enterpriseId } = await createEnterprise(tx, of);
    await bindChat(tx, { enterpriseId, connection: 'default', chatId: chat });
    return { chat, enterpriseId };
  });
}

async function bringTo(
  inTransaction: InTransaction,
  { enterpriseId }: DigestGroup,
  index: number,
): Promise<void> {
  const [sample] = DEMO_PATENTS;
  if (!sample) throw new Error('there are no demo patents');
  const applicationNumber = `CN20991${String(4_000_000 + index)}.${index % 10}`;
  await inTransaction(async (tx) => {
    const enterprise = await tx.enterprises.get(enterpriseId);
    await takeInPatents(tx, [{ ...sample, applicationNumber }], { enterprise, reason: '' });
    await pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai', most: 1 });
  });
}

function settingsFor(databaseUrl: string, feishuUrl: string, ahead: number): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    LOG_LEVEL: 'error',
    TZ: 'Asia/Shanghai',
    CLOCK_AHEAD_MS: String(ahead),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: TEST_KEY,
    FEISHU_APP_ID: APP.appId,
    FEISHU_APP_SECRET: APP.appSecret,
    FEISHU_DOMAIN: feishuUrl,
    PLATFORM_MODE: 'manual',
    PUSH_CRON: '0 0 29 2 *',
  };
}
