import { z } from 'zod';
import type { FetchedFile } from '../port.ts';
import { readAnswer } from './answers.ts';
import type { FeishuClient } from './client.ts';

/** What a file's delivery names: the message it came with, and its key there. */
const sourceShape = z.object({ message: z.string().min(1), key: z.string().min(1) });

const fileAnswer = z.object({ name: z.string(), bytes: z.instanceof(Buffer) });

/** Names the file of a message so that it can be fetched. */
export function sourceOf(messageId: string, fileKey: string): string {
  return JSON.stringify({ message: messageId, key: fileKey });
}

/** Fetches a file that a person sent in a chat of the bot. */
export async function fetchFile(call: FeishuClient, source: string, limit: number): Promise<FetchedFile> {
  const { message, key } = sourceShape.parse(JSON.parse(source));
  const path = `/open-apis/im/v1/messages/${encodeURIComponent(message)}/resources/${encodeURIComponent(key)}`;
  const answer = await call({ method: 'GET', path, query: { type: 'file' }, download: limit });
  return readAnswer(fileAnswer, answer);
}
