import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { record } from '../../src/actions/audit.ts';
import { issueMemberCode } from '../../src/actions/binding-code.ts';
import { erasePerson } from '../../src/actions/erase-person.ts';
import { openPrivateCard, promiseTextTo } from '../../src/actions/promise-cards.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { CODE_LENGTH } from '../../src/domain/binding-code.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import { ERASED_NAME, type Member } from '../../src/domain/member.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { SEALED_COLUMNS } from '../../src/stores/sealed-columns.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { aRecord } from '../support/builders.ts';
import { aDemand, aSubmittedIntent, FILLED } from '../support/cooperation.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { startService } from '../support/service.ts';
import { foundSociety } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';
import {
  bring,
  CONNECTION,
  cardOf,
  clickOn,
  deliver,
  everything,
  type Firm,
  found,
  inPrivate,
  openWorld,
  sayTo,
  type World,
} from '../support/world.ts';

/** What is personal of the one who is erased; none of it occurs in anything else that is stored. */
const HIM = {
  userId: 'ou_he_himself',
  name: '欧阳"专家"',
  oldName: '上官专家',
  mobile: '13900005678',
  mail: 'ouyang@example.com',
  unit: '独有的单位',
  field: '独有的领域',
  position: '独有的职务',
  department: '独有的部门',
  wanted: '13700001234',
  welcome: '欢迎独有的专家',
} as const;

const MACHINERY = ['lanes', 'limits', 'runs', 'cursors'];

/** Every table with every row as text, without the signs by which JSON hides quotes in quotes. */
async function storedAtAll(url: string) {
  const machinery = await Promise.all(MACHINERY.map((table) => rowsOf(url, table)));
  return JSON.stringify([await everythingStored(url), machinery]).replaceAll('\\', '');
}

type Press = (
  userId: string,
  card: SentCard,
  act: string,
  value?: object,
  form?: Readonly<Record<string, string>>,
) => Promise<void>;

const pressIn =
  (world: World): Press =>
  async (userId, card, act, value = {}, form = {}) => {
    const notice = await deliver(world, clickOn(world, userId, card, { act, ...value }, form));
    expect(notice, `${act}: ${notice?.text}`).toMatchObject({ tone: expect.stringMatching(/success|info/) });
  };

async function himIn(world: World, firm: Firm, userId: string = HIM.userId): Promise<Member> {
  const found = await world.inTransaction((tx) =>
    tx.members.findByAccount(CONNECTION, userId, firm.enterprise.id),
  );
  if (!found) throw new Error('he is nobody');
  return found.member;
}

/** Lets somebody do everything by which something personal of him is stored: as an expert, and as an admin. */
async function livedIn(world: World, firm: Firm): Promise<Member> {
  const press = pressIn(world);
  const { id: enterpriseId, name } = firm.enterprise;
  const mentions = [{ userId: HIM.userId, name: HIM.oldName, outsider: false }];
  await deliver(world, sayTo(world, 'ou_boss', '添加专家', { chatId: `oc_${name}`, mentions }));
  const him = await himIn(world, firm);
  const { position, unit, field } = HIM;
  for (const to of ['returned', 'admitted']) {
    const form = { name: to === 'returned' ? HIM.oldName : HIM.name, position, unit, field };
    await press(HIM.userId, await cardOf(world, 'application', him.id, him), 'apply', {}, form);
    const [application] = await world.inTransaction((tx) => tx.applications.ofMember(him.id));
    const boss = await himIn(world, firm, 'ou_boss');
    const review = await cardOf(world, 'application-review', application?.id ?? '', boss);
    await press('ou_boss', review, 'decide-application', { to }, { opinion: HIM.welcome });
  }
  await rateAndName(world, firm, press);
  const admin = { chatId: `oc_${name}`, mentions };
  await deliver(world, sayTo(world, 'ou_boss', '添加管理员', admin));
  const profile = {
    name: HIM.name,
    department: HIM.department,
    position,
    mobile: HIM.mobile,
    mail: HIM.mail,
  };
  await press(
    HIM.userId,
    await cardOf(world, 'admin-profile', him.id, him),
    'save-admin-profile',
    {},
    profile,
  );
  await deliver(world, sayTo(world, HIM.userId, `添加专家 ${HIM.wanted}`, inPrivate(HIM.userId)));
  await deliver(world, sayTo(world, HIM.userId, '绑定 0000-0000-0000', inPrivate(HIM.userId)));
  await world.inTransaction(async (tx) => {
    await issueMemberCode(tx, { memberId: him.id, random: randomBytes(CODE_LENGTH) });
    await promiseTextTo(tx, him, 'waits', '还在等待的消息');
  });
  expect(enterpriseId).toBe(him.enterpriseId);
  return himIn(world, firm);
}

