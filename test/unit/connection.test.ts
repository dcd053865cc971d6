import { describe, expect, it } from 'vitest';
import { bestAccount, FULL_REACH, type Reach } from '../../src/domain/connection.ts';

const REACHES: Readonly<Record<string, Reach>> = {
  default: { ...FULL_REACH, product: 'feishu' },
  bot: { ...FULL_REACH, product: 'wecom', editsForMs: 0 },
  app: { ...FULL_REACH, product: 'wecom', groups: false },
  board: { ...FULL_REACH, product: 'wecom', people: false, hears: false },
};
const reachOf = (connection: string) => REACHES[connection] ?? FULL_REACH;
const best = (...connections: string[]) =>
  bestAccount(
    connections.map((connection) => ({ connection })),
    reachOf,
  )?.connection ?? null;

describe('the best of several accounts', () => {
  it('is the only one that there is', () => {
    expect(best('bot')).toBe('bot');
    expect(best()).toBeNull();
  });

  it('lies in the product where the person was bound last', () => {
    expect(best('default', 'app', 'bot')).toBe('default');
    expect(best('bot', 'default')).toBe('bot');
  });

  it('is the one whose cards stay up to date, of two in the same product', () => {
    expect(best('bot', 'app')).toBe('app');
    expect(best('bot', 'default', 'app')).toBe('app');
  });

  it('is on a connection that is gone only where there is no other', () => {
    expect(best('gone', 'bot')).toBe('bot');
    expect(best('gone', 'bot', 'app', 'default')).toBe('app');
    expect(best('gone', 'board')).toBe('gone');
  });

  it('is never one that does not hear', () => {
    expect(best('board', 'default')).toBe('default');
    expect(best('board')).toBeNull();
  });
});
