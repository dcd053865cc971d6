import { expect, it } from 'vitest';
import { movingClock } from '../../src/sandbox/moving-clock.ts';

it('the clock of the sandbox runs on, goes forward by an hour, a day or to Monday 09:00, and says so', () => {
  let given = new Date('2026-11-23T09:00:00+08:00');
  const clock = movingClock(() => given, 'Asia/Shanghai');
  let told = 0;
  const stop = clock.onChange(() => {
    told += 1;
  });
  expect([clock.now(), clock.aheadMs()]).toEqual([given, 0]);
  clock.move('monday');
  expect(clock.now()).toEqual(new Date('2026-11-30T09:00:00+08:00'));
  clock.move('day');
  clock.move('hour');
  given = new Date(given.getTime() + 60_000);
  expect(clock.now()).toEqual(new Date('2026-12-01T10:01:00+08:00'));
  clock.move('monday');
  expect(clock.now()).toEqual(new Date('2026-12-07T09:00:00+08:00'));
  expect(told).toBe(4);
  stop();
  clock.move('hour');
  expect(told).toBe(4);
});
