import { createDecipheriv } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP, afterwards, type Bench, CORP } from './wecom-stand-in-bench.ts';

/** The Token and EncodingAESKey of all these tests. */
export const TOKEN = 'QDG6eK';
export const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

/** Any answer of the API. */
export type Answer = Record<string, unknown> & { readonly errcode: number; readonly errmsg: string };

/** Calls the API and reads its JSON; every answer has status 200. */
export async function callApi(
  { wecom }: Bench,
  path: string,
  query: Record<string, string> = {},
  init: RequestInit = {},
): Promise<Answer> {
  const answer = await fetch(`${wecom.url}/cgi-bin/${path}?${new URLSearchParams(query)}`, init);
  if (answer.status !== 200) throw new Error(`the API answered with status ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** Fetches a token of the app. */
export async function tokenOf(bench: Bench): Promise<string> {
  const { access_token } = await callApi(bench, 'gettoken', { corpid: CORP, corpsecret: APP.secret });
  return String(access_token);
}

/** Posts JSON to the API as the app. */
export async function post(bench: Bench, path: string, body: unknown, token?: string): Promise<Answer> {
  const access_token = token ?? (await tokenOf(bench));
  return callApi(bench, path, { access_token }, { method: 'POST', body: JSON.stringify(body) });
}

/** Sends a message of the app, to 专家一 unless told otherwise. */
export function sendAsApp(bench: Bench, message: object): Promise<Answer> {
  return post(bench, 'message/send', { touser: bench.expert, agentid: APP.agentId, ...message });
}

/** Decrypts what the stand-in encrypted, and takes it apart. */
export function open(encrypted: string): { random: Buffer; message: string; receiveId: string } {
  const key = Buffer.from(`${AES_KEY}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const end = 20 + plain.readUInt32BE(16);
  return {
    random: plain.subarray(0, 16),
    message: plain.subarray(20, end).toString('utf8'),
    receiveId: plain.subarray(end).toString('utf8'),
  };
}

/** A message or event as it came to the callback URL, decrypted. */
export interface Posted {
  readonly message: string;
  readonly receiveId: string;
  readonly query: URLSearchParams;
  readonly encrypted: string;
}

/** What the callback URL does with a post: answers with a status, or never when it is null; 302 leads to itself. */
export type CallbackAnswer = (posted: Posted) => number | null;

/** A program behind a callback URL. */
export interface AppProgram {
  readonly url: string;
  readonly posts: readonly Posted[];
  /** Resolves with the post of this number, the first being 1. */
  arrived(number: number): Promise<Posted>;
}

/** Starts an app's server; `verify` makes the answer to the question that proves the address. */
export async function startApp(
  answer: CallbackAnswer = () => 200,
  verify: (message: string) => string | null = (message) => message,
): Promise<AppProgram> {
  const posts: Posted[] = [];
  const waiting = new Map<number, (posted: Posted) => void>();
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        const text = verify(open(query.get('echostr') ?? '').message);
        return text === null ? undefined : response.end(text);
      }
      const encrypted =
        /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? '';
      const posted = { ...open(encrypted), query, encrypted };
      posts.push(posted);
      waiting.get(posts.length)?.(posted);
      const status = answer(posted);
      return status === null ? undefined : response.writeHead(status, { location: request.url ?? '' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat/wecom/default`,
    posts,
    arrived(number) {
      const there = posts[number - 1];
      return there === undefined
        ? new Promise((resolve) => waiting.set(number, resolve))
        : Promise.resolve(there);
    },
  };
}

/** Starts an app's server and saves it as the callback. */
export async function withCallback(bench: Bench, answer?: CallbackAnswer): Promise<AppProgram> {
  const app = await startApp(answer);
  const saved = await bench.wecom.saveCallback({ url: app.url, token: TOKEN, encodingAesKey: AES_KEY });
  if (!saved) throw new Error('the callback was not saved');
  return app;
}

/** Reads the text of the first element of a name. */
export function element({ message }: Posted, name: string): string | undefined {
  return new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(message)?.[1];
}
