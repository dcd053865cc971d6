import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { issueCode } from '../../src/actions/binding-code.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { recommendFound } from '../../src/actions/recommend-experts.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Notice } from '../../src/chat/port.ts';
import { CODE_LENGTH } from '../../src/domain/binding-code.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import { cardView } from '../../src/reads/card-view.ts';
import { aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import {
  bring,
  CONNECTION,
  cardOf,
  clickOn,
  deliver,
  found,
  inPrivate,
  openWorld,
  sayTo,
  sendCards,
  VIEW,
  type World,
} from '../support/world.ts';

const GROUP = 'oc_group';
const PROFILE = { name: '专家一', position: '高级工程师', unit: '演示企业（虚构）', field: '动力电池' };
const refused = (code: Refusal) => ({ tone: 'warning', text: NOTICES[code] });
const named = (...userIds: string[]) => ({
  mentions: userIds.map((userId) => ({ userId, name: `${userId}的名字`, outsider: false })),
});

/** An enterprise whose admin `ou_admin` has just bound his group with a code. */
async function boundEnterprise(world: World, name = '演示企业', admin = 'ou_admin', chatId = GROUP) {
  const { id } = await world.inTransaction((tx) =>
    createEnterprise(tx, { name, platformId: `platform-${name}` }),
  );
  const random = randomBytes(CODE_LENGTH);
  const { code } = await world.inTransaction((tx) => issueCode(tx, { enterpriseId: id, random, days: 7 }));
  expect(await deliver(world, sayTo(world, admin, `绑定 ${code}`, { chatId }))).toMatchObject({
    tone: 'success',
  });
  return id;
}

async function memberOf(world: World, enterpriseId: string, userId: string): Promise<Member> {
  const found = await world.inTransaction((tx) => tx.members.findByAccount(CONNECTION, userId, enterpriseId));
  if (!found) throw new Error(`${userId} is nobody's member`);
  return found.member;
}

/** Lets a person press a button of his private card. */
async function press(
  world: World,
  enterpriseId: string,
  userId: string,
  kind: Parameters<typeof cardOf>[1],
  subjectId: string,
  value: Readonly<Record<string, string>>,
  form: Readonly<Record<string, string>> = {},
): Promise<Notice | null> {
  const card = await cardOf(world, kind, subjectId, await memberOf(world, enterpriseId, userId));
  return deliver(world, clickOn(world, userId, card, value, form));
}

async function applyAs(world: World, id: string, userId: string, profile = PROFILE) {
  const { id: memberId } = await memberOf(world, id, userId);
  return press(world, id, userId, 'application', memberId, { act: 'apply' }, profile);
}

async function decideOn(world: World, id: string, expert: string, to: string, opinion = '', by = 'ou_admin') {
  const { id: memberId } = await memberOf(world, id, expert);
  const [application] = await world.inTransaction((tx) => tx.applications.ofMember(memberId));
  const value = { act: 'decide-application', to };
  return press(world, id, by, 'application-review', application?.id ?? '', value, { opinion });
}

/** Brings a person into the library the way the manual asks. */
async function admit(world: World, id: string, userId: string) {
  await deliver(world, sayTo(world, 'ou_admin', '添加专家', named(userId)));
  await applyAs(world, id, userId);
  expect(await decideOn(world, id, userId, 'admitted')).toMatchObject({ tone: 'success' });
}

const expertOf = async (world: World, id: string, userId: string) =>
  (await memberOf(world, id, userId)).expert;

onEveryDatabase('the way into an enterprise', (engine) => {
  it('leads an expert from a mention over his profile and a return into the library', async () => {
    const world = await openWorld(await engine.freshUrl());
    const id = await boundEnterprise(world);
    expect(await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_expert')))).toMatchObject({
      tone: 'success',
      text: expect.stringContaining('1 位'),
    });
    expect(await expertOf(world, id, 'ou_expert')).toBe('invited');
    expect(await applyAs(world, id, 'ou_expert')).toMatchObject({ tone: 'success' });
    expect(await applyAs(world, id, 'ou_expert')).toEqual(refused('already_applied'));

    expect(await decideOn(world, id, 'ou_expert', 'returned')).toEqual(refused('reason_missing'));
    expect(await decideOn(world, id, 'ou_expert', 'returned', '请写明领域')).toMatchObject({
      tone: 'success',
    });
    expect(await expertOf(world, id, 'ou_expert')).toBe('returned');

    await applyAs(world, id, 'ou_expert', { ...PROFILE, field: '动力电池热管理' });
    expect(await decideOn(world, id, 'ou_expert', 'admitted', '欢迎')).toMatchObject({ tone: 'success' });
    expect(await memberOf(world, id, 'ou_expert')).toMatchObject({ expert: 'admitted', name: '专家一' });
    const audit = await world.inTransaction((tx) => tx.audit.ofEnterprise(id));
    expect(audit.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['recommend-expert', 'apply', 'decide-application']),
    );
    expect(JSON.stringify(audit)).not.toMatch(/专家一|名字|热管理/);
    await world.close();
  });

  it('is decided once, however many admins press at the same moment', async () => {
    const world = await openWorld(await engine.freshUrl());
    const id = await boundEnterprise(world);
    await deliver(world, sayTo(world, 'ou_admin', '添加管理员', named('ou_second')));
    await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_expert')));
    await applyAs(world, id, 'ou_expert');
    const notices = await Promise.all([
      decideOn(world, id, 'ou_expert', 'admitted'),
      decideOn(world, id, 'ou_expert', 'returned', '请补充', 'ou_second'),
    ]);
    expect(notices.map((notice) => notice?.tone).toSorted()).toEqual(['success', 'warning']);
    const { id: memberId, expert } = await memberOf(world, id, 'ou_expert');
    const [application] = await world.inTransaction((tx) => tx.applications.ofMember(memberId));
    expect(application?.state).toBe(expert);
    await world.close();
  });

  it('makes one member of a person whom two admins recommend at the same moment', async () => {
    const world = await openWorld(await engine.freshUrl());
    const id = await boundEnterprise(world);
    await deliver(world, sayTo(world, 'ou_admin', '添加管理员', named('ou_second')));
    // Known as a person already: whoever remembers him first would hold up the other anyway.
    await deliver(world, sayTo(world, 'ou_expert', '帮助', inPrivate('ou_expert')));
    const orders = ['ou_admin', 'ou_second'].flatMap((by) =>
      [1, 2, 3].map(() => world.handle(sayTo(world, by, '添加专家', named('ou_expert')))),
    );
    const notices = await Promise.all(orders);
    expect(notices.filter(({ notice }) => notice?.tone === 'success')).toHaveLength(1);
    expect(await world.inTransaction((tx) => tx.members.ofEnterprise(id))).toHaveLength(3);
    await world.close();
  });

  it('always leaves an admin, when two remove each other at the same moment', async () => {
    const world = await openWorld(await engine.freshUrl());
    const id = await boundEnterprise(world);
    await deliver(world, sayTo(world, 'ou_admin', '添加管理员', named('ou_second')));
    const [first, second] = [await memberOf(world, id, 'ou_admin'), await memberOf(world, id, 'ou_second')];
    for (const admin of ['ou_admin', 'ou_second'])
      await deliver(world, sayTo(world, admin, '专家名单', inPrivate(admin)));
    const remove = (by: string, member: string) =>
      press(world, id, by, 'experts', id, { act: 'keep-expert', verb: 'remove', member });
    await Promise.all([remove('ou_admin', second.id), remove('ou_second', first.id)]);
    expect(await world.inTransaction((tx) => tx.members.adminsOf(id))).toHaveLength(1);
    await world.close();
  });

  it('is closed at once for whoever is removed, and open again when he is taken back', async () => {
    const world = await openWorld(await engine.freshUrl());
    const id = await boundEnterprise(world);
    await admit(world, id, 'ou_expert');
    const expert = await memberOf(world, id, 'ou_expert');
    await deliver(world, sayTo(world, 'ou_admin', '专家名单', inPrivate('ou_admin')));
    const keep = (verb: string) =>
      press(world, id, 'ou_admin', 'experts', id, { act: 'keep-expert', verb, member: expert.id });

    expect(await keep('disable')).toMatchObject({ tone: 'success' });
    expect(await expertOf(world, id, 'ou_expert')).toBe('disabled');
    expect(await keep('disable')).toEqual(refused('expert_not_in_library'));
    expect(await keep('readmit')).toMatchObject({ tone: 'success' });
    expect(await keep('remove')).toMatchObject({ tone: 'success' });
    expect(await memberOf(world, id, 'ou_expert')).toMatchObject({ removed: true });
    expect(await deliver(world, sayTo(world, 'ou_expert', '申请入库'))).toEqual(refused('member_removed'));
    expect(await keep('readmit')).toMatchObject({ tone: 'success' });
    expect(await memberOf(world, id, 'ou_expert')).toMatchObject({ removed: false, expert: 'admitted' });
    await world.close();
  });
});

