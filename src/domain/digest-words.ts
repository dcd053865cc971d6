import { type DigestPlan, WHEN_QUIET } from './digest.ts';
import { refuse } from './refusals.ts';

/** What of a plan somebody has said; what he has not said stays as it is. */
export type DigestWish = Partial<Pick<DigestPlan, 'weekday' | 'minute' | 'whenQuiet' | 'off'>>;

const WEEKDAYS = '一二三四五六日';
const AFTERNOON = /下午|晚上|傍晚/;

/**
 * Reads what an admin wants of his digests: `周五 16点`, `周一 9:30`, `停发`, `恢复`, `没有新动态时不发`, `按系统设置`, or several
 * of them; refuses what says nothing of the kind.
 */
export function readDigestWish(text: string): DigestWish {
  const said = text.normalize('NFKC').trim();
  const wish: DigestWish = { ...timeIn(said), ...quietIn(said), ...sendingIn(said) };
  return Object.keys(wish).length === 0 ? refuse('digest_time_wrong') : wish;
}

/** The form as it was filled in; `0` is as the settings have it. */
export function typedDigestWish(typed: {
  readonly weekday: string;
  readonly hour: string;
  readonly quiet: string;
  readonly send: string;
}): Required<DigestWish> {
  const { weekday, hour, quiet, send } = typed;
  const whenQuiet = WHEN_QUIET.find((each) => each === quiet) ?? refuse('digest_time_wrong');
  const number = (text: string) => (text === '0' ? null : Number(text));
  const [day, at] = [number(weekday), number(hour)];
  return { weekday: day, minute: at === null ? null : at * 60, whenQuiet, off: send === 'off' };
}

function timeIn(said: string): DigestWish {
  if (/按系统|默认/.test(said)) return { weekday: null, minute: null };
  const day = /(?:周|星期|礼拜)([一二三四五六日天])/.exec(said)?.[1];
  const time = /(\d{1,2})(?:[:点时](\d{1,2}|半)?)/.exec(said);
  if (day === undefined && !time) return {};
  if (day === undefined || !time) refuse('digest_time_wrong');
  const hour = Number(time[1]);
  const minutes = time[2] === '半' ? 30 : Number(time[2] ?? 0);
  const later = AFTERNOON.test(said) && hour < 12 ? 12 : 0;
  return { weekday: WEEKDAYS.indexOf(day.replace('天', '日')) + 1, minute: (hour + later) * 60 + minutes };
}

function quietIn(said: string): DigestWish {
  if (!/没有|没|无/.test(said)) return {};
  return { whenQuiet: /不发|安静|不用/.test(said) ? 'silence' : 'line' };
}

function sendingIn(said: string): DigestWish {
  if (/停发|停止|关闭|取消/.test(said)) return { off: true };
  return /恢复|开启|打开|重新/.test(said) ? { off: false } : {};
}
