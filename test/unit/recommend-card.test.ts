import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommand } from '../../src/domain/chat-command.ts';
import { anAdmin, anEnterprise } from '../support/builders.ts';
import { aCard, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction((tx) => tx.enterprises.add(anEnterprise(), tx.at));
  await join(world, anAdmin());
});

afterEach(() => world.close());

describe('the card that recommends experts', () => {
  it('lets people be picked in a group', async () => {
    const { view, text } = await show(world, aCard('recommend', { viewerId: null }));
    expect(view).toMatchObject({ enterprise: '演示企业（虚构）', inGroup: true });
    expect(text).toContain('@盘活助手 添加专家 @同事');
  });

  it('takes a list in a private chat, and says that its words do the same', async () => {
    const { view, text } = await show(world, aCard('recommend'));
    expect(view).toMatchObject({ inGroup: false, placeholder: '手机号或邮箱，每行一位，最多 50 位' });
    const [, words = ''] = /「(.+)」/.exec(text) ?? [];
    expect(readCommand(`${words} 19900000000`)).toEqual({ kind: 'recommend', list: '19900000000' });
  });

  it('is closed to whoever is no admin any more', async () => {
    await world.inTransaction((tx) => tx.members.replace(anAdmin({ isAdmin: false })));
    const { view, text } = await show(world, aCard('recommend'));
    expect(view).toMatchObject({ served: false, hint: expect.stringContaining('已不是本企业的管理员') });
    expect(text).not.toContain('添加专家」');
  });
});
