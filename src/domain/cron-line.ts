import { everDue, type Schedule, wholeNumbers } from './period.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Reads a cron line of five fields (minute, hour, day, month, weekday) with lists, ranges, steps and three-letter names;
 * a day must agree with both of its fields. Null for any other line, and for one that is never due.
 */
export function readCronLine(line: string, timeZone: string): Schedule | null {
  const fields = line.trim().toLowerCase().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = readField(minute, 0, 59);
  const hours = readField(hour, 0, 23);
  const days = readField(day, 1, 31);
  const months = readField(named(month, MONTHS, 1), 1, 12);
  const sundaysFirst = readField(named(weekday, WEEKDAYS, 0), 0, 7);
  if (!minutes || !hours || !days || !months || !sundaysFirst) return null;
  const weekdays = ordered(sundaysFirst.map((each) => each || 7));
  const schedule = { timeZone, minutes, hours, days, months, weekdays };
  return everDue(schedule) ? schedule : null;
}

function named(field: string, names: readonly string[], first: number): string {
  return field.replace(/[a-z]+/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + first);
  });
}

/** The numbers that a field names, in order; null when it cannot be read. */
function readField(field: string, least: number, most: number): readonly number[] | null {
  const parts = field.split(',').map((part) => readPart(part, least, most));
  return parts.some((part) => part.length === 0) ? null : ordered(parts.flat());
}

function readPart(part: string, least: number, most: number): readonly number[] {
  const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!found) return [];
  const [, from, to, every] = found;
  const first = from === undefined ? least : Number(from);
  const alone = every === undefined ? first : most;
  const last = from === undefined ? most : to === undefined ? alone : Number(to);
  const step = every === undefined ? 1 : Number(every);
  if (first < least || last > most || first > last || step < 1) return [];
  return wholeNumbers(first, last).filter((each) => (each - first) % step === 0);
}

function ordered(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
