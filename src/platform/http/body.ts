/** Twice what a page of patents with the longest abstracts takes; a larger body would only fill the memory. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

/** Why a body is not JSON we can use. */
export type BodyProblem = 'content_type' | 'not_json' | 'too_large';

/** A body as JSON, or what is wrong with it. */
export type Body =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly problem: BodyProblem };

/**
 * Reads a response's body as JSON, never more than 8 MB of it. The secret is blotted out of it, so that no echo
 * can reach an error or a log.
 */
export async function readBody(response: Response, secret: string): Promise<Body> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return await drop(response, 'content_type');
  if (Number(response.headers.get('content-length') ?? 0) > LARGEST_BODY_BYTES)
    return await drop(response, 'too_large');

  const bytes = await readBytes(response);
  if (bytes === null) return { ok: false, problem: 'too_large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, json: JSON.parse(text, (_key, value: unknown) => blot(value, secret)) };
  } catch {
    // The parser's own words quote the body; the problem's name is enough.
    return { ok: false, problem: 'not_json' };
  }
}

function blot(value: unknown, secret: string): unknown {
  return typeof value === 'string' ? value.replaceAll(secret, '[token]') : value;
}

/** Gives the connection back without reading a body that is of no use. */
async function drop(response: Response, problem: BodyProblem): Promise<Body> {
  await response.body?.cancel();
  return { ok: false, problem };
}

async function readBytes(response: Response): Promise<Buffer | null> {
  if (!response.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
