import { z } from 'zod';
import { type AppError, asAppError } from '../../errors.ts';
import type { Finding } from '../port.ts';
import { readAnswer } from './answers.ts';
import type { FeishuClient } from './client.ts';
import { missingScopes, NEEDED_SCOPES } from './scopes.ts';

/** What an examination needs to know of the connection beside its client. */
export interface Examined {
  readonly connection: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly transport: 'websocket' | 'webhook';
  readonly domain: string;
  /** Where the service is reached from outside; null when only this machine can. */
  readonly baseUrl: string | null;
}

type Asked<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly failure: AppError };

/** The state of a bot that people can use; every other one is some way of being switched off. */
const BOT_ON = 2;
/** The state of a scope that the organisation has granted. */
const GRANTED = 1;

const Bot = z.object({
  bot: z.object({ activate_status: z.number().nullish(), app_name: z.string().nullish() }),
});
const Scope = z.object({
  scope_name: z.string(),
  grant_status: z.number(),
  scope_type: z.string().nullish(),
});
const Scopes = z.object({ data: z.object({ scopes: z.array(Scope).nullish() }) });
const Chats = z.object({
  data: z.object({
    items: z.array(z.object({ external: z.boolean().nullish() })).nullish(),
    has_more: z.boolean().nullish(),
  }),
});

/** Looks at a connection to Feishu from the credentials to the groups; it opens no connection and changes nothing. */
export async function examine(call: FeishuClient, app: Examined): Promise<readonly Finding[]> {
  const bot = await ask(call, Bot, { method: 'GET', path: '/open-apis/bot/v3/info' });
  const entry = credentials(app, bot);
  if (!entry.ok) return [entry];
  return [entry, botIsOn(bot), await scopesGranted(call, app), await wayIn(call, app), await groups(call)];
}

async function ask<T>(
  call: FeishuClient,
  schema: z.ZodType<T>,
  request: Parameters<FeishuClient>[0],
): Promise<Asked<T>> {
  try {
    return { ok: true, answer: readAnswer(schema, await call(request)) };
  } catch (error) {
    return { ok: false, failure: asAppError(error) };
  }
}

/** Feishu's codes for an app id and a secret that it does not know. */
const UNKNOWN_APP: readonly unknown[] = [10003, 10014];

function credentials({ appId, domain }: Examined, bot: Asked<unknown>): Finding {
  const what = '应用凭证';
  const right = { what, ok: true, say: `飞书接受了 ${appId} 的凭证。` };
  if (bot.ok) return right;
  const { code, facts } = bot.failure;
  if (code === 'feishu_unreachable')
    return { what, ok: false, say: `连不上 ${domain}：请检查网络、防火墙和 FEISHU_DOMAIN。` };
  if (!UNKNOWN_APP.includes(facts['feishuCode'])) return right;
  const where = '开发者后台 → 应用 → 左侧「凭证与基础信息」';
  return {
    what,
    ok: false,
    say: `飞书不接受 ${appId} 的 App Secret（错误码 ${facts['feishuCode']}）：请在${where}重新复制 App ID 和 App Secret，改好后重启服务。`,
  };
}

function botIsOn(bot: Asked<z.infer<typeof Bot>>): Finding {
  const what = '机器人';
  const press =
    '左侧「添加应用能力」→「机器人」→「添加」，再到「版本管理与发布」→「创建版本」→「确认发布」。';
  if (!bot.ok)
    return { what, ok: false, say: `飞书没有告知机器人的信息${codeOf(bot.failure)}：请在开发者后台${press}` };
  const { activate_status: state, app_name: name } = bot.answer.bot;
  if (typeof state === 'number' && state !== BOT_ON)
    return {
      what,
      ok: false,
      say: `机器人没有启用（状态 ${state}）：请在开发者后台${press}企业管理员审核通过后才可用。`,
    };
  return { what, ok: true, say: `已启用，名称「${name ?? ''}」。` };
}

