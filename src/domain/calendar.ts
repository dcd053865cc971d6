/** A moment as a wall clock shows it in one time zone. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Minutes since local midnight. */
  readonly minute: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Building one takes longer than using it a hundred times. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Reads a moment off the wall clock of a time zone such as `Asia/Shanghai`. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const format = FORMATS.get(timeZone) ?? formatFor(timeZone);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    minute: Number(part['hour']) * 60 + Number(part['minute']),
    weekday: WEEKDAYS.indexOf(part['weekday'] ?? '') + 1,
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  FORMATS.set(timeZone, format);
  return format;
}

/** The moment at which the local day of `at` began. */
export function startOfDay(at: Date, timeZone: string): Date {
  const minuteMs = 60_000;
  const wholeMinute = Math.floor(at.getTime() / minuteMs) * minuteMs;
  return new Date(wholeMinute - localTime(at, timeZone).minute * minuteMs);
}