it('the admin’s role can be shared and handed over, and never ends with nobody', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  const order = (by: string, text: string, ...people: string[]) =>
    deliver(world, sayTo(world, by, text, named(...people)));
  expect(await order('ou_admin', '移交管理员')).toEqual(refused('nobody_named'));
  expect(await order('ou_admin', '移交管理员', 'ou_admin')).toEqual(refused('nobody_named'));
  expect(await order('ou_expert', '添加管理员', 'ou_expert')).toEqual(refused('unknown_person'));
  expect(await order('ou_admin', '添加管理员', 'ou_second')).toMatchObject({ tone: 'success' });
  expect(await order('ou_admin', '移交管理员', 'ou_third')).toMatchObject({ tone: 'success' });

  const admins = await world.inTransaction((tx) => tx.members.adminsOf(id));
  const expected = [await memberOf(world, id, 'ou_second'), await memberOf(world, id, 'ou_third')];
  expect(admins.map((admin) => admin.id).toSorted()).toEqual(expected.map((admin) => admin.id).toSorted());
  expect(await order('ou_admin', '添加专家', 'ou_x')).toEqual(refused('admins_only'));
  await world.close();
});

it('a new admin is brought what waits for an answer', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_expert')));
  await applyAs(world, id, 'ou_expert');
  await deliver(world, sayTo(world, 'ou_admin', '移交管理员', named('ou_second')));
  expect(await decideOn(world, id, 'ou_expert', 'admitted', '', 'ou_second')).toMatchObject({
    tone: 'success',
  });
  await world.close();
});

