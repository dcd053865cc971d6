import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { issueCode, revokeCodes } from '../../src/actions/binding-code.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Reply } from '../../src/chat/port.ts';
import { CODE_LENGTH, codeFrom, TRIES_AN_HOUR } from '../../src/domain/binding-code.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { CONNECTION, openWorld, sayTo, type World } from '../support/world.ts';

const GROUP = 'oc_group';

/** A text to the bot in a group, unless told otherwise. */
async function say(world: World, userId: string, text: string, over: Partial<Reply> = {}) {
  const { notice } = await world.handle(sayTo(world, userId, text, { chatId: GROUP, ...over }));
  return notice;
}

async function enterpriseWithCode(world: World, name: string) {
  const { id } = await world.inTransaction((tx) =>
    createEnterprise(tx, { name, platformId: `platform-${name}` }),
  );
  const random = randomBytes(CODE_LENGTH);
  const { code } = await world.inTransaction((tx) => issueCode(tx, { enterpriseId: id, random, days: 7 }));
  return { id, code };
}

async function stateOf(world: World, enterpriseId: string) {
  return world.inTransaction(async (tx) => ({
    admins: (await tx.members.adminsOf(enterpriseId)).length,
    groups: (await tx.chats.groupsOf(enterpriseId)).map(({ address }) => address),
  }));
}

onEveryDatabase('a binding code', (engine) => {
  it('makes its bearer the admin and his group the enterprise’s, once', async () => {
    const world = await openWorld(await engine.freshUrl());
    const { id, code } = await enterpriseWithCode(world, '甲');
    expect(await say(world, 'ou_admin', `绑定 ${code.toLowerCase()}`)).toMatchObject({ tone: 'success' });
    expect(await stateOf(world, id)).toEqual({ admins: 1, groups: [GROUP] });
    expect(await say(world, 'ou_other', `绑定：${code}`)).toMatchObject({ text: NOTICES.code_used });
    expect(await stateOf(world, id)).toEqual({ admins: 1, groups: [GROUP] });
    await world.close();
  });

  it('used by many at once makes one admin', async () => {
    const world = await openWorld(await engine.freshUrl());
    const { id, code } = await enterpriseWithCode(world, '甲');
    const people = Array.from({ length: 8 }, (_, index) => `ou_${index}`);
    const notices = await Promise.all(people.map((userId) => say(world, userId, `绑定 ${code}`)));
    expect(notices.filter((notice) => notice?.tone === 'success')).toHaveLength(1);
    expect((await stateOf(world, id)).admins).toBe(1);
    await world.close();
  });

  it('is not found by guessing, and guessing stops nobody else', async () => {
    const world = await openWorld(await engine.freshUrl());
    const { id, code } = await enterpriseWithCode(world, '甲');
    for (let attempt = 0; attempt < TRIES_AN_HOUR; attempt += 1) {
      const guess = codeFrom(randomBytes(CODE_LENGTH));
      expect(await say(world, 'ou_guesser', `绑定 ${guess}`)).toMatchObject({ text: NOTICES.code_wrong });
    }
    expect(await say(world, 'ou_guesser', `绑定 ${code}`)).toMatchObject({ text: NOTICES.too_many_codes });
    expect((await stateOf(world, id)).admins).toBe(0);
    expect(await say(world, 'ou_admin', `绑定 ${code}`)).toMatchObject({ tone: 'success' });
    world.pass(3_600_000);
    expect(await say(world, 'ou_guesser', `绑定 ${code}`)).toMatchObject({ text: NOTICES.code_used });
    await world.close();
  });
});

it('a code does nothing in private, for outsiders, in external groups, in another’s group, after its time or once taken back', async () => {
  const world = await openWorld();
  const first = await enterpriseWithCode(world, '甲');
  const second = await enterpriseWithCode(world, '乙');
  const bind = (code: string, over: Partial<Reply> = {}) => say(world, 'ou_admin', `绑定 ${code}`, over);

  expect(await bind(first.code, { chatKind: 'private' })).toMatchObject({ text: NOTICES.code_not_in_group });
  expect(await bind(first.code, { person: { userId: 'ou_admin', outsider: true } })).toMatchObject({
    text: NOTICES.outsider,
  });
  await world.handle({
    kind: 'joined',
    connection: CONNECTION,
    deliveryId: 'joined',
    chatId: 'oc_external',
    chatName: '外部群',
    external: true,
    by: { userId: 'ou_admin', outsider: false },
  });
  expect(await bind(first.code, { chatId: 'oc_external' })).toMatchObject({ text: NOTICES.external_chat });
  expect(await bind(first.code)).toMatchObject({ tone: 'success' });
  expect(await bind(second.code)).toMatchObject({ text: NOTICES.chat_bound_elsewhere });
  expect(await stateOf(world, second.id)).toEqual({ admins: 0, groups: [] });

  expect(await world.inTransaction((tx) => revokeCodes(tx, second.id))).toBe(1);
  expect(await bind(second.code, { chatId: 'oc_second' })).toMatchObject({ text: NOTICES.code_expired });
  const random = randomBytes(CODE_LENGTH);
  const late = await world.inTransaction((tx) => issueCode(tx, { enterpriseId: second.id, random, days: 1 }));
  world.pass(86_400_000);
  expect(await bind(late.code, { chatId: 'oc_second' })).toMatchObject({ text: NOTICES.code_expired });
  await world.close();
});

it('the code itself is kept nowhere', async () => {
  const world = await openWorld();
  const { code } = await enterpriseWithCode(world, '甲');
  const rows = await Promise.all(['binding_codes', 'audit'].map((table) => world.database.db(table)));
  for (const spelling of [code, code.replaceAll('-', '')])
    expect(JSON.stringify(rows)).not.toContain(spelling);
  await world.close();
});
