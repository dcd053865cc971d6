import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AppError, asAppError } from '../../../errors.ts';
import type { Finding } from '../../port.ts';
import { readAnswer, type WecomClient } from './client.ts';
import { type CallbackKeys, encrypt, signatureOf } from './crypto.ts';

/** What an examination needs to know of the app beside its client. */
export interface Examined {
  readonly connection: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly apiUrl: string;
  /** Where the service is reached from outside; null when that is not known. */
  readonly baseUrl: string | null;
  readonly keys: CallbackKeys;
  readonly now: () => Date;
  readonly newId: () => string;
}

type Asked = { readonly failure: AppError } | { readonly failure: null; readonly agent: Agent };
type Agent = z.infer<typeof Agent>;

/** The state of an app that is switched off; WeCom does that to apps nobody uses, too. */
const CLOSED = 1;
const Agent = z.object({ name: z.string().nullish(), close: z.number().nullish() });

const CALLBACK_WITHIN_MS = 10_000;
const CONSOLE = '企业微信管理后台 →「应用管理」→「应用」→「自建」→ 本应用';
const RECEIVE = `${CONSOLE} →「接收消息」→「设置 API 接收」`;

/** Looks at an app from the credentials to the callback; nobody in the chats notices. */
export async function examine(call: WecomClient, app: Examined): Promise<readonly Finding[]> {
  const asked = await askAgent(call, app.agentId);
  const entry = credentials(app, asked);
  if (!entry.ok) return [entry];
  const address = trustedIp(asked);
  if (!address.ok) return [entry, address, await callback(app)];
  return [entry, address, agent(app, asked), await callback(app)];
}

async function askAgent(call: WecomClient, agentid: string): Promise<Asked> {
  try {
    const path = 'agent/get';
    return {
      failure: null,
      agent: readAnswer(Agent, await call({ path, query: { agentid } }), path),
    };
  } catch (error) {
    return { failure: asAppError(error) };
  }
}

function credentials({ corpId, apiUrl }: Examined, { failure }: Asked): Finding {
  const what = '应用凭证';
  if (failure?.outside?.reaction === 'retry') {
    const say = `${apiUrl} 没有给出答复${codeOf(failure)}：请检查网络、防火墙和 WECOM_API_URL，稍后再查一次。`;
    return { what, ok: false, say };
  }
  if (failure?.code !== 'wecom_credentials_wrong')
    return { what, ok: true, say: `企业微信接受了 ${corpId} 的凭证。` };
  const where = `「我的企业」→「企业信息」的企业 ID，和${CONSOLE}的 Secret`;
  const say = `企业微信不接受 ${corpId} 的凭证${codeOf(failure)}：请重新复制${where}，改好后重启服务。`;
  return { what, ok: false, say };
}

function trustedIp({ failure }: Asked): Finding {
  const what = '可信 IP';
  if (failure?.code !== 'wecom_ip_not_trusted')
    return { what, ok: true, say: '企业微信允许本服务器调用接口。' };
  const say = `企业微信不允许 ${failure.facts['ip']} 调用接口：请在${CONSOLE} →「企业可信IP」→「配置」里加上它，约一分钟后生效。`;
  return { what, ok: false, say };
}

function agent({ agentId }: Examined, asked: Asked): Finding {
  const what = '应用';
  const { failure } = asked;
  if (failure?.code === 'wecom_app_off' || (failure === null && asked.agent.close === CLOSED))
    return { what, ok: false, say: `应用 ${agentId} 已停用：请在${CONSOLE}里重新启用。` };
  if (failure !== null) {
    const say = `企业微信不承认应用 ${agentId}${codeOf(failure)}：请在${CONSOLE}里核对 AgentId 和 Secret 属于同一个应用。`;
    return { what, ok: false, say };
  }
  const name = asked.agent.name ?? '';
  return { what, ok: true, say: `应用「${name}」已启用。专家须在它的「可见范围」内才能收到消息。` };
}

/** Asks our own address what WeCom asks when the URL is saved: to decrypt a text. */
async function callback(app: Examined): Promise<Finding> {
  const what = '接收消息';
  const path = `/chat/wecom/${app.connection}`;
  if (app.baseUrl === null) {
    const say = `没有设置 BASE_URL，无法检查：它是公网能访问的地址，后面接 ${path}，填入${RECEIVE}的 URL。没有它，带按钮的卡片发不出去。`;
    return { what, ok: false, say };
  }
  const url = `${app.baseUrl.replace(/\/+$/, '')}${path}`;
  const seen = await echoed(url, app);
  if (seen === null) {
    const say = `${url} 能解密企业微信的消息。请在${RECEIVE}里确认 URL 是它，并已点「保存」。`;
    return { what, ok: true, say };
  }
  const say = `${url} ${seen}：请确认服务正在运行、反向代理转发了这个地址，且 Token、EncodingAESKey 与${RECEIVE}里的一致，再点「保存」。`;
  return { what, ok: false, say };
}

/** Null when the address answers with the very text; otherwise what it did, in Chinese. */
async function echoed(url: string, { keys, now, newId }: Examined): Promise<string | null> {
  const question = newId();
  const random = createHash('sha256').update(newId()).digest().subarray(0, 16);
  const encrypted = encrypt(question, keys, random);
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const nonce = newId();
  const address = new URL(url);
  const signed = { timestamp, nonce, encrypted };
  const query = { msg_signature: signatureOf(keys.token, signed), timestamp, nonce, echostr: encrypted };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  try {
    const signal = AbortSignal.timeout(CALLBACK_WITHIN_MS);
    const response = await fetch(address, { redirect: 'manual', signal });
    const text = await response.text();
    if (response.status !== 200) return `回答了状态码 ${response.status}`;
    return text === question ? null : '没有回答解密后的原文';
  } catch {
    return '没有回答';
  }
}

/** What a failed question says of itself: WeCom's own code if there is one, else ours. */
function codeOf({ code, facts }: AppError): string {
  return `（错误码 ${facts['wecomCode'] ?? code}）`;
}