it('the last admin cannot be removed, not by himself either', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await deliver(world, sayTo(world, 'ou_admin', '专家名单', inPrivate('ou_admin')));
  const { id: member } = await memberOf(world, id, 'ou_admin');
  const value = { act: 'keep-expert', verb: 'remove', member };
  expect(await press(world, id, 'ou_admin', 'experts', id, value)).toEqual(refused('last_admin'));
  await world.close();
});

it('an admin may be an expert too: he applies and is admitted like anybody', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await admit(world, id, 'ou_admin');
  expect(await memberOf(world, id, 'ou_admin')).toMatchObject({ isAdmin: true, expert: 'admitted' });
  await world.close();
});

it('one expert serves two enterprises, each on its own', async () => {
  const world = await openWorld();
  const one = await boundEnterprise(world, '甲', 'ou_admin', 'oc_group');
  const two = await boundEnterprise(world, '乙', 'ou_other', 'oc_second');
  await admit(world, one, 'ou_expert');
  await deliver(world, sayTo(world, 'ou_other', '添加专家', { ...named('ou_expert'), chatId: 'oc_second' }));
  expect([await expertOf(world, one, 'ou_expert'), await expertOf(world, two, 'ou_expert')]).toEqual([
    'admitted',
    'invited',
  ]);
  const stranger = { chatId: 'oc_second', ...named('ou_x') };
  expect(await deliver(world, sayTo(world, 'ou_admin', '添加专家', stranger))).toEqual(
    refused('unknown_person'),
  );
  await world.close();
});

