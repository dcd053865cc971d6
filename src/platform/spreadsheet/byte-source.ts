import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError, asAppError, outsideError } from '../../errors.ts';
import { fileError } from './row-problems.ts';

/** A file to read: a path, or a name with its bytes, as an upload has it. */
export type FileSource = string | { readonly name: string; readonly stream: Readable };

/** A file whose first bytes have been looked at; `bytes` yields all of it, those included. */
export interface OpenFile {
  readonly name: string;
  readonly head: Buffer;
  /** True when `head` is the whole file. */
  readonly complete: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Enough to meet Chinese text behind a header in English, so that the encoding can be told. */
const HEAD_BYTES = 64 * 1024;

/** Opens a file and reads its first 64 KB; throws `outside` when it cannot be read. */
export async function openFile(source: FileSource): Promise<OpenFile> {
  const { name, stream } =
    typeof source === 'string' ? { name: basename(source), stream: createReadStream(source) } : source;
  const iterator = chunksOf(stream);
  const taken: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  while (!complete && size < HEAD_BYTES) {
    const { done, value } = await iterator.next();
    complete = done === true;
    if (value === undefined) continue;
    taken.push(value);
    size += value.length;
  }
  const head = Buffer.concat(taken);
  return { name, head, complete, bytes: resume(head, iterator), close: () => stream.destroy() };
}

async function* resume(
  head: Buffer,
  rest: AsyncGenerator<Uint8Array, undefined>,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { message } = asAppError(error);
    throw outsideError(
      'file_unreadable',
      'the file could not be read',
      { reaction: 'give-up' },
      { cause: error, facts: { message } },
    );
  }
  return undefined;
}

/** Reads a whole file into memory; throws `malformed` as soon as it is larger than `limit` bytes. */
export async function readAll(file: OpenFile, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.bytes) {
    size += chunk.length;
    if (size > limit) {
      const hint = `文件超过 ${Math.floor(limit / 1024 / 1024)} MB，请分成几个文件，或另存为 CSV 后再导入。`;
      throw fileError('file_too_large', 'the file is larger than can be read at once', hint, { limit });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
