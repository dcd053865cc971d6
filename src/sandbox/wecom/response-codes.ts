import type { StoredMessage } from './records.ts';
import { refuse } from './refusals.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

const HOUR_MS = 60 * 60 * 1000;
const LIFE_MS = 72 * HOUR_MS;

/** Makes the right to change one card once within 72 hours. */
export function issueResponseCode(world: WecomWorld, message: StoredMessage): string {
  const code = makeId(world, 'rc');
  world.responseCodes.set(code, { message, issuedAt: instant(world) });
  return code;
}

/** Finds the card a code may change, or refuses with 60140; the code is used up only by `burn`. */
export function cardOfCode(world: WecomWorld, code: string): StoredMessage {
  const issued = world.responseCodes.get(code) ?? refuse(60140);
  if (instant(world) - issued.issuedAt > LIFE_MS) refuse(60140);
  return issued.message.recalled ? refuse(60140) : issued.message;
}

/** Uses a code up. */
export function burn(world: WecomWorld, code: string): void {
  world.responseCodes.delete(code);
}