async function scopesGranted(call: FeishuClient, { appId, domain }: Examined): Promise<Finding> {
  const what = '权限';
  const asked = await ask(call, Scopes, { method: 'GET', path: '/open-apis/application/v6/scopes' });
  const page = `${domain}/app/${appId}/auth`;
  if (!asked.ok)
    return {
      what,
      ok: true,
      say: `飞书没有告知已开通的权限${codeOf(asked.failure)}，请自行对照：${NEEDED_SCOPES.map(([scope]) => scope).join('、')}。`,
    };
  const granted = (asked.answer.data.scopes ?? []).filter(
    ({ grant_status, scope_type }) => grant_status === GRANTED && scope_type !== 'user',
  );
  const missing = missingScopes(granted.map(({ scope_name }) => scope_name));
  if (missing.length === 0) return { what, ok: true, say: `所需的 ${NEEDED_SCOPES.length} 项均已开通。` };
  return {
    what,
    ok: false,
    say: `没有开通：${missing.join('、')}。请打开 ${page}（左侧「权限管理」），开通后在「版本管理与发布」再发布一个版本。`,
  };
}

const BOTH_TABS = '「事件与回调」里「事件配置」和「回调配置」两个页签都要';
const NOT_TOLD = '是否配置好，飞书不告知：请用 doctor --chat 发一张检查卡片验证。';

async function wayIn(call: FeishuClient, app: Examined): Promise<Finding> {
  if (app.transport === 'webhook') return webhook(app);
  const what = '长连接';
  const { appId: AppID, appSecret: AppSecret } = app;
  const body = { AppID, AppSecret };
  const asked = await ask(call, z.looseObject({}), { method: 'POST', path: '/callback/ws/endpoint', body });
  if (!asked.ok)
    return {
      what,
      ok: false,
      say: `飞书不同意建立长连接${codeOf(asked.failure)}：一个应用最多 50 个连接，且只有飞书的企业自建应用可用；Lark 请改用 webhook（FEISHU_TRANSPORT=webhook）。`,
    };
  return { what, ok: true, say: `飞书同意建立长连接。${BOTH_TABS}选「使用长连接」，${NOT_TOLD}` };
}

function webhook({ connection, baseUrl }: Examined): Finding {
  const what = 'webhook';
  const path = `/chat/feishu/${connection}`;
  if (baseUrl === null)
    return {
      what,
      ok: false,
      say: `没有设置 BASE_URL，无法给出请求地址：它是公网能访问的 https 地址，后面接 ${path}。`,
    };
  return { what, ok: true, say: `两个密钥已填写。${BOTH_TABS}填请求地址 ${baseUrl}${path}，${NOT_TOLD}` };
}

async function groups(call: FeishuClient): Promise<Finding> {
  const what = '群';
  const query = { page_size: '100' };
  const asked = await ask(call, Chats, { method: 'GET', path: '/open-apis/im/v1/chats', query });
  if (!asked.ok)
    return {
      what,
      ok: false,
      say: `查询不到机器人所在的群${codeOf(asked.failure)}：请检查权限 im:chat:readonly。`,
    };
  const { items, has_more } = asked.answer.data;
  const found = items ?? [];
  if (found.length === 0)
    return {
      what,
      // Right for one that only reaches people in private.
      ok: true,
      say: '机器人不在任何群里；要向群发卡片，请在企业内部群的设置 →「群机器人」→「添加机器人」里添加它。',
    };
  const outside = found.filter(({ external }) => external === true).length;
  const external = outside === 0 ? '' : `，其中 ${outside} 个是外部群，不会收到卡片`;
  return {
    what,
    ok: true,
    say: `机器人在 ${found.length}${has_more ? ' 个以上的' : ' 个'}群里${external}。`,
  };
}

/** What a failed question says of itself: Feishu's own code if there is one, else ours. */
function codeOf({ code, facts }: AppError): string {
  const theirs = facts['feishuCode'];
  return `（错误码 ${typeof theirs === 'number' ? theirs : code}）`;
}
