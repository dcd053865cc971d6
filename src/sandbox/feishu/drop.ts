import type { Delivery } from './delivery.ts';
import { readMessage, storeMessage } from './messages.ts';
import { activePersonOf, chatOf, misuse, requireIn } from './people.ts';
import { refuse } from './refusals.ts';
import { isHeard, messageEvent } from './say.ts';
import { type DroppedFile, type FeishuWorld, makeId } from './world.ts';

/** Who sends which file where. */
export interface Dropping {
  readonly by: string;
  readonly chatId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The largest file the platform hands over to an app, in bytes. */
const MAX_HANDED_BYTES = 100 * 1024 * 1024;

/**
 * Sends a file as a person. Nobody can be mentioned in such a message, so that without the sensitive scope the app hears
 * of the files of its private chats only. Returns the message's id after the delivery.
 */
export async function drop(world: FeishuWorld, delivery: Delivery, dropping: Dropping): Promise<string> {
  const { by, chatId, name, bytes } = dropping;
  const person = activePersonOf(world, by);
  const chat = chatOf(world, chatId);
  requireIn(chat, person);
  if (name === '' || bytes.length === 0)
    misuse('file_empty', 'a client sends no file without name or content');
  const fileKey = makeId(world, 'file_v3_');
  const facts = {
    chatId,
    msgType: 'file',
    content: JSON.stringify({ file_key: fileKey, file_name: name }),
    sender: { kind: 'person', id: person.openId } as const,
    mentions: [],
    uuid: null,
  };
  const message = storeMessage(world, facts, null);
  world.drops.set(fileKey, { messageId: message.messageId, name, bytes: Buffer.from(bytes) });
  if (isHeard(world, chat, false))
    await delivery.event('im.message.receive_v1', messageEvent({ person, chat, message }));
  return message.messageId;
}

/** Finds a file in a message of a chat the bot is in, as the app asks for it. */
export function droppedFile(
  world: FeishuWorld,
  messageId: string,
  fileKey: string,
  type: unknown,
): DroppedFile {
  if (type !== 'file' && type !== 'image') refuse(234001);
  const message = readMessage(world, messageId);
  if (!chatOf(world, message.chatId).botIn) refuse(230002);
  const file = world.drops.get(fileKey);
  if (file?.messageId !== messageId || type !== 'file') return refuse(234003);
  return file.bytes.length > MAX_HANDED_BYTES ? refuse(234006) : file;
}
