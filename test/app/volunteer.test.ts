import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Member } from '../../src/domain/member.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import {
  cardOf,
  clickOn,
  deliver,
  everything,
  type Firm,
  found,
  openWorld,
  sayTo,
  type World,
} from '../support/world.ts';

const VOLUNTEERED = /^已推荐您为专家/u;

let world: World;
let firm: Firm;
let card: SentCard;

beforeEach(async () => {
  world = await openWorld();
  firm = await found(world, '演示', [
    { userId: 'admin', name: '管理员', roles: ['admin'] },
    { userId: 'expert', name: '专家一', roles: ['expert'] },
  ]);
  await deliver(world, sayTo(world, 'admin', '添加专家', { chatId: firm.group.address }));
  card = await cardOf(world, 'recommend', firm.enterprise.id);
});

afterEach(() => world.close());

const volunteer = async (userId: string, on = card, outsider = false) => {
  const click = clickOn(world, userId, on, { act: 'volunteer' });
  return (await deliver(world, { ...click, person: { userId, outsider } }))?.text ?? '';
};
const memberOf = async (userId: string): Promise<Member | null> =>
  (await world.inTransaction((tx) => tx.members.findByAccount('feishu', userId, firm.enterprise.id)))
    ?.member ?? null;
const change = async (userId: string, over: Partial<Member>) => {
  const member = await memberOf(userId);
  if (member) await world.inTransaction((tx) => tx.members.replace({ ...member, ...over }));
};

it('whoever answers the invitation to his group is recommended, and gets his form in private', async () => {
  expect(await volunteer('newcomer')).toMatch(VOLUNTEERED);
  const member = await memberOf('newcomer');
  expect(member).toMatchObject({ expert: 'invited', isAdmin: false, removed: false });
  expect(await cardOf(world, 'application', member?.id ?? '', member)).toMatchObject({ state: 'sent' });
  const { audit: log = [] } = await everything(world);
  expect(log.at(-1)).toMatchObject({ actor: firm.people['admin']?.id, act: 'recommend-expert' });
});

it('a second press tells him that he is on his way, and changes nothing', async () => {
  await volunteer('newcomer');
  const before = await everything(world);
  expect(await volunteer('newcomer')).toMatch(/^您已在专家库流程中/u);
  expect((await everything(world))['members']).toEqual(before['members']);
  expect(await volunteer('expert')).toMatch(/^您已在专家库流程中/u);
});

it.each(['admitted', 'invited', 'none'] as const)(
  'somebody who was removed (%s) does not come back by his own wish',
  async (expert) => {
    await change('expert', { expert, removed: true });
    expect(await volunteer('expert')).toBe(NOTICES.member_removed);
    expect(await memberOf('expert')).toMatchObject({ expert, removed: true });
  },
);

it('an expert who was disabled stays disabled', async () => {
  await change('expert', { expert: 'disabled' });
  await volunteer('expert');
  expect(await memberOf('expert')).toMatchObject({ expert: 'disabled' });
});

it('nobody of another organisation volunteers', async () => {
  expect(await volunteer('outsider', card, true)).toBe(NOTICES.outsider);
  expect(await memberOf('outsider')).toBeNull();
});

it('the invitation is worth nothing once its admin is none any more', async () => {
  await change('admin', { isAdmin: false });
  expect(await volunteer('newcomer')).toBe(NOTICES.admins_only);
  expect(await memberOf('newcomer')).toBeNull();
});

it('a private card that asks for a list takes no volunteers', async () => {
  await deliver(
    world,
    sayTo(world, 'admin', '添加专家', { chatId: 'oc_private_admin', chatKind: 'private' }),
  );
  const own = await cardOf(world, 'recommend', firm.enterprise.id, firm.people['admin'] ?? null);
  expect(await volunteer('newcomer', own)).not.toMatch(VOLUNTEERED);
  expect(await memberOf('newcomer')).toBeNull();
});
