import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadHolidays } from '../../src/holidays.ts';

const year = (over: object) => ({ of: 'a test', years: { '2030': { off: [], worked: [], ...over } } });

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'panhuo-holidays-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'holidays.json');
  writeFileSync(file, content);
  return file;
}

it('the public holidays are read with every day of each, and with the weekends that are worked for them', () => {
  const { off, worked, years } = loadHolidays();
  expect([...off].filter((day) => day.startsWith('2026-10'))).toHaveLength(7);
  expect([off.has('2026-02-23'), off.has('2026-02-24')]).toEqual([true, false]);
  for (const day of worked) expect([0, 6], day).toContain(new Date(day).getUTCDay());
  expect([...years]).toContain('2026');
});

it.each([
  ['no JSON', 'x'],
  ['another shape', JSON.stringify({ years: {} })],
  ['no day', JSON.stringify(year({ worked: ['2030-02-30'] }))],
  ['a day of another year', JSON.stringify(year({ worked: ['2031-01-01'] }))],
  ['a span that ends before it begins', JSON.stringify(year({ off: [['2030-01-02', '2030-01-01']] }))],
  ['a span of months', JSON.stringify(year({ off: [['2030-01-01', '2030-03-01']] }))],
  [
    'a day that is both',
    JSON.stringify(year({ off: [['2030-01-01', '2030-01-01']], worked: ['2030-01-01'] })),
  ],
])('a file with %s stops the start and is named', (_, content) => {
  expect(() => loadHolidays(fileWith(content))).toThrow(/holidays\.json cannot be used/);
});

it('a file that is missing does, too', () => {
  expect(() => loadHolidays('/nowhere/holidays.json')).toThrow('is missing or cannot be read');
});
