import type { Schedule } from '../domain/period.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Says a schedule in words for the operator, such as `Mon-Fri 10:00 Asia/Shanghai`. */
export function scheduleInWords(schedule: Schedule): string {
  return [...daysOf(schedule), timesOf(schedule), schedule.timeZone].join(' ');
}

function daysOf({ days, months, weekdays }: Schedule): string[] {
  const named = weekdays.map((weekday) => WEEKDAYS[weekday - 1] ?? '');
  const [first = '', last = ''] = [named[0], named.at(-1)];
  const inRow = named.length > 2 && (weekdays.at(-1) ?? 0) - (weekdays[0] ?? 0) === named.length - 1;
  const words = [];
  if (weekdays.length < 7) words.push(inRow ? `${first}-${last}` : named.join(','));
  if (days.length < 31) words.push(`day ${days.join(',')}`);
  if (months.length < 12) words.push(`month ${months.join(',')}`);
  return words.length > 0 ? words : ['daily'];
}

function timesOf({ hours, minutes }: Schedule): string {
  const two = (number: number) => String(number).padStart(2, '0');
  if (hours.length === 24 && minutes.length > 1) {
    const step = 60 / minutes.length;
    const even = minutes.every((minute, index) => minute === index * step);
    return even ? `every ${step} min` : `hourly at ${minutes.map((minute) => `:${two(minute)}`).join(',')}`;
  }
  if (hours.length === 24) return `hourly at :${two(minutes[0] ?? 0)}`;
  return hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`)).join(',');
}
