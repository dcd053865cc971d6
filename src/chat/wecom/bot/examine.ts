import type { ConnectionState, Finding, Lease } from '../../port.ts';
import { faultOf } from '../faults.ts';
import type { Ending } from './patience.ts';
import type { BotAccount, Session } from './session.ts';

const CONSOLE = '企业微信管理后台 → 智能机器人 → API 模式';
const WRONG_CREDENTIALS = 853000;
const NOT_SWITCHED_ON = 846601;

const CREDENTIALS = '机器人凭证';
const LINE = '长连接';

/** What is known without asking, in a process that runs the connection or waits for it. */
export function knownConnection(hasSession: boolean, state: ConnectionState): readonly Finding[] {
  if (hasSession) return [{ what: LINE, ok: true, say: '由本进程持有，已连接。' }];
  if (state === 'connected') return [{ what: LINE, ok: true, say: '由另一个正在运行的进程持有。' }];
  const say = '由本进程负责，目前没有连上：原因见服务日志；若有其他程序使用同一个机器人，请停用那个程序。';
  return [{ what: LINE, ok: false, say }];
}

/** Subscribes once, if no process of panhuo has the connection, and gives it back; it never throws. */
export async function examineBot(
  account: BotAccount,
  lease: Lease,
  open: () => Promise<Session>,
): Promise<readonly Finding[]> {
  try {
    if (!(await lease.take()))
      return [{ what: LINE, ok: true, say: '正在运行的服务持有这个机器人的连接，检查没有打扰它。' }];
  } catch {
    return [{ what: LINE, ok: false, say: '无法查询谁持有连接：请检查数据库（DATABASE_URL）。' }];
  }
  try {
    return await subscribed(account, await open());
  } catch {
    return [unreachable(account)];
  } finally {
    // One that cannot be given back runs out by itself.
    await lease.release().catch(() => undefined);
  }
}

async function subscribed(account: BotAccount, session: Session): Promise<readonly Finding[]> {
  const isOpen = await session.opened;
  session.close();
  if (!isOpen) return refused(account, await session.ended);
  return [
    { what: CREDENTIALS, ok: true, say: `企业微信接受了 ${account.botId} 的凭证。` },
    {
      what: LINE,
      ok: true,
      say: '可以建立。机器人在每个群里要先被 @ 一次，才能往那里发消息；企业微信不告知它在哪些群。',
    },
  ];
}

function refused(account: BotAccount, ending: Ending): readonly Finding[] {
  if (ending.why !== 'refused') return [unreachable(account)];
  const { errcode } = ending;
  switch (errcode) {
    case WRONG_CREDENTIALS: {
      const say = `企业微信不接受 ${account.botId} 的 Secret（错误码 ${errcode}）：请在${CONSOLE} →「使用长连接」重新复制 Bot ID 和 Secret，改好后重启服务。`;
      return [{ what: CREDENTIALS, ok: false, say }];
    }
    case NOT_SWITCHED_ON: {
      const say = `没有开启长连接（错误码 ${errcode}）：请在${CONSOLE}选「使用长连接」。`;
      return [{ what: LINE, ok: false, say }];
    }
    default: {
      const say = `企业微信拒绝了连接（错误码 ${errcode}，${faultOf(errcode).code}）：请按错误码查阅企业微信的文档。`;
      return [{ what: LINE, ok: false, say }];
    }
  }
}

function unreachable({ url }: BotAccount): Finding {
  return { what: LINE, ok: false, say: `连不上 ${url}：请检查网络、防火墙和 WECOM_BOT_URL。` };
}
