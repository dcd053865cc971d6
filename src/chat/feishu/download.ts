import { Readable } from 'node:stream';
import { bytesWithin, nameIn } from '../download.ts';
import type { HttpAnswer } from './errors.ts';

/** Refusals are short. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/**
 * Reads an answer that is a file, or the refusal that came instead of one. A file has no code: it is given the one that
 * says that all went well, so that there stays one way to read answers.
 */
export async function readDownload(answer: HttpAnswer, limit: number): Promise<HttpAnswer> {
  const { status, headers, body } = answer;
  if (!(body instanceof Readable)) return answer;
  const disposition = headers['content-disposition'];
  const isJson = String(headers['content-type']).includes('json') && disposition === undefined;
  if (status >= 200 && status < 300 && !isJson) {
    try {
      const bytes = await bytesWithin(body, headers['content-length'], limit);
      return { status, headers, body: { code: 0, name: nameIn(disposition), bytes } };
    } finally {
      body.destroy();
    }
  }
  const text = await bytesWithin(body, undefined, MAX_REFUSAL_BYTES);
  return { status, headers, body: parsed(text.toString('utf8')) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
