import { refuse } from './refusals.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

const LIFE_S = 7200;

/** A request's query as far as it names single values. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Answers `gettoken`: the same token until it ends after two hours, then a new one. */
export function issueToken(world: WecomWorld, query: Query): object {
  world.counters.tokens += 1;
  if (query['corpid'] !== world.options.corpId) refuse(40013);
  if (query['corpsecret'] !== world.options.app.secret) refuse(40001);
  return { access_token: currentToken(world), expires_in: LIFE_S };
}

/** Checks the token of a request: 41001 without one, 40014 for an unknown one, 42001 for one that has ended. */
export function checkToken(world: WecomWorld, token: unknown): void {
  if (typeof token !== 'string' || token === '') refuse(41001);
  const endsAt = world.tokens.get(token) ?? refuse(40014);
  if (endsAt <= instant(world)) refuse(42001);
}

/** Ends all tokens before their time: they are expired from now on. */
export function expireTokens(world: WecomWorld): void {
  const at = instant(world);
  world.tokens = new Map([...world.tokens.keys()].map((token) => [token, at]));
}

function currentToken(world: WecomWorld): string {
  const at = instant(world);
  const live = [...world.tokens].find(([, endsAt]) => endsAt > at);
  if (live !== undefined) return live[0];
  const token = makeId(world, 'token');
  world.tokens = new Map([...world.tokens, [token, at + LIFE_S * 1000]]);
  return token;
}
