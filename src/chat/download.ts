import { AppError, malformed } from '../errors.ts';

const MB = 1024 * 1024;

/**
 * Reads the bytes of a file that somebody sent, and no more than `limit` of them: a length that is told beforehand is
 * looked at before the first byte. Throws `malformed`, with Chinese advice in `facts.hint`, when there are more.
 */
export async function bytesWithin(
  body: AsyncIterable<Uint8Array>,
  declared: unknown,
  limit: number,
): Promise<Buffer> {
  if (Number(declared ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Reads the file name of a `Content-Disposition`, which is written in one of two ways; empty when there is none. */
export function nameIn(disposition: unknown): string {
  const text = typeof disposition === 'string' ? disposition : '';
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(text)?.[1];
  const plain = /filename="([^"]*)"|filename=([^;\s]+)/i.exec(text);
  const name = encoded ?? plain?.[1] ?? plain?.[2] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Stands where a channel tells of no files, so that nobody can have a source of one. */
export async function fetchNothing(): Promise<never> {
  throw new AppError('bug', 'channel_takes_no_files', 'a file is asked of a channel that tells of none');
}

/** Makes the error for a file that is larger than is fetched. */
export function tooLarge(limit: number): AppError {
  const hint = `文件超过 ${Math.floor(limit / MB)} MB，请分成几个文件再发送，或交给系统管理员导入。`;
  return malformed('file_too_large', 'a file in a chat is larger than is fetched', { limit, hint });
}
