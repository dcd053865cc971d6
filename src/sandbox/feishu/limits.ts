import type { WindowRule } from '../sliding-windows.ts';
import { refuse } from './refusals.ts';
import { type FeishuWorld, instant } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const API_RULES: readonly WindowRule[] = [
  { max: 50, ms: SECOND },
  { max: 1000, ms: MINUTE },
];
const FIVE_A_SECOND: readonly WindowRule[] = [{ max: 5, ms: SECOND }];

/** Counts a call of one API (50 a second, 1000 a minute) or refuses it with 429 and both headers. */
export function countApiCall(world: FeishuWorld, api: string): void {
  const wait = take(world, `api:${api}`, API_RULES);
  if (wait === 0) return;
  const seconds = Math.ceil(wait / SECOND);
  const limit = wait > SECOND ? '1000' : '50';
  const headers = { 'x-ogw-ratelimit-limit': limit, 'x-ogw-ratelimit-reset': String(seconds) };
  refuse(99991400, { status: 429, headers });
}

/** Counts a message into a group, to a person, or an edit of a card (5 a second each), or refuses it with 230020. */
export function countWrite(world: FeishuWorld, scope: 'chat' | 'user' | 'message', id: string): void {
  if (take(world, `${scope}:${id}`, FIVE_A_SECOND) > 0) refuse(230020, { detail: `ext=${scope} rate limit` });
}

function take(world: FeishuWorld, key: string, rules: readonly WindowRule[]): number {
  if (world.options.limits === false) return 0;
  const wait = world.windows.take(key, instant(world), rules);
  if (wait > 0) world.counters.rejectedByLimit += 1;
  return wait;
}
