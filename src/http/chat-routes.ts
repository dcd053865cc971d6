import Router, { type RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import type { Channel, DeliveryHandler, RawAnswer, RawRequest } from '../chat/port.ts';
import { asAppError, malformed } from '../errors.ts';

/** The largest webhook body that is read; real ones stay far below. */
const BODY_BYTES = 1024 * 1024;

/** The webhooks of all channels: bytes in, answer out; who may enter is the channel's business. */
export function chatRoutes(channels: Iterable<Channel>, handle: DeliveryHandler): Router {
  const router = new Router();
  for (const channel of channels) {
    router.all(`/chat/${channel.product}/${channel.connection}`, async (ctx) => {
      const incoming = channel.open(await rawRequest(ctx));
      if (incoming.kind === 'challenge') return answer(ctx, incoming.answer);
      answer(ctx, channel.answer(incoming.delivery, await handle(incoming.delivery)));
    });
  }
  return router;
}

async function rawRequest(ctx: RouterContext): Promise<RawRequest> {
  const body = await getRawBody(ctx.req, { limit: BODY_BYTES }).catch((error: unknown) => {
    // The rest of the body is still on its way: the connection is of no use for another request.
    ctx.set('connection', 'close');
    throw malformed('body_unreadable', 'the body could not be read', { reason: asAppError(error).message });
  });
  const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(',') : value);
  return {
    method: ctx.method,
    query: Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [name, single(value) ?? ''])),
    headers: Object.fromEntries(Object.entries(ctx.headers).map(([name, value]) => [name, single(value)])),
    body,
  };
}

function answer(ctx: RouterContext, { status, type, body }: RawAnswer): void {
  ctx.status = status;
  ctx.type = type;
  ctx.body = body;
}
