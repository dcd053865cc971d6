import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Holidays } from './domain/working-day.ts';
import { malformed } from './errors.ts';
import { projectPath } from './root.ts';

const Day = z.iso.date();
const Year = z.strictObject({ off: z.array(z.tuple([Day, Day])), worked: z.array(Day) });
const File = z.strictObject({ of: z.string(), years: z.record(z.string().regex(/^\d{4}$/), Year) });

const DAY_MS = 86_400_000;

/** Reads the public holidays from `calendars/`; throws `malformed`, which stops the start, when the file cannot be used. */
export function loadHolidays(file = projectPath('calendars', 'holidays.json')): Holidays {
  const { years } = fileAt(file);
  const [off, worked] = [new Set<string>(), new Set<string>()];
  for (const [year, { off: spans, worked: days }] of Object.entries(years)) {
    for (const day of [...spans.flatMap(([from, until]) => daysOf(from, until, file)), ...days])
      if (!day.startsWith(year)) throw unusable(file, `${day} is no day of ${year}`);
    for (const [from, until] of spans) for (const day of daysOf(from, until, file)) off.add(day);
    for (const day of days) worked.add(day);
  }
  const both = [...worked].find((day) => off.has(day));
  if (both !== undefined) throw unusable(file, `${both} is both off and worked`);
  return { off, worked, years: new Set(Object.keys(years)) };
}

function fileAt(file: string): z.infer<typeof File> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(file, error instanceof SyntaxError ? 'it is not JSON' : 'it is missing or cannot be read');
  }
  const read = File.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw unusable(file, `${issue?.path.join('.')}: ${issue?.message}`);
}

/** All days from one to another, both of them included. */
function daysOf(from: string, until: string, file: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(until); ms += DAY_MS)
    days.push(new Date(ms).toISOString().slice(0, 10));
  if (days.length === 0 || days.length > 31) throw unusable(file, `${from} to ${until} is no holiday`);
  return days;
}

function unusable(file: string, why: string): Error {
  return malformed('holidays_unusable', `${file} cannot be used: ${why}`, { file });
}
