import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { Enterprise } from '../../src/domain/enterprise.ts';
import { aRecord } from '../support/builders.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { freshFile } from '../support/service.ts';
import { rowsOf } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const BOT = { WECOM_BOT_ID: 'aib0123', WECOM_BOT_SECRET: 'secret-of-the-robot' };

let desk: Desk;
let url: string;
let world: World;
let enterprise: Enterprise;

beforeEach(async () => {
  url = await freshFile();
  desk = {
    settings: { DATABASE_URL: url, SECRET_KEY: TEST_KEY, ...BOT },
    piped: 'WECOM_WEBHOOK_KEY=693a91f6\n',
  };
  world = await openWorld(url);
  onTestFinished(() => world.close());
  enterprise = await world.inTransaction((tx) =>
    createEnterprise(tx, { name: '演示企业（虚构）', platformId: 'platform-1' }),
  );
  await world.inTransaction((tx) => takeInPatents(tx, [aRecord()], { enterprise, reason: '产业匹配' }));
});

const join = (connection: string) =>
  world.inTransaction((tx) =>
    addMember(tx, {
      enterpriseId: enterprise.id,
      name: '专家一',
      role: 'expert',
      connection,
      userId: 'expert',
    }),
  );
const pushed = async () => {
  const { result } = await operate(desk, 'push', enterprise.name);
  const cards = await rowsOf(url, 'cards');
  return { result, sent: cards.filter(({ kind }) => kind === 'patent').map((card) => card['connection']) };
};

it('an operator pushes to people whom nothing but an app reaches', async () => {
  await join('wecom-app');
  expect(await pushed()).toMatchObject({ result: { pushed: 1 }, sent: ['wecom-app'] });
});

it('an operator pushes to a group that only hears, and to its experts in private', async () => {
  await operate(desk, 'connection', 'add', 'board', '--channel', 'wecom-webhook');
  await join('wecom-bot');
  await world.inTransaction((tx) =>
    bindChat(tx, { enterpriseId: enterprise.id, connection: 'board', chatId: 'group' }),
  );
  const { sent } = await pushed();
  expect(sent.sort()).toEqual(['board', 'wecom-bot']);
});
