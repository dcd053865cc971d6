import type { RouterContext, RouterMiddleware } from '@koa/router';
import getRawBody from 'raw-body';
import { type ApiName, type Fault, takeFault } from './faults.ts';
import { countApiCall } from './limits.ts';
import { type WireRefusal, wireRefusalOf } from './refusals.ts';
import { checkScope } from './scopes.ts';
import { checkToken } from './tokens.ts';
import { type FeishuWorld, makeId } from './world.ts';

/** What one route works out; it becomes the body of an HTTP 200. */
export type Work = (ctx: RouterContext) => Promise<object> | object;

const MAX_JSON_BYTES = 1024 * 1024;

/** Makes a route that any caller may use, with the faults planned for its API. */
export function openApi(world: FeishuWorld, api: ApiName, work: Work): RouterMiddleware {
  return async (ctx) => {
    ctx.set('x-tt-logid', makeId(world, ''));
    const fault = takeFault(world.faults, api);
    if (await failsBefore(world, ctx, fault)) return;
    await answer(ctx, work);
    failsAfter(ctx, fault);
  };
}

/** Makes a route that needs the app's token and counts against the limit of its API; the result goes under `data`. */
export function guardedApi(world: FeishuWorld, api: ApiName, work: Work): RouterMiddleware {
  return openApi(world, api, async (ctx) => {
    guard(world, api, ctx);
    return { code: 0, msg: 'success', data: await work(ctx) };
  });
}

/** Refuses a request without the app's token, without a scope, or over the limit of its API. */
export function guard(world: FeishuWorld, api: ApiName, ctx: RouterContext): void {
  checkToken(world, ctx.get('authorization'));
  checkScope(world, api);
  countApiCall(world, api);
}

/** Reads a request's JSON; anything unreadable is undefined, which no schema accepts. */
export async function jsonBody(ctx: RouterContext): Promise<unknown> {
  const bytes = await getRawBody(ctx.req, { limit: MAX_JSON_BYTES });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function answer(ctx: RouterContext, work: Work): Promise<void> {
  try {
    ctx.body = await work(ctx);
  } catch (error) {
    const refusal = wireRefusalOf(error);
    if (refusal === null) throw error;
    writeRefusal(ctx, refusal);
  }
}

function writeRefusal(ctx: RouterContext, refusal: WireRefusal): void {
  const { status, code, msg, headers, violations } = refusal;
  const fields = violations.length > 0 ? { field_violations: violations } : {};
  ctx.status = status;
  ctx.set(headers);
  ctx.body = { code, msg, error: { log_id: ctx.response.get('x-tt-logid'), ...fields } };
}

/** Plays the faults that keep a request from having any effect; true when the request is over. */
async function failsBefore(
  world: FeishuWorld,
  ctx: RouterContext,
  fault: Fault | undefined,
): Promise<boolean> {
  switch (fault?.kind) {
    case 'fail':
      writeRefusal(ctx, { ...fault, headers: {}, violations: [] });
      return true;
    case 'html':
      ctx.status = 502;
      ctx.type = 'html';
      ctx.body = '<html><body><h1>502 Bad Gateway</h1></body></html>';
      return true;
    case 'drop':
      hangUp(ctx);
      return true;
    case 'slow':
      await world.options.sleep(fault.ms);
      return false;
    default:
      return false;
  }
}

/** Plays the faults that lose the answer to a request that took effect. */
function failsAfter(ctx: RouterContext, fault: Fault | undefined): void {
  if (fault?.kind === 'drop-answer') hangUp(ctx);
  // The socket stays open without an answer until the caller gives up or the stand-in closes.
  if (fault?.kind === 'hang') ctx.respond = false;
}

function hangUp(ctx: RouterContext): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}
