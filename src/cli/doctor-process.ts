import { z } from 'zod';
import type { Finding } from '../chat/port.ts';
import type { Config } from '../config.ts';

/** How long an address may take to answer, in ms. */
const ANSWER_WITHIN_MS = 10_000;

const Health = z.object({ status: z.literal('alive') });
const Readiness = z.object({ status: z.string(), checks: z.record(z.string(), z.string()) });

/** Says which channels the settings name; without any, the service is a sandbox and there is nothing to examine. */
export function settingsSay({ feishu, wecomBot, wecomApp, sandbox }: Config): Finding {
  const what = '设置';
  if (sandbox) {
    const say =
      '没有配置任何渠道，服务只会以演示环境运行：请按 docs/feishu-setup.md 或 docs/wecom-setup.md 填写。';
    return { what, ok: false, say };
  }
  const named = [
    ...(feishu ? ['飞书应用'] : []),
    ...(wecomBot ? ['企业微信智能机器人'] : []),
    ...(wecomApp ? ['企业微信自建应用'] : []),
  ];
  return { what, ok: true, say: `已读取，配置了${named.join('、')}。` };
}

/** Says whether there is a key; whether it is the right one shows when sealed connections are opened. */
export function keySays({ secretKeys }: Config): Finding {
  const what = 'SECRET_KEY';
  if (secretKeys === null)
    return { what, ok: false, say: '没有设置：请运行 npm run cli -- key new，把打印的密钥填入 SECRET_KEY。' };
  const old = secretKeys.length === 1 ? '' : `，另有 ${secretKeys.length - 1} 个旧密钥待轮换（key rotate）`;
  return { what, ok: true, say: `已设置${old}。请与数据库备份分开保管。` };
}

/** Asks the service through the address at which phones reach it. */
export async function baseUrlSays({ baseUrl }: Config): Promise<Finding> {
  const what = 'BASE_URL';
  if (baseUrl === null)
    return {
      what,
      ok: true,
      say: '没有设置：不提供网页，一切在聊天里完成；webhook 和企业微信自建应用需要它。',
    };
  const answered = Health.safeParse((await ask(`${baseUrl}/healthz`))?.body).success;
  if (answered) return { what, ok: true, say: `${baseUrl} 能访问到服务。` };
  const say = `通过 ${baseUrl}/healthz 访问不到服务：请检查域名、证书和反向代理是否转发到 PORT，且服务正在运行。`;
  return { what, ok: false, say };
}

/** Asks the service on this machine whether all it needs works; `runs` is false when nothing answers. */
export async function serviceSays({
  host,
  port,
}: Config): Promise<{ readonly finding: Finding; readonly runs: boolean }> {
  const what = '服务';
  const address = `http://${reachable(host)}:${port}/readyz`;
  const answer = await ask(address);
  const ready = Readiness.safeParse(answer?.body);
  if (!ready.success) {
    const say = `${address} 没有应答：请用 npm start 启动服务；若服务在别的机器上，请在那里运行 doctor。`;
    return { finding: { what, ok: false, say }, runs: false };
  }
  const bad = Object.entries(ready.data.checks).filter(([, problem]) => problem !== 'ok');
  if (bad.length === 0) return { finding: { what, ok: true, say: '正在运行，各项就绪。' }, runs: true };
  const named = bad.map(([name, problem]) => `${name}（${problem}）`).join('、');
  const say = `正在运行，但没有就绪：${named}。请看下面各连接的检查和服务日志。`;
  return { finding: { what, ok: false, say }, runs: true };
}

/** An address to listen on everywhere is none to ask. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function ask(url: string): Promise<{ readonly body: unknown } | null> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return { body: await response.json() };
  } catch {
    return null;
  }
}
