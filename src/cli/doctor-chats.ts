import type { Channel, Finding } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { asAppError } from '../errors.ts';

/** Says of each bound group of a connection whether cards can go there; one that is broken is not asked in vain. */
export async function groupsSay(
  channel: Channel,
  groups: readonly ChatRoom[],
  isBroken: boolean,
): Promise<Finding[]> {
  if (channel.can.reaches === 'people') return [];
  const own = groups.filter(
    (group) => group.connection === channel.connection && !(isBroken && whatIsKnown(group) === null),
  );
  if (own.length === 0 && isBroken) return [];
  if (own.length > 0) return Promise.all(own.map((group) => groupSays(channel, group)));
  const what = '绑定的群';
  // One that only reaches people in private is right, as long as cards have a group to go to by another one.
  if (groups.length > 0) return [{ what, ok: true, say: '没有；群在其他连接上。' }];
  const say =
    '没有任何群绑定到企业：用 code issue 发绑定码，由管理员在群里发送「@盘活助手 绑定 绑定码」，或用 chat bind 绑定。';
  return [{ what, ok: false, say }];
}

async function groupSays(channel: Channel, group: ChatRoom): Promise<Finding> {
  // People of the chat choose the name: it must not write lines of its own on the operator's terminal.
  const name = group.name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  const what = `群${name === '' ? '' : `「${name}」`} ${group.address}`;
  const known = whatIsKnown(group);
  if (known !== null) return { what, ok: false, say: known };
  try {
    const { external } = await channel.describeChat(group.address);
    return external ? { what, ok: false, say: EXTERNAL } : { what, ok: true, say: '可以收到卡片。' };
  } catch (error) {
    const { code, facts } = asAppError(error);
    const theirs = facts['feishuCode'] ?? facts['wecomCode'] ?? code;
    const say = `查询不到这个群（错误码 ${String(theirs)}）：请确认机器人在群里、应用有查询群的权限。`;
    return { what, ok: false, say };
  }
}

const EXTERNAL = '群里有外部人员，不会发送卡片：请换一个企业内部群，再重新绑定。';

function whatIsKnown({ lost, external, silent }: ChatRoom): string | null {
  if (lost) return '机器人已不在群里，或群已解散：请把机器人重新加入，再发送「@盘活助手 绑定 绑定码」。';
  if (external) return EXTERNAL;
  if (silent)
    return '还没有人在群里 @ 过机器人，企业微信不允许它先发言（错误码 846607）：请任何一位成员在群里发送「@盘活助手 帮助」。';
  return null;
}
