import { describe, expect, it } from 'vitest';
import { scheduleInWords } from '../../src/cli/schedule-words.ts';
import { readCronLine } from '../../src/domain/cron-line.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';

const FIRST = '演示企业（虚构）';
const SECOND = '另一企业（虚构）';

onEveryDatabase('the operator’s commands about schedules', (engine) => {
  it('do a job once a period, for one enterprise or all, and say what was done and is due', async () => {
    const settings = { DATABASE_URL: await engine.freshUrl(), SECRET_KEY: TEST_KEY, LOG_LEVEL: 'silent' };
    const desk: Desk = { settings, now: () => new Date('2026-11-23T20:00:00+08:00') };
    const run = async (...words: string[]) => {
      const { result } = await operate(desk, 'schedule', 'run', ...words);
      return (result as { period: string; outcome: string }[]).map(({ period, outcome }) => [
        period,
        outcome,
      ]);
    };
    await operate(desk, 'enterprise', 'add', FIRST, '--platform-id', 'demo-1');
    await operate(desk, 'enterprise', 'add', SECOND, '--platform-id', 'demo-2');
    const today = '2026-11-23T02:00';

    expect(await run('push', '--enterprise', FIRST)).toEqual([[today, 'done']]);
    expect((await run('push')).map(([, outcome]) => outcome).sort()).toEqual(['done', 'not-taken']);
    expect(await run('push', '--enterprise', FIRST, '--again')).toEqual([[today, 'done']]);
    expect(await run('push', '--enterprise', FIRST)).toEqual([[today, 'not-taken']]);
    const ahead = ['push', '--enterprise', FIRST, '--at', '2026-12-07T10:00+08:00'];
    expect(await run(...ahead)).toEqual([['2026-12-07T02:00', 'done']]);
    expect(await run(...ahead)).toEqual([['2026-12-07T02:00', 'not-taken']]);

    const { text, result } = await operate(desk, 'schedule', 'list');
    expect(result).toContainEqual({
      name: 'push',
      rule: 'Mon-Fri 10:00 Asia/Shanghai',
      last: desk.now?.(),
      next: new Date('2026-11-24T10:00:00+08:00'),
      failed: [],
    });
    expect(text).toContain('2026-11-24 10:00');
  });

  it('refuse what they do not understand', async () => {
    const desk: Desk = { settings: { DATABASE_URL: await engine.freshUrl(), SECRET_KEY: TEST_KEY } };
    await operate(desk, 'enterprise', 'add', FIRST, '--platform-id', 'demo-1');
    const refusal = (...words: string[]) => operate(desk, 'schedule', 'run', ...words);
    await expect(refusal('nothing')).rejects.toMatchObject({ code: 'job_unknown' });
    await expect(refusal('push', '--at', 'soon')).rejects.toMatchObject({ code: 'moment_wrong' });
    await expect(refusal('push', '--enterprise', 'x')).rejects.toMatchObject({ code: 'enterprise_unknown' });
    const foreign = refusal('pull', '--enterprise', FIRST);
    await expect(foreign).rejects.toMatchObject({ code: 'job_not_for_enterprise' });
  });
});

describe('a schedule in words', () => {
  it.each([
    ['*/5 * * * *', 'daily every 5 min UTC'],
    ['17 3 * * *', 'daily 03:17 UTC'],
    ['0 9 * * 1', 'Mon 09:00 UTC'],
    ['0 9,15 * * mon-fri', 'Mon-Fri 09:00,15:00 UTC'],
    ['30 * * * 1,3,5', 'Mon,Wed,Fri hourly at :30 UTC'],
    ['0,20 * 1 1 *', 'day 1 month 1 hourly at :00,:20 UTC'],
  ])('says what %s means', (line, words) => {
    const schedule = readCronLine(line, 'UTC');
    expect(schedule && scheduleInWords(schedule)).toBe(words);
  });
});
