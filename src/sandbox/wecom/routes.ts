import { Router, type RouterContext } from '@koa/router';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { recallAppMessage, sendAppMessage } from './app-messages.ts';
import { updateAppCard } from './app-updates.ts';
import {
  convertUserIds,
  describeAgent,
  describeUser,
  listUsers,
  userByEmail,
  userByMobile,
} from './directory.ts';
import { serveLink } from './drop.ts';
import type { HttpApi } from './faults.ts';
import { MAX_MEDIA_BYTES, mediaFor, uploadForm } from './media.ts';
import { guardedApi, jsonBody, openApi } from './pipeline.ts';
import { refuse } from './refusals.ts';
import { issueToken } from './tokens.ts';
import { ownerOf, sendByWebhook, webhookOf } from './webhooks.ts';
import type { WecomWorld } from './world.ts';

/** Room for the small parts of an upload, so that the file's own limit answers first. */
const UPLOAD_ROOM = 64 * 1024;
/** Larger uploads are not even read. */
const MAX_UPLOAD_BYTES = 2 * MAX_MEDIA_BYTES + UPLOAD_ROOM;

/** Makes the HTTP side of the stand-in. */
export function createApi(world: WecomWorld): Koa {
  const router = new Router({ prefix: '/cgi-bin' });
  addAppRoutes(router, world);
  addDirectoryRoutes(router, world);
  addMediaRoutes(router, world);
  router.get(
    '/gettoken',
    openApi(world, 'gettoken', (ctx) => issueToken(world, ctx.query)),
  );
  router.post(
    '/webhook/send',
    openApi(world, 'webhook/send', async (ctx) => sendByWebhook(world, ctx.query, await jsonBody(ctx))),
  );
  const app = new Koa();
  app.use(router.routes());
  app.use(new Router().get('/files/:id', (ctx) => serveLink(world, ctx)).routes());
  return app;
}

function addAppRoutes(router: Router, world: WecomWorld): void {
  const post = (api: HttpApi, work: (world: WecomWorld, body: unknown) => object) =>
    router.post(
      `/${api}`,
      guardedApi(world, api, async (ctx) => work(world, await jsonBody(ctx))),
    );
  post('message/send', sendAppMessage);
  post('message/update_template_card', updateAppCard);
  post('message/recall', recallAppMessage);
  post('user/getuserid', userByMobile);
  post('user/get_userid_by_email', userByEmail);
  post('batch/openuserid_to_userid', convertUserIds);
}

function addDirectoryRoutes(router: Router, world: WecomWorld): void {
  router.get(
    '/user/get',
    guardedApi(world, 'user/get', (ctx) => describeUser(world, ctx.query)),
  );
  router.get(
    '/user/simplelist',
    guardedApi(world, 'user/simplelist', (ctx) => listUsers(world, ctx.query)),
  );
  router.get(
    '/agent/get',
    guardedApi(world, 'agent/get', (ctx) => describeAgent(world, ctx.query)),
  );
  router.get(
    '/getcallbackip',
    guardedApi(world, 'getcallbackip', () => ({ ip_list: ['127.0.0.1'] })),
  );
}

function addMediaRoutes(router: Router, world: WecomWorld): void {
  const { corpId } = world.options;
  router.post(
    '/media/upload',
    guardedApi(world, 'media/upload', (ctx) => upload(world, ctx, corpId)),
  );
  router.get(
    '/media/get',
    guardedApi(world, 'media/get', (ctx) => {
      const { name, bytes } = mediaFor(world, String(ctx.query['media_id'] ?? ''), corpId);
      ctx.attachment(name);
      return bytes;
    }),
  );
  router.post(
    '/webhook/upload_media',
    openApi(world, 'webhook/upload_media', (ctx) => {
      const webhook = webhookOf(world, ctx.query);
      if (!['file', 'voice'].includes(String(ctx.query['type']))) refuse(40008);
      return upload(world, ctx, ownerOf(webhook));
    }),
  );
}

async function upload(world: WecomWorld, ctx: RouterContext, owner: string): Promise<object> {
  const body = await getRawBody(ctx.req, { limit: MAX_UPLOAD_BYTES });
  const type = String(ctx.query['type'] ?? '');
  return uploadForm(world, { contentType: ctx.get('content-type'), body, type, owner });
}
