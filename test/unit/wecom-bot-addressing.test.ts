import { describe, expect, it } from 'vitest';
import { mentionRemover } from '../../src/chat/wecom/bot/addressing.ts';

describe('the mention of a bot', () => {
  const remove = mentionRemover('盘活助手');

  it.each([
    ['@盘活助手 5星', '5星'],
    ['@盘活助手  5星 很好', '5星 很好'],
    ['@盘活助手\u20055星', '5星'],
    ['@盘活助手5星', '5星'],
    ['5星 @盘活助手', '5星'],
    ['第一条 @盘活助手 很好', '第一条 很好'],
    ['@盘活助手\n第一行\n第二行', '第一行\n第二行'],
    ['@盘活助手 @盘活助手 5星', '5星'],
    ['@盘活助手', ''],
  ])('is taken out of %j', (text, expected) => {
    expect(remove(text, true)).toBe(expected);
  });

  it('is whatever stands first when the bot goes by another name', () => {
    expect(remove('@新名字 5星 @专家一', true)).toBe('5星 @专家一');
  });

  it('is not looked for in a private chat, where other names are words', () => {
    expect(remove('@专家一 也在看', false)).toBe('@专家一 也在看');
    expect(remove('@盘活助手 5星', false)).toBe('5星');
  });

  it('leaves texts without one as they are, blanks around them aside', () => {
    expect(remove(' 5星  很好 ', true)).toBe('5星  很好');
  });

  it('holds names with blanks and signs, and no part of a longer name', () => {
    expect(mentionRemover('Robot (A)')('@Robot  (A) 5', true)).toBe('5');
    expect(mentionRemover('Bot')('看 @Bots 说的', true)).toBe('看 @Bots 说的');
    expect(mentionRemover('Bot')('@Bot 5', true)).toBe('5');
  });

  it('is found in linear time in a text of nothing but blanks', () => {
    const begin = performance.now();
    remove(`${' '.repeat(20_000)}@${' '.repeat(20_000)}`, true);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});
