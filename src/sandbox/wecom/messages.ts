import type { Node } from './json.ts';
import type { Author, StoredMessage } from './records.ts';
import { changed, makeId, type WecomWorld } from './world.ts';

/** What a message says, checked already. */
export interface Content {
  readonly msgType: string;
  readonly text: string;
  readonly mediaId: string | null;
  readonly card: Node | null;
}

/** What a new message needs to be told; the rest follows. */
export interface NewMessage extends Content {
  readonly chatIds: readonly string[];
  readonly author: Author;
  readonly quoted?: string;
}

/** Keeps a new message; a program's one is counted, and the task_id of its card is used up for ever. */
export function storeMessage(world: WecomWorld, { quoted, ...facts }: NewMessage): StoredMessage {
  const message = {
    ...facts,
    messageId: makeId(world, 'm'),
    sentAt: world.options.now(),
    quoted: quoted ?? null,
    copies: new Map(),
    editedAt: null,
    recalled: false,
  };
  world.messages.set(message.messageId, message);
  const { author, card, chatIds } = message;
  if (author.kind !== 'person' && chatIds.length > 0) world.counters.sends += 1;
  const taskId = card?.['task_id'];
  if (typeof taskId === 'string' && (author.kind === 'app' || author.kind === 'bot'))
    world.taskIds[author.kind].add(taskId);
  changed(world);
  return message;
}

/** Returns the card that one person sees; null for other kinds of messages. */
export function cardFor(message: StoredMessage, userId: string): Node | null {
  return message.copies.get(userId)?.card ?? message.card;
}

/** Puts a card in the place of what these people see; the task_id stays the one it was sent with. */
export function replaceCopies(
  world: WecomWorld,
  message: StoredMessage,
  userIds: readonly string[],
  card: (before: Node) => Node,
): void {
  const editedAt = world.options.now();
  for (const userId of userIds) {
    const before = cardFor(message, userId) ?? {};
    const taskId = message.card?.['task_id'];
    message.copies.set(userId, { card: { ...card(before), task_id: taskId }, editedAt });
  }
  world.counters.updates += 1;
  changed(world);
}

/** Lists the people who can see a message, departed ones left out. */
export function readersOf(world: WecomWorld, { chatIds }: StoredMessage): string[] {
  const members = chatIds.flatMap((chatId) => [...(world.chats.get(chatId)?.members ?? [])]);
  return members.filter((userId) => world.people.get(userId)?.departed === false);
}

/** Takes a message away from everybody. */
export function recall(world: WecomWorld, message: StoredMessage): void {
  message.recalled = true;
  changed(world);
}
