import { describe, expect, it } from 'vitest';
import { tokenKeeper } from '../../src/chat/feishu/token.ts';

function bench(lifeMs = 7_200_000) {
  let at = 0;
  let fetched = 0;
  const keeper = tokenKeeper(
    async () => {
      fetched += 1;
      return { token: `t-${fetched}`, lifeMs };
    },
    () => new Date(at),
  );
  const pass = (ms: number): void => {
    at += ms;
  };
  return { keeper, pass };
}

describe('a kept token', () => {
  it('is fetched once for many callers at a time', async () => {
    const { keeper } = bench();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => keeper.current()));
    expect(new Set(tokens)).toEqual(new Set(['t-1']));
  });

  it('is fetched anew three minutes before its end and not sooner', async () => {
    const { keeper, pass } = bench();
    await keeper.current();
    pass(7_200_000 - 180_001);
    expect(await keeper.current()).toBe('t-1');
    pass(1);
    expect(await keeper.current()).toBe('t-2');
  });

  it('with a short life is still reused for half of it', async () => {
    const { keeper, pass } = bench(60_000);
    await keeper.current();
    pass(29_999);
    expect(await keeper.current()).toBe('t-1');
    pass(1);
    expect(await keeper.current()).toBe('t-2');
  });

  it('is forgotten when it was refused, but not when a newer one has come meanwhile', async () => {
    const { keeper } = bench();
    const stale = await keeper.current();
    keeper.drop(stale);
    expect(await keeper.current()).toBe('t-2');
    keeper.drop(stale);
    expect(await keeper.current()).toBe('t-2');
  });

  it('is asked for again after a failed fetch', async () => {
    let tries = 0;
    const keeper = tokenKeeper(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('no network');
        return { token: 't', lifeMs: 7_200_000 };
      },
      () => new Date(0),
    );
    const both = await Promise.allSettled([keeper.current(), keeper.current()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await keeper.current()).toBe('t');
    expect(tries).toBe(2);
  });
});
