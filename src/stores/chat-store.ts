import type { ChatRoom } from '../domain/chat-room.ts';
import { refuse } from '../domain/refusals.ts';
import { type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface ChatRow {
  id: string;
  connection: string;
  kind: ChatRoom['kind'];
  address: string;
  channel_chat_id: string | null;
  enterprise_id: string | null;
  bound_at: TimeColumn | null;
  purpose: ChatRoom['purpose'];
  name: string;
  external: boolean | number;
  lost: boolean | number;
  silent: boolean | number;
  created_at: Date;
}

/** Chats: groups the bot is in, and private chats with people. */
export class ChatStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<ChatRoom> {
    const row = await this.#db<ChatRow>('chats').where({ id }).first();
    return row ? fromRow(row) : refuse('chat_not_bound', { chat: id });
  }

  async findByAddress(connection: string, address: string): Promise<ChatRoom | null> {
    const row = await this.#db<ChatRow>('chats').where({ connection, address }).first();
    return row ? fromRow(row) : null;
  }

  /** Finds a chat by the channel's own chat id, which for a private chat is not its address. */
  async findByChannelId(connection: string, channelChatId: string): Promise<ChatRoom | null> {
    const row = await this.#db<ChatRow>('chats')
      .where({ connection, channel_chat_id: channelChatId })
      .first();
    return row ? fromRow(row) : null;
  }

  /** Finds the chat at an address or opens a record for it. */
  async ensure(chat: ChatRoom, at: Date): Promise<ChatRoom> {
    const known = await this.findByAddress(chat.connection, chat.address);
    if (known) return known;
    if (await insertOnce(this.#db<ChatRow>('chats').insert({ ...toRow(chat), created_at: at }))) return chat;
    return (await this.findByAddress(chat.connection, chat.address)) ?? chat;
  }

  async groupsOf(enterpriseId: string): Promise<ChatRoom[]> {
    const rows = await this.#db<ChatRow>('chats')
      .where({ enterprise_id: enterpriseId, kind: 'group' })
      .orderBy(['created_at', 'id']);
    return rows.map(fromRow);
  }

  async groups(): Promise<ChatRoom[]> {
    const rows = await this.#db<ChatRow>('chats').where({ kind: 'group' }).orderBy(['created_at', 'id']);
    return rows.map(fromRow);
  }

  async replace(chat: ChatRoom): Promise<void> {
    await this.#db<ChatRow>('chats').where({ id: chat.id }).update(toRow(chat));
  }
}

function toRow(chat: ChatRoom): Omit<ChatRow, 'created_at'> {
  return {
    id: chat.id,
    connection: chat.connection,
    kind: chat.kind,
    address: chat.address,
    channel_chat_id: chat.channelChatId,
    enterprise_id: chat.enterpriseId,
    bound_at: chat.boundAt,
    purpose: chat.purpose,
    name: chat.name,
    external: chat.external,
    lost: chat.lost,
    silent: chat.silent,
  };
}

function fromRow(row: ChatRow): ChatRoom {
  return {
    id: row.id,
    connection: row.connection,
    kind: row.kind,
    address: row.address,
    channelChatId: row.channel_chat_id,
    enterpriseId: row.enterprise_id,
    boundAt: dateOrNull(row.bound_at),
    purpose: row.purpose,
    name: row.name,
    external: Boolean(row.external),
    lost: Boolean(row.lost),
    silent: Boolean(row.silent),
  };
}
