import { createHash } from 'node:crypto';
import { z } from 'zod';
import { asAppError } from '../../errors.ts';
import { cutToBytes } from '../cut-text.ts';
import type { Address, ChatFacts, Message, Sent } from '../port.ts';
import { readAnswer } from './answers.ts';
import type { FeishuClient } from './client.ts';
import { withoutEffect } from './errors.ts';

const MAX_UUID_CHARS = 50;
/** Feishu takes 150 KB of JSON, which may need six bytes for one of ours. */
const MAX_TEXT_BYTES = 24 * 1024;

const sentAnswer = z.object({
  data: z.object({ message_id: z.string().min(1), chat_id: z.string().min(1) }),
});
const uploadAnswer = z.object({ data: z.object({ file_key: z.string().min(1) }) });
const chatAnswer = z.object({
  data: z.object({ name: z.string().nullish(), external: z.boolean().nullish() }),
});

/** Sends a message to a group or a person, or as a reply; Feishu keeps the same key from doubling it for an hour. */
export async function sendMessage(
  call: FeishuClient,
  to: Address,
  message: Message,
  key: string,
): Promise<Sent> {
  const replyTo = message.kind === 'text' ? message.replyTo : undefined;
  const body = { ...(await content(call, message)), uuid: uuidOf(key) };
  const answer =
    replyTo === undefined
      ? await call({
          method: 'POST',
          path: '/open-apis/im/v1/messages',
          query: { receive_id_type: to.kind === 'group' ? 'chat_id' : 'open_id' },
          body: { ...body, receive_id: to.id },
        })
      : await call({ method: 'POST', path: messagePath(replyTo, '/reply'), body });
  const sent = readAnswer(sentAnswer, answer);
  return { messageId: sent.data.message_id, chatId: sent.data.chat_id };
}

/** Replaces a card the app has sent at most 14 days ago. */
export async function updateCard(call: FeishuClient, messageId: string, cardJson: string): Promise<void> {
  await call({ method: 'PATCH', path: messagePath(messageId), body: { content: cardJson } });
}

/** Looks a group up; when Feishu does not say who reads it, it counts as one with outsiders (rule 28). */
export async function describeChat(call: FeishuClient, chatId: string): Promise<ChatFacts> {
  const path = `/open-apis/im/v1/chats/${encodeURIComponent(chatId)}`;
  const { data } = readAnswer(chatAnswer, await call({ method: 'GET', path }));
  return { name: data.name ?? '', external: data.external ?? true };
}

async function content(call: FeishuClient, message: Message): Promise<{ msg_type: string; content: string }> {
  switch (message.kind) {
    case 'card':
      return { msg_type: 'interactive', content: message.json };
    case 'text': {
      const { title, text } = message;
      const whole = title === undefined ? text : `${title}\n${text}`;
      return {
        msg_type: 'text',
        content: JSON.stringify({ text: cutToBytes(literal(whole), MAX_TEXT_BYTES) }),
      };
    }
    case 'file':
      return { msg_type: 'file', content: JSON.stringify({ file_key: await upload(call, message) }) };
  }
}

/** Hands a file over to Feishu; nobody sees it before the message with its key is sent, so a failure is surely without effect. */
async function upload(call: FeishuClient, { name, bytes }: Message & { kind: 'file' }): Promise<string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = { file_type: 'stream', file_name: name, file };
  try {
    const answer = await call({ method: 'POST', path: '/open-apis/im/v1/files', body, upload: true });
    return readAnswer(uploadAnswer, answer).data.file_key;
  } catch (error) {
    throw withoutEffect(asAppError(error));
  }
}

/**
 * Makes text mean nothing but itself. Text messages have no documented escape: entities would be shown as such. So
 * every `<` becomes its full-width twin, which reads the same and opens no tag (`<at user_id="all">` would call
 * everybody), and a space parts `](`, so that no words can hide a foreign link.
 */
function literal(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('](', '] (');
}

// A digest instead of a cut: two long keys may differ only at their ends.
function uuidOf(key: string): string {
  return key.length <= MAX_UUID_CHARS ? key : createHash('sha256').update(key).digest('base64url');
}

function messagePath(messageId: string, rest = ''): string {
  return `/open-apis/im/v1/messages/${encodeURIComponent(messageId)}${rest}`;
}