/** He rates a patent; then an admin names him in the enterprise's evaluation and is told so, by name. */
async function rateAndName(world: World, firm: Firm, press: Press) {
  const match = await bring(world, firm, aRecord());
  await press(
    HIM.userId,
    await cardOf(world, 'patent', match.id),
    'rate',
    { stars: 4 },
    { opinion: '工艺成熟' },
  );
  await press('ou_boss', await cardOf(world, 'patent', match.id), 'open-evaluation');
  const boss = await himIn(world, firm, 'ou_boss');
  const form = { stars: '4', opinion: `${HIM.name}认为可行。` };
  const draft = await cardOf(world, 'enterprise-evaluation', match.id, boss);
  const refused = await deliver(world, clickOn(world, 'ou_boss', draft, { act: 'draft' }, form));
  expect(refused?.text).toContain(HIM.name);
  await press('ou_boss', draft, 'draft', {}, { stars: '4', opinion: '建议洽谈。' });
}

/** What an enterprise has sent outward, with somebody else's number in it. */
async function sendSomething(tx: Tx, { enterpriseId, id: actor }: Member): Promise<void> {
  const text = '联系人：13900000000';
  const answer = { state: 'interested', text, answeredAt: tx.at };
  await tx.intents.add(aSubmittedIntent({ id: 'intent-1', enterpriseId, text, answer }), tx.at);
  await tx.demands.add(
    aDemand({ id: 'demand-1', enterpriseId, state: 'draft', fields: FILLED, text }),
    tx.at,
  );
  await record(tx, { enterpriseId, actor, act: 'submit-intent', subject: 'intent-1', detail: { text } });
}

/** Whatever is stored in the columns that are to be sealed. */
async function sealedIn(url: string): Promise<string[]> {
  const stored = SEALED_COLUMNS.map(async ({ table, column }) => {
    const rows = await rowsOf(url, table);
    const texts = rows.map((row) => String(row[column])).filter((text) => text !== '');
    expect(texts.length, `${table}.${column} holds something`).toBeGreaterThan(0);
    return texts;
  });
  return (await Promise.all(stored)).flat();
}

const BOSS = [{ userId: 'ou_boss', name: '管理员', roles: ['admin'] }] as const;

onEveryDatabase('an erased member', (engine) => {
  it('is in no table any more, and the audit trail says nothing less', async () => {
    const url = await engine.freshUrl();
    const world = await openWorld(url);
    const him = await livedIn(world, await found(world, '甲', BOSS));
    const connection = { name: 'north', channel: 'feishu', app: 'cli_1', settings: { appSecret: 'secret' } };
    await world.inTransaction(async (tx) => {
      await tx.connections.add(connection, tx.at);
      await sendSomething(tx, him);
    });
    const before = await storedAtAll(url);
    const sealed: readonly string[] = [HIM.mobile, HIM.mail, HIM.wanted];
    const personal = Object.values(HIM).filter((each) => !sealed.includes(each));
    for (const each of personal) expect(before).toContain(each);
    for (const each of sealed) expect(before).not.toContain(each);
    for (const each of await sealedIn(url)) expect(each).toMatch(/^s1\.[0-9a-f]{8}\.[\w-]+$/);
    const trail = await rowsOf(url, 'audit');
    for (const each of [...personal, ...sealed]) expect(JSON.stringify(trail)).not.toContain(each);

    await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));
    const after = await storedAtAll(url);
    for (const each of [...personal, ...sealed]) expect(after).not.toContain(each);
    for (const each of ['工艺成熟', ERASED_NAME, '建议洽谈。']) expect(after).toContain(each);
    expect(await rowsOf(url, 'contact_lists')).toMatchObject([{ contacts: '' }]);
    expect(await rowsOf(url, 'code_tries')).toEqual([]);
    const longer = await rowsOf(url, 'audit');
    expect(longer).toEqual(expect.arrayContaining(trail));
    const ids = new Set(trail.map(({ id }) => id));
    const added = longer.filter(({ id }) => !ids.has(id));
    expect(added.map(({ act }) => act).toSorted()).toEqual(['erase-person', 'revoke-code']);

    await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));
    expect(await storedAtAll(url)).toEqual(after);
    await world.close();
  });

  it('is still a member of another enterprise, with his name, his account and his chat', async () => {
    const url = await engine.freshUrl();
    const world = await openWorld(url);
    const firm = await found(world, '甲', BOSS);
    const other = await found(world, '乙', [{ userId: HIM.userId, name: HIM.name, roles: ['admin'] }]);
    const him = await livedIn(world, firm);
    await deliver(world, sayTo(world, HIM.userId, '我的资料', { chatId: 'oc_乙' }));
    await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));

    expect(await himIn(world, other)).toMatchObject({ name: HIM.name, isAdmin: true, erased: false });
    expect(await world.inTransaction((tx) => tx.members.get(him.id))).toMatchObject({ name: ERASED_NAME });
    const chat = await world.inTransaction((tx) => tx.chats.findByAddress(CONNECTION, HIM.userId));
    expect(chat).toMatchObject({ lost: false });
    expect(await world.inTransaction((tx) => tx.cards.ofViewer(him.id))).toEqual([]);
    const there = await himIn(world, other);
    const form = { name: HIM.name, department: '研发部', position: '部长' };
    const card = await cardOf(world, 'admin-profile', there.id, there);
    await pressIn(world)(HIM.userId, card, 'save-admin-profile', {}, form);
    await world.close();
  });
});

