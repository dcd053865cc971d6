import type { WindowRule } from '../sliding-windows.ts';
import { refuse, type WecomCode } from './refusals.ts';
import { instant, type WecomWorld } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const THIRTY_A_MINUTE: readonly WindowRule[] = [
  { max: 30, ms: MINUTE },
  { max: 1000, ms: HOUR },
];
const TWENTY_A_MINUTE: readonly WindowRule[] = [{ max: 20, ms: MINUTE }];

/** Counts a message of the bot in one conversation, replies and pushes together, or refuses it with 846607. */
export function countBotMessage(world: WecomWorld, chatId: string): void {
  refuseOver(world, `bot:${chatId}`, THIRTY_A_MINUTE, 846607);
}

/** Counts an upload of the bot, or refuses it with 45009. */
export function countUpload(world: WecomWorld): void {
  refuseOver(world, 'upload', THIRTY_A_MINUTE, 45009);
}

/** Counts a message of one webhook, or refuses it with 45009. */
export function countWebhook(world: WecomWorld, key: string): void {
  refuseOver(world, `webhook:${key}`, TWENTY_A_MINUTE, 45009);
}

/** Counts a message of the app to one person; false when he has had too many, which the app is never told. */
export function reaches(world: WecomWorld, userId: string): boolean {
  const free = take(world, `app:${userId}`, THIRTY_A_MINUTE);
  if (!free) world.counters.silentlyDropped += 1;
  return free;
}

function refuseOver(world: WecomWorld, key: string, rules: readonly WindowRule[], code: WecomCode): void {
  if (take(world, key, rules)) return;
  world.counters.rejectedByLimit += 1;
  refuse(code);
}

function take(world: WecomWorld, key: string, rules: readonly WindowRule[]): boolean {
  return world.options.limits === false || world.windows.take(key, instant(world), rules) === 0;
}
