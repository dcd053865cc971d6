import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import type { Timer, WecomStandInOptions } from '../../src/sandbox/wecom/options.ts';
import { startWecomStandIn, type WecomStandIn } from '../../src/sandbox/wecom/stand-in.ts';

/** The corp of all these tests. */
export const CORP = 'ww0123456789abcdef';
/** Its app and its bot. */
export const APP = { agentId: 1000002, secret: 'not-the-app-secret' };
export const BOT = { botId: 'aib0123', secret: 'not-the-bot-secret' };

const START = Date.parse('2026-11-22T08:00:00Z');
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Registers something to be closed after the test. */
export function afterwards(close: () => unknown): void {
  open.push(close);
}

/** A clock with timers; both stand still until it is moved. */
export interface Clock {
  readonly now: () => Date;
  readonly timer: Timer;
  /** Moves the clock and fires what becomes due on the way, each at its own instant. */
  readonly advance: (ms: number) => void;
  /** Resolves when a timer of this many ms is set, or at once when one is. */
  readonly armed: (ms: number) => Promise<void>;
  /** Tells how many timers run. */
  readonly running: () => number;
}

interface Alarm {
  readonly ms: number;
  readonly dueAt: number;
  readonly fire: () => void;
}

function stoppedClock(): Clock {
  let at = START;
  let alarms: readonly Alarm[] = [];
  const waiting = new Map<number, () => void>();
  return {
    now: () => new Date(at),
    timer(ms, fire) {
      const alarm = { ms, dueAt: at + ms, fire };
      alarms = [...alarms, alarm];
      waiting.get(ms)?.();
      return () => {
        alarms = alarms.filter((one) => one !== alarm);
      };
    },
    advance(ms) {
      const until = at + ms;
      for (;;) {
        const [next] = alarms.filter(({ dueAt }) => dueAt <= until).sort((a, b) => a.dueAt - b.dueAt);
        if (next === undefined) break;
        alarms = alarms.filter((one) => one !== next);
        at = Math.max(at, next.dueAt);
        next.fire();
      }
      at = until;
    },
    running: () => alarms.length,
    async armed(ms) {
      if (!alarms.some((alarm) => alarm.ms === ms))
        await new Promise<void>((resolve) => waiting.set(ms, resolve));
    },
  };
}

/** What a test gets: the stand-in, the clock, two people and their group. */
export interface Bench {
  readonly wecom: WecomStandIn;
  readonly clock: Clock;
  readonly admin: string;
  readonly expert: string;
  readonly group: string;
}

/** Starts a stand-in with 管理员 and 专家一 in a group with the bot. */
export async function startBench(options: Partial<WecomStandInOptions> = {}): Promise<Bench> {
  const clock = stoppedClock();
  const wecom = await startWecomStandIn({
    corpId: CORP,
    app: APP,
    bot: BOT,
    now: clock.now,
    timer: clock.timer,
    newId: randomUUID,
    ...options,
  });
  afterwards(() => wecom.close());
  const admin = wecom.addPerson('管理员', { userId: 'GuanLiYuan' });
  const expert = wecom.addPerson('专家一', { userId: 'ZhuanJiaYi' });
  const group = wecom.addGroup('演示企业（虚构）', [admin, expert]);
  return { wecom, clock, admin, expert, group };
}

/** Resolves after the next visible change of which `seen` is true, or at once when it is true already. */
export function until(wecom: WecomStandIn, seen: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!seen()) return;
      leave();
      resolve();
    };
    const leave = wecom.onChange(look);
    look();
  });
}