it('the cards on which others read his name are drawn anew, and his own answer no press', async () => {
  const world = await openWorld();
  const firm = await found(world, '甲', BOSS);
  const him = await livedIn(world, firm);
  await deliver(world, sayTo(world, 'ou_boss', '专家名单', inPrivate('ou_boss')));
  const own = await cardOf(world, 'application', him.id, him);
  const jobs = () => world.database.db('outbox').where({ state: 'waiting' });
  const waiting = new Set((await jobs()).map(({ id }) => id));
  await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));

  const promised = (await jobs()).filter(({ id }) => !waiting.has(id));
  const kinds: CardKind[] = [];
  for (const { payload } of promised) {
    const card = await world.inTransaction((tx) => tx.cards.find(JSON.parse(payload).card ?? ''));
    if (card) kinds.push(card.kind);
  }
  expect([...new Set(kinds)].toSorted()).toEqual(['application-review', 'experts', 'review']);

  const press = clickOn(world, HIM.userId, own, { act: 'apply' }, { name: HIM.name });
  expect(await deliver(world, press)).toMatchObject({ text: NOTICES.card_unknown });
  await world.close();
});

it('somebody who had left the organisation before he was erased leaves no account behind', async () => {
  const world = await openWorld();
  const him = await livedIn(world, await found(world, '甲', BOSS));
  const person = { userId: HIM.userId, outsider: false };
  await deliver(world, { kind: 'departed', connection: CONNECTION, deliveryId: 'departed', person });
  const stored = async () => JSON.stringify(await everything(world));
  expect(await stored()).toContain(HIM.userId);
  await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));
  expect(await stored()).not.toContain(HIM.userId);
  await world.close();
});

it('an erased member is not taken back: whoever wants him again adds him anew', async () => {
  const world = await openWorld();
  const firm = await found(world, '甲', BOSS);
  const him = await livedIn(world, firm);
  await deliver(world, sayTo(world, 'ou_boss', '专家名单', inPrivate('ou_boss')));
  await world.inTransaction((tx) => erasePerson(tx, { memberId: him.id, actor: 'operator' }));
  const boss = await himIn(world, firm, 'ou_boss');
  const list = await cardOf(world, 'experts', firm.enterprise.id, boss);
  const value = { act: 'keep-expert', verb: 'readmit', member: him.id };
  expect(await deliver(world, clickOn(world, 'ou_boss', list, value))).toMatchObject({
    text: NOTICES.member_erased,
  });
  const mentions = [{ userId: HIM.userId, name: HIM.name, outsider: false }];
  await deliver(world, sayTo(world, 'ou_boss', '添加专家', { chatId: 'oc_甲', mentions }));
  const anew = await himIn(world, firm);
  expect(anew).toMatchObject({ expert: 'invited', name: HIM.name });
  expect(anew.id).not.toBe(him.id);
  await world.close();
});

it('what still waits for the private chat of an erased member is never sent', async () => {
  const service = await startService();
  const { experts, enterpriseId } = await foundSociety(service);
  const [userId] = experts;
  await service.app.inTransaction(async (tx) => {
    const known = await tx.members.findByAccount('default', userId, enterpriseId);
    if (!known) throw new Error('the expert is nobody');
    await promiseTextTo(tx, known.member, 'waits', '还在等待的消息');
    await openPrivateCard(tx, 'help', { id: enterpriseId, enterpriseId }, known.member);
    await erasePerson(tx, { memberId: known.member.id, actor: 'operator' });
  });
  await service.drain();
  expect(service.feishu.messages(service.feishu.privateChat(userId))).toEqual([]);
  const states = (await rowsOf(service.databaseUrl, 'outbox')).map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['done']));
});
