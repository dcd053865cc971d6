import { z } from 'zod';
import { refuse } from './refusals.ts';
import { type FeishuWorld, type IssuedToken, instant, makeId } from './world.ts';

const LIFE_MS = 7_200_000;
const RENEW_MS = 1_800_000;

const credentialsSchema = z.object({ app_id: z.string(), app_secret: z.string() });

/**
 * Answers the token endpoint: the same token while it lasts 30 minutes or longer, then a new one beside the old.
 * Wrong credentials are refused with HTTP 200, as the real endpoint does.
 */
export function issueToken(world: FeishuWorld, body: unknown): object {
  world.counters.tokens += 1;
  const parsed = credentialsSchema.safeParse(body);
  if (!parsed.success || parsed.data.app_id !== world.options.appId) return refuse(10003, { status: 200 });
  if (parsed.data.app_secret !== world.options.appSecret) return refuse(10014, { status: 200 });
  const { token, endsAt } = currentToken(world);
  const expire = Math.floor((endsAt - instant(world)) / 1000);
  return { code: 0, msg: 'ok', tenant_access_token: token, expire };
}

/** Checks the Authorization header of an API request: 99991661 without a token, 99991663 for one that does not count. */
export function checkToken(world: FeishuWorld, authorization: string | undefined): void {
  if (authorization === undefined || authorization === '') refuse(99991661);
  const token = /^Bearer (t-\S+)$/.exec(authorization)?.[1];
  if (token === undefined) refuse(99991671);
  const known = world.tokens.some((issued) => issued.token === token && issued.endsAt > instant(world));
  if (!known) refuse(99991663);
}

function currentToken(world: FeishuWorld): IssuedToken {
  const at = instant(world);
  const newest = world.tokens.at(-1);
  if (newest !== undefined && newest.endsAt - at >= RENEW_MS) return newest;
  const issued = { token: makeId(world, 't-'), endsAt: at + LIFE_MS };
  world.tokens = [...world.tokens.filter(({ endsAt }) => endsAt > at), issued];
  return issued;
}