it('an admin of two enterprises names people where it is clear for which', async () => {
  const world = await openWorld();
  const one = await boundEnterprise(world, '甲', 'ou_admin', 'oc_group');
  await boundEnterprise(world, '乙', 'ou_admin', 'oc_second');
  const unclear = [inPrivate('ou_admin'), { chatId: 'oc_unbound' }];
  for (const where of unclear) {
    for (const text of ['添加管理员', '移交管理员', '添加专家'])
      expect(await deliver(world, sayTo(world, 'ou_admin', text, { ...where, ...named('ou_x') }))).toEqual(
        refused('several_enterprises'),
      );
    expect(await deliver(world, sayTo(world, 'ou_admin', '添加专家 a@example.com', where))).toEqual(
      refused('several_enterprises'),
    );
  }
  expect(await deliver(world, sayTo(world, 'ou_admin', '绑定管理群', { chatId: 'oc_unbound' }))).toEqual(
    refused('enterprise_not_named'),
  );
  expect(await deliver(world, sayTo(world, 'ou_admin', '添加专家', inPrivate('ou_admin')))).toBeNull();
  expect(await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_x')))).toMatchObject({
    tone: 'success',
  });
  expect(await expertOf(world, one, 'ou_x')).toBe('invited');
  expect(
    await deliver(world, sayTo(world, 'ou_admin', '绑定管理群 乙', { chatId: 'oc_unbound' })),
  ).toMatchObject({ tone: 'success' });
  await world.close();
});

it('a second group takes the reviews, and patents go on into the first', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  const admins = { chatId: 'oc_admins' };
  expect(await deliver(world, sayTo(world, 'ou_admin', '绑定管理群'))).toEqual(
    refused('only_group_for_experts'),
  );
  expect(await deliver(world, sayTo(world, 'ou_stranger', '绑定管理群', admins))).toEqual(
    refused('unknown_person'),
  );
  expect(await deliver(world, sayTo(world, 'ou_admin', '绑定管理群', admins))).toMatchObject({
    tone: 'success',
  });
  await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_expert')));
  await applyAs(world, id, 'ou_expert');
  const { id: memberId } = await memberOf(world, id, 'ou_expert');
  const [application] = await world.inTransaction((tx) => tx.applications.ofMember(memberId));
  const card = await cardOf(world, 'application-review', application?.id ?? '');
  expect(card.channelChatId).toBe('oc_admins');
  const admitting = clickOn(world, 'ou_admin', card, { act: 'decide-application', to: 'admitted' });
  const trying = { ...admitting, deliveryId: 'another', person: { userId: 'ou_expert', outsider: false } };
  expect(await deliver(world, trying)).toEqual(refused('admins_only'));
  expect(await deliver(world, admitting)).toMatchObject({ tone: 'success' });
  await world.close();
});

it('whoever leaves the organisation can do nothing more, but for another account of his', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await admit(world, id, 'ou_expert');
  const { id: memberId } = await memberOf(world, id, 'ou_expert');
  const random = randomBytes(CODE_LENGTH);
  const { code } = await world.inTransaction((tx) =>
    issueCode(tx, { enterpriseId: id, memberId, random, days: 1 }),
  );
  const elsewhere = { ...inPrivate('wm_expert'), connection: 'elsewhere' };
  expect(await deliver(world, sayTo(world, 'wm_expert', `绑定 ${code}`, elsewhere))).toMatchObject({
    tone: 'success',
  });
  const depart = (connection: string, userId: string) =>
    deliver(world, {
      kind: 'departed',
      connection,
      deliveryId: world.newId(),
      person: { userId, outsider: false },
    });
  await depart(CONNECTION, 'ou_expert');
  expect(await world.inTransaction((tx) => tx.members.get(memberId))).toMatchObject({ removed: false });
  expect(await deliver(world, sayTo(world, 'ou_expert', '申请入库'))).toEqual(refused('unknown_person'));
  await depart('elsewhere', 'wm_expert');
  expect(await world.inTransaction((tx) => tx.members.get(memberId))).toMatchObject({ removed: true });
  await world.close();
});

it('mobile numbers in a list wait sealed, and are gone when the people were found', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  const text = '添加专家 13800001234\nexpert@example.com';
  expect(await deliver(world, sayTo(world, 'ou_admin', text, inPrivate('ou_admin')))).toMatchObject({
    tone: 'info',
  });
  const { db } = world.database;
  const stored = async () =>
    JSON.stringify([await db('contact_lists'), await db('outbox'), await db('audit')]);
  expect(await stored()).not.toMatch(/13800001234|expert@example/);
  const [list] = await db('contact_lists');
  const found = new Map([['13800001234', 'ou_found']]);
  await world.inTransaction((tx) => recommendFound(tx, { listId: list.id, found }));
  await sendCards(world);
  expect(await expertOf(world, id, 'ou_found')).toBe('invited');
  expect((await db('contact_lists'))[0]).toMatchObject({ contacts: '' });
  const told = (await db('outbox').where({ topic: 'text' })).map(({ payload }) => payload).join('\n');
  expect(told).toContain('没有找到名单中的第 2 个');
  expect(await stored()).not.toMatch(/13800001234|expert@example/);
  await world.close();
});

