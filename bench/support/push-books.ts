import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import type { StoredMessage } from '../../src/sandbox/feishu/world.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { cardsIn } from './feishu.ts';
import type { Group } from './society.ts';

/** What became of the promised cards, in the stand-in's books and in ours. */
export interface PushBooks {
  /** Promised cards that stand in no chat, or whose message our books do not know. */
  readonly lost: number;
  /** Messages beyond one for each card. */
  readonly doubled: number;
  /** Calls that the stand-in refused because a limit was exceeded. */
  readonly rejected: number;
}

interface CardRow {
  readonly id: string;
  readonly address: string;
  readonly message_id: string | null;
}

/** All cards that stand in the groups. */
export function allCards(feishu: FeishuStandIn, groups: readonly Group[]): StoredMessage[] {
  return groups.flatMap(({ chatId }) => cardsIn(feishu, chatId));
}

/** Compares the chats with the database, once all processes have stopped. */
export async function compareBooks(
  feishu: FeishuStandIn,
  groups: readonly Group[],
  databaseUrl: string,
): Promise<PushBooks> {
  const { db, close } = openDatabase(databaseUrl);
  try {
    const rows: CardRow[] = await db('cards')
      .join('chats', 'chats.id', 'cards.chat_id')
      .select('cards.id', 'chats.address', 'cards.message_id');
    const messages = allCards(feishu, groups);
    const standing = new Set(messages.map(({ chatId, messageId }) => `${chatId} ${messageId}`));
    const lost = rows.filter(({ address, message_id }) => !standing.has(`${address} ${message_id}`));
    const doubled = messages.length - (rows.length - lost.length);
    return { lost: lost.length, doubled, rejected: feishu.counters.rejectedByLimit };
  } finally {
    await close();
  }
}
