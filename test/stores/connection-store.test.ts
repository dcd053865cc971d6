import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const SECRET = 'secret-that-must-not-lie-open';

function connection(name: string, change: Partial<Connection> = {}): Connection {
  const settings = { appSecret: SECRET, transport: 'websocket', domain: 'https://open.feishu.cn' };
  return { name, channel: 'feishu', app: 'cli_00000000000000aa', settings, ...change };
}

onEveryDatabase('connections', (engine) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await engine.freshUrl());
  });

  afterAll(() => world.close());

  it('come back as they were, the oldest first', async () => {
    const [first, second] = [connection('zeta', { app: 'cli_甲' }), connection('alpha')];
    await world.inTransaction((tx) => tx.connections.add(first, tx.at));
    await world.inTransaction((tx) => tx.connections.add(second, tx.at));
    expect(await world.inTransaction((tx) => tx.connections.open('zeta'))).toEqual(first);
    const names = (await world.inTransaction((tx) => tx.connections.all())).map(({ name }) => name);
    expect(names.filter((name) => ['alpha', 'zeta'].includes(name))).toEqual(['zeta', 'alpha']);
    expect(await world.inTransaction((tx) => tx.connections.add(connection('zeta'), tx.at))).toBe(false);
    expect(await world.inTransaction((tx) => tx.connections.open('zeta'))).toEqual(first);
  });

  it('change, go, and are known no more', async () => {
    const before = connection('short-lived');
    const after = connection('short-lived', { settings: { appSecret: 'another' } });
    await world.inTransaction((tx) => tx.connections.add(before, tx.at));
    await world.inTransaction((tx) => tx.connections.replace(after));
    expect(await world.inTransaction((tx) => tx.connections.open('short-lived'))).toEqual(after);
    expect(await world.inTransaction((tx) => tx.connections.remove('short-lived'))).toBe(true);
    expect(await world.inTransaction((tx) => tx.connections.remove('short-lived'))).toBe(false);
    expect(await world.inTransaction((tx) => tx.connections.open('short-lived'))).toBeNull();
  });

  it('show neither app nor secret to whoever reads the database', async () => {
    await world.inTransaction((tx) => tx.connections.add(connection('sealed'), tx.at));
    const rows = JSON.stringify(await world.database.db('connections'));
    expect(rows).not.toContain(SECRET);
    expect(rows).not.toContain('cli_00000000000000aa');
  });

  it('do not open in the row of another', async () => {
    const { db } = world.database;
    await world.inTransaction((tx) => tx.connections.add(connection('own'), tx.at));
    await world.inTransaction((tx) => tx.connections.add(connection('foreign'), tx.at));
    const [own] = await db('connections').where({ name: 'own' });
    await db('connections').where({ name: 'foreign' }).update({ settings: own.settings });
    await expect(world.inTransaction((tx) => tx.connections.open('foreign'))).rejects.toMatchObject({
      code: 'seal_broken',
    });
  });

  it('count the chats and persons of enterprises in service only', async () => {
    const use = () => world.inTransaction((tx) => tx.connections.useOf('used'));
    expect(await use()).toEqual({ chats: 0, persons: 0 });
    const common = { connection: 'used' };
    const { id: enterpriseId } = await world.inTransaction((tx) =>
      createEnterprise(tx, { name: '甲', platformId: '甲' }),
    );
    await world.inTransaction((tx) => bindChat(tx, { ...common, enterpriseId, chatId: 'oc_1' }));
    const join = (userId: string) =>
      world.inTransaction((tx) =>
        addMember(tx, { ...common, enterpriseId, name: '专家一', role: 'expert', userId }),
      );
    await join('ou_1');
    const second = await join('ou_2');
    await world.inTransaction((tx) =>
      tx.persons.ensure({ id: tx.newId(), ...common, userId: 'ou_3' }, tx.at),
    );
    expect(await use()).toEqual({ chats: 1, persons: 2 });

    await world.inTransaction((tx) => removeMember(tx, { memberId: second.id, actor: 'operator' }));
    expect(await use()).toEqual({ chats: 1, persons: 1 });
    await world.database.db('enterprises').where({ id: enterpriseId }).update({ state: 'closed' });
    expect(await use()).toEqual({ chats: 0, persons: 0 });
  });
});
