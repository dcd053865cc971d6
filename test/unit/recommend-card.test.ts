import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommand } from '../../src/domain/chat-command.ts';
import { anEnterprise } from '../support/builders.ts';
import { aCard, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction((tx) => tx.enterprises.add(anEnterprise(), tx.at));
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
});
