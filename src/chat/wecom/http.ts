import { wecomError, wecomUnreachable, wecomUnreadable } from './errors.ts';

/** One request to the API of WeCom; `call` is our own word for it, because its address carries secrets. */
export interface WecomRequest {
  readonly call: string;
  readonly address: URL;
  /** What is posted: fields as JSON, or a form with a file in it; a request without one is a GET. */
  readonly body?: object | FormData | undefined;
}

/** The fields of an answer in which WeCom said that it did what was asked. */
export type WecomAnswer = Readonly<Record<string, unknown>>;

const CALL_TIMEOUT_MS = 10_000;
/** How long an upload may take, in ms: 20 MB over 2 Mbit/s. */
const UPLOAD_TIMEOUT_MS = 90_000;
/** No answer we ask for comes near this; a larger one is a fault we do not want in memory. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** The code for an address that is not trusted; only the words of the answer tell which address WeCom saw. */
const IP_NOT_TRUSTED = 60020;
const SEEN_IP = /from ip: ?([0-9a-fA-F.:]{2,45})/;

/** Names the address of one call of the API; its parts are encoded, and a slash at the end of `apiUrl` is of no matter. */
export function apiAddress(apiUrl: string, path: string, query: Readonly<Record<string, string>>): URL {
  const address = new URL(`${apiUrl.replace(/\/+$/, '')}/cgi-bin/${path}`);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address;
}

/**
 * Asks WeCom for something, in at most 10 s, or 90 s with a file. All its answers have status 200, and the code in them
 * decides; throws classified outside errors, in which neither the address nor the words of the answer appear.
 */
export async function exchange(request: WecomRequest): Promise<WecomAnswer> {
  const { status, text } = await fetched(request);
  const answer = fieldsOf(text);
  const code = answer?.['errcode'];
  if (answer === null || (code !== undefined && typeof code !== 'number') || status >= 300)
    throw wecomUnreadable(status, request.call);
  if (code === undefined || code === 0) return answer;
  throw wecomError(code, request.call, code === IP_NOT_TRUSTED ? { ip: seenIp(answer) } : {});
}

async function fetched({ call, address, body }: WecomRequest): Promise<{ status: number; text: string }> {
  const isForm = body instanceof FormData;
  const signal = AbortSignal.timeout(isForm ? UPLOAD_TIMEOUT_MS : CALL_TIMEOUT_MS);
  const post = {
    method: 'POST',
    // A form names its own type, with the border between its parts.
    ...(isForm ? { body } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
  try {
    // A redirect would carry the secrets of the address to wherever it points.
    const response = await fetch(address, {
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : post),
    });
    return { status: response.status, text: await boundedText(response) };
  } catch (error) {
    throw wecomUnreachable(networkOf(error), call);
  }
}

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let left = MAX_ANSWER_BYTES;
  for await (const chunk of body ?? []) {
    left -= chunk.byteLength;
    // Nobody can read a part of an answer.
    if (left < 0) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function fieldsOf(text: string): WecomAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

function seenIp(answer: WecomAnswer): string {
  return SEEN_IP.exec(String(answer['errmsg']))?.[1] ?? 'unknown';
}

function networkOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const code: unknown = Object(error.cause).code;
  return typeof code === 'string' ? code : 'unknown';
}
