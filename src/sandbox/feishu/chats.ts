import { refuse } from './refusals.ts';
import type { Chat, FeishuWorld } from './world.ts';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

/** Describes one chat the bot is in, as `GET im/v1/chats/:chat_id` does. */
export function describeChat(world: FeishuWorld, chatId: string): object {
  const chat = visibleChat(world, chatId);
  return {
    ...summary(world, chat),
    chat_mode: chat.kind === 'group' ? 'group' : 'p2p',
    chat_type: 'private',
    user_count: String(chat.members.size),
    bot_count: '1',
  };
}

/** Lists the groups of the bot page by page; private chats are not among them. */
export function listChats(world: FeishuWorld, query: Query): object {
  const groups = [...world.chats.values()].filter(
    ({ kind, botIn, dissolved }) => kind === 'group' && botIn && !dissolved,
  );
  return page(
    groups.map((chat) => summary(world, chat)),
    query,
  );
}

/** Lists the people of a chat page by page; bots are not listed. */
export function listMembers(world: FeishuWorld, chatId: string, query: Query): object {
  const { members } = visibleChat(world, chatId);
  const items = [...members].map((openId) => ({
    member_id_type: 'open_id',
    member_id: openId,
    name: world.people.get(openId)?.name ?? '',
    tenant_key: world.people.get(openId)?.tenantKey ?? '',
  }));
  return { ...page(items, query), member_total: items.length };
}

/** A request's query as far as paging needs it. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

function visibleChat(world: FeishuWorld, chatId: string): Chat {
  const chat = world.chats.get(chatId) ?? refuse(232006);
  if (chat.dissolved) refuse(232009);
  if (!chat.botIn) refuse(232011);
  return chat;
}

function summary(world: FeishuWorld, chat: Chat): object {
  return {
    chat_id: chat.chatId,
    avatar: '',
    name: chat.name,
    description: '',
    owner_id: [...chat.members][0] ?? '',
    owner_id_type: 'open_id',
    external: chat.external,
    tenant_key: world.tenantKey,
    chat_status: 'normal',
  };
}

function page(
  items: readonly object[],
  query: Query,
): { items: readonly object[]; has_more: boolean; page_token: string } {
  const size = Math.min(Number(query['page_size'] ?? DEFAULT_PAGE), MAX_PAGE);
  const from = Number(query['page_token'] ?? 0);
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(from)) refuse(99992402);
  const next = from + size;
  const more = next < items.length;
  return { items: items.slice(from, next), has_more: more, page_token: more ? String(next) : '' };
}