it('an admin who is none any more sees nothing new on the cards he has', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await deliver(world, sayTo(world, 'ou_admin', '添加专家', named('ou_expert')));
  await applyAs(world, id, 'ou_expert');
  const { id: memberId } = await memberOf(world, id, 'ou_expert');
  const [application] = await world.inTransaction((tx) => tx.applications.ofMember(memberId));
  const admin = await memberOf(world, id, 'ou_admin');
  const card = await cardOf(world, 'application-review', application?.id ?? '', admin);
  const shown = () =>
    world.inTransaction(async (tx) => {
      const now = await tx.cards.find(card.id);
      return JSON.stringify(now && (await cardView(tx, now, VIEW)).view);
    });
  expect(await shown()).toContain('高级工程师');
  await world.handle(sayTo(world, 'ou_admin', '移交管理员', named('ou_second')));
  expect(await shown()).not.toContain('高级工程师');
  const promised = await world.inTransaction((tx) => tx.outbox.list('waiting', 100));
  expect(promised.map(({ payload }) => payload['card'])).toContain(card.id);
  await world.close();
});

it('a new admin gets the reviews that wait, and none that is done', async () => {
  const world = await openWorld();
  const firm = await found(world, '甲', [
    { userId: 'ou_admin', name: '管理员', roles: ['admin'] },
    { userId: 'ou_expert', name: '专家一', roles: ['expert'] },
  ]);
  const waiting = await bring(world, firm, aRecord());
  const done = await bring(world, firm, aRecord({ applicationNumber: 'CN209910000002.2' }));
  await deliver(
    world,
    clickOn(world, 'ou_expert', await cardOf(world, 'patent', waiting.id), { act: 'rate', stars: 4 }),
  );
  const group = { chatId: firm.group.address, ...named('ou_second') };
  await deliver(world, sayTo(world, 'ou_admin', '添加管理员', group));
  const second = await memberOf(world, firm.enterprise.id, 'ou_second');
  expect(await cardOf(world, 'review', waiting.id, second)).toMatchObject({ state: 'sent' });
  await expect(cardOf(world, 'review', done.id, second)).rejects.toThrow('no review card');
  await world.close();
});

it('whoever left and is recommended again gets cards of his own, not those of the member he was', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await deliver(world, sayTo(world, 'ou_admin', '添加管理员', named('ou_second')));
  const person = { userId: 'ou_second', outsider: false };
  await deliver(world, {
    kind: 'departed',
    connection: CONNECTION,
    deliveryId: world.newId(),
    person,
  });
  await deliver(world, sayTo(world, 'ou_admin', '添加管理员', named('ou_second')));
  const back = await memberOf(world, id, 'ou_second');
  const help = await cardOf(world, 'help', id, back);
  expect(await deliver(world, clickOn(world, 'ou_second', help, { act: 'open-experts' }))).toMatchObject({
    tone: 'info',
  });
  await world.close();
});

it('a code used in the admins’ group makes an admin and leaves the group what it is', async () => {
  const world = await openWorld();
  const id = await boundEnterprise(world);
  await deliver(world, sayTo(world, 'ou_admin', '绑定管理群', { chatId: 'oc_admins' }));
  const random = randomBytes(CODE_LENGTH);
  const { code } = await world.inTransaction((tx) => issueCode(tx, { enterpriseId: id, random, days: 7 }));
  const said = sayTo(world, 'ou_third', `绑定 ${code}`, { chatId: 'oc_admins' });
  expect(await deliver(world, said)).toMatchObject({ tone: 'success' });
  const groups = await world.inTransaction((tx) => tx.chats.groupsOf(id));
  expect(groups.map(({ address, purpose }) => [address, purpose]).toSorted()).toEqual([
    ['oc_admins', 'admins'],
    [GROUP, 'experts'],
  ]);
  await world.close();
});
