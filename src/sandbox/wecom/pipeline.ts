import type { RouterContext, RouterMiddleware } from '@koa/router';
import getRawBody from 'raw-body';
import { type HttpApi, takeFault } from './faults.ts';
import { parseJson } from './json.ts';
import { refuse, type WireRefusal, wireRefusalOf, wordsFor } from './refusals.ts';
import { wait } from './timers.ts';
import { checkToken } from './tokens.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

/** What one route works out: fields put behind `errcode` and `errmsg`, or bytes that go out as they are. */
export type Work = (ctx: RouterContext) => Promise<object> | object;

const MAX_JSON_BYTES = 1024 * 1024;

/** Makes a route that needs no token, with the faults planned for it. Every answer has status 200. */
export function openApi(world: WecomWorld, api: HttpApi, work: Work): RouterMiddleware {
  return async (ctx) => {
    const fault = takeFault(world.faults, api);
    if (fault?.kind === 'drop') return hangUp(ctx);
    if (fault?.kind === 'slow') await wait(world, fault.ms);
    if (fault?.kind === 'fail')
      ctx.body = refusalBody(world, ctx, { errcode: fault.errcode, errmsg: wordsFor(fault.errcode) });
    else await answer(world, ctx, work);
    if (fault?.kind === 'lose-ack') hangUp(ctx);
  };
}

/** Makes a route that needs the app's token, and an address that the app may call from. */
export function guardedApi(world: WecomWorld, api: HttpApi, work: Work): RouterMiddleware {
  return openApi(world, api, (ctx) => {
    checkToken(world, ctx.query['access_token']);
    const { trustedIps } = world.faults;
    if (trustedIps !== null && !trustedIps.includes(addressOf(ctx))) refuse(60020);
    return work(ctx);
  });
}

/** Reads a request's JSON; anything unreadable is undefined, which no schema accepts. */
export async function jsonBody(ctx: RouterContext): Promise<unknown> {
  const bytes = await getRawBody(ctx.req, { limit: MAX_JSON_BYTES });
  return parseJson(bytes.toString('utf8'));
}

async function answer(world: WecomWorld, ctx: RouterContext, work: Work): Promise<void> {
  try {
    const result = await work(ctx);
    ctx.body = Buffer.isBuffer(result) ? result : { errcode: 0, errmsg: 'ok', ...result };
  } catch (error) {
    const refusal = wireRefusalOf(error);
    if (refusal === null) throw error;
    ctx.body = refusalBody(world, ctx, refusal);
  }
}

/** Hints differ from answer to answer, so nobody can rely on the text. */
function refusalBody(world: WecomWorld, ctx: RouterContext, { errcode, errmsg }: WireRefusal): WireRefusal {
  const hint = `[${Math.floor(instant(world) / 1000)}_${makeId(world, '').slice(0, 12)}]`;
  const more = `more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return { errcode, errmsg: `${errmsg}, hint: ${hint}, from ip: ${addressOf(ctx)}, ${more}` };
}

function addressOf(ctx: RouterContext): string {
  return ctx.req.socket.remoteAddress ?? '';
}

function hangUp(ctx: RouterContext): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}
