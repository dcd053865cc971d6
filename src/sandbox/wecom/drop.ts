import { createCipheriv, randomBytes } from 'node:crypto';
import type { RouterContext } from '@koa/router';
import { tellBot } from './bot-calls.ts';
import { takeFault } from './faults.ts';
import type { LongConnection } from './long-connection.ts';
import { MAX_MEDIA_BYTES, storeMedia } from './media.ts';
import { storeMessage } from './messages.ts';
import { chatInSight, personOf } from './people.ts';
import { misuse } from './refusals.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

/** Who sends which file where. */
export interface Dropping {
  readonly by: string;
  readonly chatId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const KEY_BYTES = 32;
const IV_BYTES = 16;
const PAD_BLOCK = 32;
const LINK_LIFE_MS = 5 * 60 * 1000;
/** The largest file the bot is told of, in bytes; a client sends larger ones, by which it hears nothing. */
const MAX_TOLD_BYTES = 5 * MAX_MEDIA_BYTES;

/**
 * Sends a file as a person. The bot hears of those in its private chats, by a link that lives for five minutes; a file
 * can mention nobody, so of those in groups it hears nothing, and the app never. Returns the message's id.
 */
export async function drop(
  world: WecomWorld,
  connection: LongConnection,
  origin: string,
  { by, chatId, name, bytes }: Dropping,
): Promise<string> {
  const person = personOf(world, by);
  const chat = chatInSight(world, chatId, person);
  if (name === '' || bytes.length === 0)
    misuse('file_empty', 'a client sends no file without name or content');
  const file = Buffer.from(bytes);
  const { media_id } = storeMedia(world, { owner: `person:${by}`, type: 'file', name, bytes: file });
  const message = storeMessage(world, {
    msgType: 'file',
    text: name,
    mediaId: media_id,
    card: null,
    chatIds: [chat.chatId],
    author: { kind: 'person', id: person.userId },
  });
  if (chat.kind === 'bot' && chat.botIn && file.length <= MAX_TOLD_BYTES) {
    chat.addressed = true;
    const body = { msgtype: 'file', file: link(world, origin, name, file) };
    await tellBot(world, connection, { kind: 'message', person, chat, message, body });
  }
  return message.messageId;
}

/** Serves what lies behind a link while it lives. This is a store of files and no API: it knows status codes. */
export function serveLink(world: WecomWorld, ctx: RouterContext): void {
  const fault = takeFault(world.faults, 'download');
  if (fault?.kind === 'drop') {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  const file = world.links.get(ctx.params['id'] ?? '');
  const alive = file !== undefined && instant(world) - file.issuedAt <= LINK_LIFE_MS;
  if (!alive || fault?.kind === 'fail') {
    ctx.status = 403;
    ctx.type = 'application/xml';
    ctx.body = '<Error><Code>AccessDenied</Code></Error>';
    return;
  }
  ctx.attachment(file.name);
  ctx.body = file.bytes;
}

function link(world: WecomWorld, origin: string, name: string, bytes: Buffer) {
  const id = makeId(world, 'f');
  const key = randomBytes(KEY_BYTES);
  world.links.set(id, { name, bytes: encrypted(bytes, key), issuedAt: instant(world) });
  return { url: `${origin}/files/${id}`, aeskey: key.toString('base64').replace(/=+$/, '') };
}

function encrypted(bytes: Buffer, key: Buffer): Buffer {
  const pad = PAD_BLOCK - (bytes.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
}
