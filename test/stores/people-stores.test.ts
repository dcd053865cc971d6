import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatRoom } from '../../src/domain/chat-room.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aGroup, anAdmin, anEnterprise, anExpert, later, refusal } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('enterprises, members, persons and chats', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const anotherEnterprise = () => {
    const id = world.newId();
    return anEnterprise({ id, name: `演示企业（虚构）${id}🔋`, platformId: id });
  };
  const join = (member: Member, at = AT) => inTx((tx) => tx.members.add(member, at));
  const ensurePerson = (userId: string, connection = 'feishu', at = AT) =>
    inTx((tx) => tx.persons.ensure({ id: world.newId(), connection, userId }, at));
  const anotherGroup = (over: Partial<ChatRoom> = {}): ChatRoom => {
    const id = world.newId();
    return aGroup({ id, address: `oc_${id}`, channelChatId: `oc_${id}`, ...over });
  };

  it('give an enterprise back as it was put in, by id, name and platform id', async () => {
    const focus = {
      sei: ['5.2'],
      industries: ['C38'],
      ipc: ['H01M'],
      keywords: ['固态电池🔋'],
      cooperationModes: ['转让'],
      applicants: ['示例大学（虚构）'],
      regions: ['湖南省'],
    };
    const enterprise = {
      ...anotherEnterprise(),
      focus: focus as ReturnType<typeof anEnterprise>['focus'],
      deadline: '2026-12-31',
    };
    await inTx((tx) => tx.enterprises.add(enterprise, AT));
    expect(await inTx((tx) => tx.enterprises.get(enterprise.id))).toEqual(enterprise);
    expect(await inTx((tx) => tx.enterprises.findByName(enterprise.name))).toEqual(enterprise);
    expect(await inTx((tx) => tx.enterprises.findByPlatformId(enterprise.platformId))).toEqual(enterprise);
    const closed = { ...enterprise, state: 'closed' as const, deadline: null };
    await inTx((tx) => tx.enterprises.replace(closed));
    expect(await inTx((tx) => tx.enterprises.lock(enterprise.id))).toEqual(closed);
  });

  it('refuse an enterprise and a member nobody knows', async () => {
    await expect(inTx((tx) => tx.enterprises.get('unknown'))).rejects.toThrow(refusal('enterprise_unknown'));
    await expect(inTx((tx) => tx.members.get('unknown'))).rejects.toThrow(refusal('not_a_member'));
    await expect(inTx((tx) => tx.chats.get('unknown'))).rejects.toThrow(refusal('chat_not_bound'));
  });

  it('hold two enterprises apart whose names differ in one letter only, and no two of one name', async () => {
    const enterprise = anotherEnterprise();
    const named = (name: string) => ({ ...anotherEnterprise(), name });
    await inTx((tx) => tx.enterprises.add(named(`${enterprise.name}a`), AT));
    await inTx((tx) => tx.enterprises.add(named(`${enterprise.name}A`), AT));
    await expect(inTx((tx) => tx.enterprises.add(named(`${enterprise.name}a`), AT))).rejects.toThrow();
  });

  it('give members back with real booleans, and list them in the order in which they joined', async () => {
    const enterpriseId = world.newId();
    const second = anAdmin({ id: world.newId(), enterpriseId, expert: 'applied' });
    const first = anExpert({ id: world.newId(), enterpriseId, name: '专家🔋', removed: true });
    await join(second, later(1));
    await join(first, AT);
    expect(await inTx((tx) => tx.members.ofEnterprise(enterpriseId))).toEqual([first, second]);
    expect(await inTx((tx) => tx.members.lock(first.id))).toEqual(first);
    expect(await inTx((tx) => tx.members.adminsOf(enterpriseId))).toEqual([second]);
    await inTx((tx) => tx.members.replace({ ...second, removed: true }));
    expect(await inTx((tx) => tx.members.adminsOf(enterpriseId))).toEqual([]);
  });

  it('find the member a person is in each of his enterprises, the living one before the removed one', async () => {
    const [one, two] = [world.newId(), world.newId()];
    const person = await ensurePerson(world.newId());
    const removed = anExpert({ id: world.newId(), enterpriseId: one, removed: true });
    const living = anExpert({ id: world.newId(), enterpriseId: one });
    const elsewhere = anAdmin({ id: world.newId(), enterpriseId: two });
    for (const member of [removed, living, elsewhere]) {
      await join(member);
      await inTx((tx) => tx.members.bindPerson(person.id, member.id, AT));
    }
    expect(await inTx((tx) => tx.members.findOfPerson(person.id, one))).toEqual(living);
    expect(await inTx((tx) => tx.members.findOfPerson(person.id, two))).toEqual(elsewhere);
    expect(await inTx((tx) => tx.members.findOfPerson(person.id, world.newId()))).toBeNull();
    expect(await inTx((tx) => tx.persons.ofMember(living.id))).toEqual([person]);
  });

  it('know one person by connection and user id, however many deliveries name him at once', async () => {
    const userId = world.newId();
    const seen = await Promise.all(Array.from({ length: 8 }, () => ensurePerson(userId)));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
    const elsewhere = await ensurePerson(userId, 'another connection');
    expect(elsewhere.id).not.toBe(seen[0]?.id);
  });

  it('list strangers who are no member yet, the last seen first', async () => {
    const older = await ensurePerson(world.newId(), 'feishu', later(1_000_000));
    const newer = await ensurePerson(world.newId(), 'feishu', later(2_000_000));
    const bound = await ensurePerson(world.newId(), 'feishu', later(3_000_000));
    await inTx((tx) => tx.members.bindPerson(bound.id, world.newId(), AT));
    expect(await inTx((tx) => tx.persons.strangers(2))).toEqual([newer, older]);
  });

  it('give chats back as they were put in, by address and by the channel id', async () => {
    const chat = anotherGroup({
      kind: 'private',
      address: world.newId(),
      channelChatId: null,
      enterpriseId: null,
    });
    expect(await inTx((tx) => tx.chats.ensure(chat, AT))).toEqual(chat);
    const known = { ...chat, channelChatId: `oc_${chat.id}`, name: '群🔋', external: true, lost: true };
    await inTx((tx) => tx.chats.replace(known));
    expect(await inTx((tx) => tx.chats.get(chat.id))).toEqual(known);
    expect(await inTx((tx) => tx.chats.findByAddress('feishu', chat.address))).toEqual(known);
    expect(await inTx((tx) => tx.chats.findByChannelId('feishu', `oc_${chat.id}`))).toEqual(known);
    expect(await inTx((tx) => tx.chats.findByAddress('another connection', chat.address))).toBeNull();
  });

  it('open one record for a chat, however many deliveries come from it at once', async () => {
    const chat = anotherGroup();
    const rooms = Array.from({ length: 8 }, () =>
      inTx((tx) => tx.chats.ensure({ ...chat, id: world.newId() }, AT)),
    );
    expect(new Set((await Promise.all(rooms)).map(({ id }) => id)).size).toBe(1);
  });

  it('list the groups of an enterprise and no private chats', async () => {
    const enterpriseId = world.newId();
    const group = anotherGroup({ enterpriseId });
    await inTx((tx) => tx.chats.ensure(group, AT));
    await inTx((tx) => tx.chats.ensure(anotherGroup({ enterpriseId, kind: 'private' }), AT));
    expect(await inTx((tx) => tx.chats.groupsOf(enterpriseId))).toEqual([group]);
    expect(await inTx((tx) => tx.chats.groups())).toContainEqual(group);
  });
});
