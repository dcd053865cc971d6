import type { AppError } from '../../errors.ts';
import { fileError } from './row-problems.ts';

/** An encoding that Chinese spreadsheets are saved in; GB18030 includes GBK and GB2312. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Tells the encoding of a text from its first bytes: a byte order mark, else UTF-8 when the bytes are valid UTF-8, else GB18030.
 * Throws `malformed` when they are none of these. `complete` says that the sample is the whole text.
 */
export function detectEncoding(sample: Uint8Array, complete: boolean): TextEncoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const found = (['utf-8', 'gb18030'] as const).find((encoding) => decodes(sample, encoding, complete));
  // Text has no NUL bytes, but any binary file soon does; without this an image could pass as GB18030.
  if (found === undefined || sample.includes(0)) throw unreadable();
  return found;
}

function decodes(sample: Uint8Array, encoding: TextEncoding, complete: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: !complete });
    return true;
  } catch {
    return false;
  }
}

/** Decodes a stream of bytes chunk by chunk, without the byte order mark; throws `malformed` at the first bytes that do not fit. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw unreadable();
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

function unreadable(): AppError {
  return fileError(
    'encoding_unknown',
    'the text is neither UTF-8, GB18030 nor UTF-16',
    '文件的文字编码无法识别，请用 Excel 打开后另存为“CSV UTF-8（逗号分隔）”再导入。',
  );
}
