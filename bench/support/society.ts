import { randomUUID } from 'node:crypto';
import { addMember } from '../../src/actions/add-member.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { newRoom } from '../../src/domain/chat-room.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { DEMO_PATENTS } from '../../src/sandbox/demo-patents.ts';
import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { NO_SEALS } from '../../src/stores/seal.ts';
import { type InTransaction, type Tx, transactionsOn } from '../../src/stores/transactions.ts';

/** How large a made-up world is; every enterprise has one group, one admin, and gets every patent as a card. */
export interface Plan {
  readonly enterprises: number;
  readonly experts: number;
  readonly patents: number;
}

/** One enterprise's group in the stand-in, and the open_ids of its experts. */
export interface Group {
  readonly chatId: string;
  readonly experts: readonly string[];
}

const CONNECTION = 'default';
const TIME_ZONE = 'Asia/Shanghai';

/**
 * Makes the people in the stand-in and the enterprises in the database, and promises all cards. The database is closed
 * again before it returns: SQLite serves one process, and that is the one to be measured.
 */
export async function settleDown(
  feishu: FeishuStandIn,
  databaseUrl: string,
  plan: Plan,
): Promise<readonly Group[]> {
  const database = openDatabase(databaseUrl);
  try {
    await database.migrate();
    const inTransaction = transactionsOn(database.db, {
      now: () => new Date(),
      newId: randomUUID,
      seals: NO_SEALS,
    });
    await inTransaction((tx) => takeInPatents(tx, madeUpPatents(plan.patents), null));
    const groups: Group[] = [];
    for (let index = 1; index <= plan.enterprises; index += 1)
      groups.push(await settleEnterprise(feishu, inTransaction, plan, index));
    return groups;
  } finally {
    await database.close();
  }
}

async function settleEnterprise(
  feishu: FeishuStandIn,
  inTransaction: InTransaction,
  plan: Plan,
  index: number,
): Promise<Group> {
  const admin = feishu.addPerson('管理员');
  const experts = Array.from({ length: plan.experts }, (_, each) => feishu.addPerson(`专家${each + 1}`));
  const chatId = feishu.addGroup(`演示群${index}`, [admin, ...experts]);
  await inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, {
      name: `演示企业${index}（虚构）`,
      platformId: `bench-${index}`,
      dailyPushLimit: plan.patents,
    });
    await addMember(tx, {
      enterpriseId: id,
      name: '管理员',
      role: 'admin',
      connection: CONNECTION,
      userId: admin,
    });
    for (const [each, userId] of experts.entries())
      await addMember(tx, {
        enterpriseId: id,
        name: `专家${each + 1}`,
        role: 'expert',
        connection: CONNECTION,
        userId,
      });
    await addGroup(tx, id, chatId);
    await addMatches(tx, id);
    await pushPatents(tx, { enterpriseId: id, timeZone: TIME_ZONE });
  });
  return { chatId, experts };
}

/** Binds the group without the welcome that an operator's command would send: only cards are counted. */
async function addGroup(tx: Tx, enterpriseId: string, chatId: string): Promise<void> {
  const group = { kind: 'group', connection: CONNECTION, address: chatId, channelChatId: chatId } as const;
  await tx.chats.ensure(newRoom({ ...group, id: tx.newId(), enterpriseId, name: '演示群' }), tx.at);
}

async function addMatches(tx: Tx, enterpriseId: string): Promise<void> {
  for (const { id: patentId } of await tx.patents.pageAfter('', 1000)) {
    await tx.matches.add(
      {
        id: tx.newId(),
        enterpriseId,
        patentId,
        library: 'evaluation',
        score: 10,
        reasons: [{ kind: 'platform', wanted: '', found: '按产业分类、技术领域匹配' }],
        state: 'waiting',
        pushedAt: null,
        closedAt: null,
      },
      tx.at,
    );
  }
}

function madeUpPatents(count: number): PatentRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    ...sampleAt(index),
    applicationNumber: `CN209910${String(index).padStart(6, '0')}.0`,
  }));
}

function sampleAt(index: number): PatentRecord {
  const sample = DEMO_PATENTS[index % DEMO_PATENTS.length];
  if (sample === undefined) throw new Error('there are no sample patents');
  return sample;
}
