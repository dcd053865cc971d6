import { expect, it } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { rowsOf } from '../support/stored.ts';
import { openWorld } from '../support/world.ts';

const DEFAULT_APP = 'cli_00000000000000a1';
const APP = 'cli_00000000000000b2';
const OTHER_APP = 'cli_00000000000000c3';

function deskOf(databaseUrl: string, over: Readonly<Record<string, string>> = {}): Desk {
  return {
    settings: {
      DATABASE_URL: databaseUrl,
      SECRET_KEY: TEST_KEY,
      FEISHU_APP_ID: DEFAULT_APP,
      FEISHU_APP_SECRET: 'default-secret',
      ...over,
    },
    piped: 'FEISHU_APP_SECRET=the-secret\nFEISHU_ENCRYPT_KEY=the-key\nFEISHU_VERIFICATION_TOKEN=the-token\n',
  };
}

onEveryDatabase('the commands for connections', (engine) => {
  const add = (desk: Desk, name: string, app: string, ...more: string[]) =>
    operate(desk, 'connection', 'add', name, '--app-id', app, ...more);

  it('add, change and remove a connection, and say when nothing changed', async () => {
    const desk = deskOf(await engine.freshUrl());
    const first = await add(desk, 'north', APP);
    const added = { name: 'north', channel: 'feishu', app: APP, callback: null, result: 'added' };
    expect(first.result).toEqual(added);
    expect(first.text).toContain('restart the service');
    expect((await add(desk, 'north', APP)).result).toMatchObject({ result: 'unchanged' });
    expect((await add(desk, 'north', APP, '--transport', 'webhook')).result).toMatchObject({
      result: 'changed',
    });
    expect((await operate(desk, 'connection', 'list')).result).toMatchObject([
      { name: 'default', app: DEFAULT_APP, transport: 'websocket' },
      { name: 'north', app: APP, transport: 'webhook', domain: 'https://open.feishu.cn' },
    ]);
    expect((await operate(desk, 'connection', 'remove', 'north')).result).toEqual({
      name: 'north',
      removed: true,
    });
    expect((await operate(desk, 'connection', 'remove', 'north')).result).toEqual({
      name: 'north',
      removed: false,
    });
  });

  it('refuse what would go wrong later, and then store nothing', async () => {
    const url = await engine.freshUrl();
    const desk = deskOf(url);
    await add(desk, 'north', APP);
    const before = await rowsOf(url, 'connections');
    const refusals: readonly (readonly [code: string, name: string, app: string, ...more: string[]])[] = [
      ['connection_name_reserved', 'default', OTHER_APP],
      ['connection_name_wrong', 'a/b', OTHER_APP],
      ['connection_name_wrong', 'a'.repeat(61), OTHER_APP],
      ['connection_app_taken', 'south', APP],
      ['connection_app_taken', 'south', DEFAULT_APP],
      ['connection_app_differs', 'north', OTHER_APP],
      ['feishu_app_id_wrong', 'south', 'my-app'],
      ['connection_settings_wrong', 'south', OTHER_APP, '--domain', 'open.feishu.cn'],
    ];
    for (const [code, name, app, ...more] of refusals)
      await expect(add(desk, name, app, ...more)).rejects.toMatchObject({ kind: 'malformed', code });
    await expect(add({ ...desk, piped: '' }, 'south', OTHER_APP)).rejects.toMatchObject({
      code: 'secret_missing',
    });
    expect(await rowsOf(url, 'connections')).toEqual(before);
  });

  it('do not take a connection away from enterprises in service, unless forced', async () => {
    const url = await engine.freshUrl();
    const desk = deskOf(url);
    await add(desk, 'north', APP);
    const world = await openWorld(url);
    await world.inTransaction(async (tx) => {
      const { id: enterpriseId } = await createEnterprise(tx, { name: '甲', platformId: '甲' });
      const connection = 'north';
      await addMember(tx, { enterpriseId, name: '专家一', role: 'expert', connection, userId: 'ou_1' });
    });
    await world.close();
    const remove = (...more: string[]) => operate(desk, 'connection', 'remove', 'north', ...more);
    await expect(remove()).rejects.toMatchObject({
      code: 'connection_in_use',
      facts: { chats: 0, persons: 1 },
    });
    expect((await remove('--force')).result).toMatchObject({ removed: true });
  });

  it('show and can remove a connection whose key is lost, and add none beside it unseen', async () => {
    const url = await engine.freshUrl();
    await add(deskOf(url), 'north', APP);
    const desk = deskOf(url, { SECRET_KEY: 'another-key-of-these-tests-0123456789' });
    expect((await operate(desk, 'connection', 'list')).result).toMatchObject([
      { name: 'default', problem: null },
      { name: 'north', app: '', problem: 'seal_key_unknown' },
    ]);
    await expect(add(desk, 'south', OTHER_APP)).rejects.toMatchObject({
      code: 'seal_key_unknown',
      facts: { hint: expect.stringContaining('connection remove north --force') },
    });
    expect((await operate(desk, 'connection', 'remove', 'north')).result).toMatchObject({ removed: true });
    expect((await add(desk, 'south', OTHER_APP)).result).toMatchObject({ result: 'added' });
  });

  it('add nothing to a sandbox, which would not use it', async () => {
    const desk = deskOf(await engine.freshUrl(), { FEISHU_APP_ID: '', FEISHU_APP_SECRET: '' });
    await expect(add(desk, 'north', APP)).rejects.toMatchObject({ code: 'connection_in_sandbox' });
  });
});
