import { z } from 'zod';
import { AppError, malformed } from '../../../errors.ts';
import { bytesWithin, nameIn, tooLarge } from '../../download.ts';
import type { FetchedFile } from '../../port.ts';
import { wecomUnreachable, wecomUnreadable } from '../errors.ts';

/** What a file's frame names: a link that lives for five minutes, and the key of what lies behind it. */
const sourceShape = z.object({ url: z.url({ protocol: /^https?$/ }), key: z.string().min(1) });

/** How long a download may take, in ms: 20 MB over 3 Mbit/s. */
const DOWNLOAD_TIMEOUT_MS = 60_000;
/** The padding of what is encrypted. */
const PAD_BYTES = 32;
const CALL = 'download';

/** Names the file of a frame so that it can be fetched. */
export function sourceOf(file: { readonly url: string; readonly aeskey: string }): string {
  return JSON.stringify({ url: file.url, key: file.aeskey });
}

/**
 * Fetches a file that a person sent and decrypts it. The SDK's own download takes whatever comes into memory, which is
 * why only its decryption is used. Any process can fetch, whoever holds the connection.
 */
export async function fetchFile(source: string, limit: number): Promise<FetchedFile> {
  const { url, key } = sourceShape.parse(JSON.parse(source));
  const { name, bytes } = await download(new URL(url), limit);
  const { decryptFile } = await import('@wecom/aibot-node-sdk');
  const decrypted = readable(() => decryptFile(bytes, key));
  // Padding hides up to 32 bytes of the size.
  if (decrypted.length > limit) throw tooLarge(limit);
  return { name, bytes: decrypted };
}

function readable(decrypt: () => Buffer): Buffer {
  try {
    return decrypt();
  } catch {
    throw malformed('wecom_file_undecipherable', 'a file does not open with the key that came with it');
  }
}

async function download(address: URL, limit: number): Promise<FetchedFile> {
  try {
    // A redirect would lead to an address that nobody has proven.
    const response = await fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS),
    });
    const { status, headers, body } = response;
    if (status !== 200 || body === null) {
      await body?.cancel();
      throw wecomUnreadable(status, CALL);
    }
    const bytes = await bytesWithin(body, headers.get('content-length'), limit + PAD_BYTES);
    return { name: nameIn(headers.get('content-disposition')), bytes };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw wecomUnreachable('download', CALL);
  }
}
