import { Router, type RouterContext } from '@koa/router';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { describeChat, listChats, listMembers } from './chats.ts';
import { findPeople } from './contacts.ts';
import { droppedFile } from './drop.ts';
import { MAX_FILE_BYTES, uploadFile } from './files.ts';
import type { LongConnection } from './long-connection.ts';
import { convertedCard, messageJson } from './message-json.ts';
import { readMessage, recallOwn, replyTo, sendMessage, updateCard } from './messages.ts';
import { guard, guardedApi, jsonBody, openApi } from './pipeline.ts';
import { listScopes } from './scopes.ts';
import { issueToken } from './tokens.ts';
import type { FeishuWorld } from './world.ts';

/** Room for the small parts of an upload, so that the file's own limit answers first. */
const UPLOAD_ROOM = 64 * 1024;
/** Larger uploads are not even read. */
const MAX_UPLOAD_BYTES = 2 * MAX_FILE_BYTES + UPLOAD_ROOM;

/** Makes the HTTP side of the stand-in. */
export function createApi(world: FeishuWorld, connection: LongConnection): Koa {
  const router = new Router();
  addEntryRoutes(router, world, connection);
  addMessageRoutes(router, world);
  addDirectoryRoutes(router, world);
  addAppRoutes(router, world);
  const app = new Koa();
  app.use((ctx, next) => {
    // A domain setting that ends in a slash makes the SDK ask for `//open-apis/…`.
    ctx.path = ctx.path.replace(/^\/{2,}/, '/');
    return next();
  });
  app.use(router.routes());
  // Whoever hangs up in the middle of a file has read enough of it.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') app.onerror(error);
  });
  return app;
}

function addEntryRoutes(router: Router, world: FeishuWorld, connection: LongConnection): void {
  const token = openApi(world, 'token', async (ctx) => issueToken(world, await jsonBody(ctx)));
  router.post('/open-apis/auth/v3/tenant_access_token/internal', token);
  const endpoint = openApi(world, 'endpoint', async (ctx) => connection.endpoint(await jsonBody(ctx)));
  router.post('/callback/ws/endpoint', endpoint);
}

function addMessageRoutes(router: Router, world: FeishuWorld): void {
  const messages = '/open-apis/im/v1/messages';
  const idOf = (ctx: RouterContext): string => ctx.params['id'] ?? '';
  const send = guardedApi(world, 'send', async (ctx) =>
    messageJson(world, sendMessage(world, ctx.query['receive_id_type'], await jsonBody(ctx))),
  );
  const reply = guardedApi(world, 'reply', async (ctx) =>
    messageJson(world, replyTo(world, idOf(ctx), await jsonBody(ctx))),
  );
  const update = guardedApi(world, 'update', async (ctx) => {
    updateCard(world, idOf(ctx), await jsonBody(ctx));
    return {};
  });
  const read = guardedApi(world, 'read', (ctx) => {
    const message = readMessage(world, idOf(ctx));
    const asSent =
      message.msgType !== 'interactive' || ctx.query['card_msg_content_type'] === 'user_card_content';
    return { items: [messageJson(world, message, asSent ? message.content : convertedCard(message))] };
  });
  const recall = guardedApi(world, 'recall', (ctx) => {
    recallOwn(world, idOf(ctx));
    return {};
  });
  const resource = openApi(world, 'resource', (ctx) => {
    guard(world, 'resource', ctx);
    const { name, bytes } = droppedFile(world, idOf(ctx), ctx.params['key'] ?? '', ctx.query['type']);
    ctx.attachment(name);
    return bytes;
  });
  router.get(`${messages}/:id/resources/:key`, resource);
  router.post(messages, send).post(`${messages}/:id/reply`, reply);
  router.patch(`${messages}/:id`, update).get(`${messages}/:id`, read).delete(`${messages}/:id`, recall);
}

function addDirectoryRoutes(router: Router, world: FeishuWorld): void {
  const chats = '/open-apis/im/v1/chats';
  const idOf = (ctx: RouterContext): string => ctx.params['id'] ?? '';
  router.get(
    chats,
    guardedApi(world, 'chats', (ctx) => listChats(world, ctx.query)),
  );
  router.get(
    `${chats}/:id`,
    guardedApi(world, 'chat', (ctx) => describeChat(world, idOf(ctx))),
  );
  router.get(
    `${chats}/:id/members`,
    guardedApi(world, 'members', (ctx) => listMembers(world, idOf(ctx), ctx.query)),
  );
  const find = guardedApi(world, 'contact', async (ctx) =>
    findPeople(world, ctx.query['user_id_type'], await jsonBody(ctx)),
  );
  router.post('/open-apis/contact/v3/users/batch_get_id', find);
  const upload = guardedApi(world, 'file', async (ctx) => {
    const body = await getRawBody(ctx.req, { limit: MAX_UPLOAD_BYTES });
    return uploadFile(world, ctx.get('content-type'), body);
  });
  router.post('/open-apis/im/v1/files', upload);
}

/** The states of a bot that the platform tells: switched off by the organisation, and in use. */
const BOT_OFF = 1;
const BOT_ON = 2;

function addAppRoutes(router: Router, world: FeishuWorld): void {
  const { openId, name } = world.bot;
  const activate_status = world.options.botEnabled === false ? BOT_OFF : BOT_ON;
  const bot = { activate_status, app_name: name, avatar_url: '', ip_white_list: [], open_id: openId };
  // This answer has no `data`: the bot stands at the top.
  const about = openApi(world, 'bot', (ctx) => {
    guard(world, 'bot', ctx);
    return { code: 0, msg: 'ok', bot };
  });
  router.get('/open-apis/bot/v3/info', about);
  const scopes = guardedApi(world, 'scopes', () => listScopes(world));
  router.get('/open-apis/application/v6/scopes', scopes);
}
