import { describe, expect, it } from 'vitest';
import { afterEnding, type Ending, NO_TROUBLES } from '../../src/chat/wecom/bot/patience.ts';

const MINUTE = 60_000;

/** The waits, in seconds, after endings of one kind in a row. */
function waits(endings: readonly (readonly [Ending['why'], number])[]): number[] {
  let troubles = NO_TROUBLES;
  return endings.map(([why, heldMs]) => {
    const ending: Ending = why === 'refused' ? { why, errcode: 846601 } : { why };
    const next = afterEnding(troubles, ending, heldMs);
    troubles = next.troubles;
    return next.waitMs / 1000;
  });
}

const times = (count: number, why: Ending['why'], heldMs = 0) =>
  Array.from({ length: count }, () => [why, heldMs] as const);

describe('the wait before the next attempt', () => {
  it('doubles from a second to half a minute', () => {
    expect(waits(times(7, 'lost'))).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(waits(times(3, 'refused'))).toEqual([1, 2, 4]);
  });

  it('begins anew after a minute of a good connection, and not before', () => {
    expect(waits([...times(3, 'lost'), ['lost', MINUTE]])).toEqual([1, 2, 4, 1]);
    expect(waits([...times(3, 'lost'), ['lost', MINUTE - 1]])).toEqual([1, 2, 4, 8]);
  });

  it('is none when the platform has forgotten the subscription, unless it does so again and again', () => {
    expect(waits(times(3, 'unsubscribed', 10))).toEqual([0, 2, 4]);
    expect(waits(times(3, 'unsubscribed', MINUTE))).toEqual([0, 0, 0]);
  });

  it('leaves the bot to whoever took it for one minute, then longer, ten at most', () => {
    expect(waits(times(6, 'kicked', 1000))).toEqual([60, 120, 240, 480, 600, 600]);
  });

  it('forgets who took the bot after ten minutes without a dispute, and not for a broken network', () => {
    expect(waits([...times(2, 'kicked'), ['kicked', 10 * MINUTE]])).toEqual([60, 120, 60]);
    expect(
      waits([
        ['kicked', 0],
        ['lost', 9 * MINUTE],
        ['kicked', 0],
      ]),
    ).toEqual([60, 1, 120]);
  });
});
