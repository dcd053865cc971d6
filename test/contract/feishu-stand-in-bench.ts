import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Cache, Client, EventDispatcher, type HttpInstance, WSClient } from '@larksuiteoapi/node-sdk';
import axios, { type AxiosError } from 'axios';
import { afterEach } from 'vitest';
import type { FeishuStandInOptions } from '../../src/sandbox/feishu/options.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';

/** The app of all these tests. */
const APP = { appId: 'cli_0123456789abcdef', appSecret: 'not-a-secret' };

const quiet = () => undefined;
const SILENT = { fatal: quiet, error: quiet, warn: quiet, info: quiet, debug: quiet, trace: quiet };
const START = Date.parse('2026-11-22T08:00:00Z');
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Registers something to be closed after the test. */
function afterwards(close: () => unknown): void {
  open.push(close);
}

/** A clock the test moves. */
export interface Clock {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
}

/** Makes a clock that stands still until it is moved. */
function stoppedClock(): Clock {
  let at = START;
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms;
    },
  };
}

/** What a test gets: the stand-in, the clock, the real SDK client, two people and a group. */
export interface Bench {
  readonly feishu: FeishuStandIn;
  readonly clock: Clock;
  readonly client: Client;
  readonly admin: string;
  readonly expert: string;
  readonly group: string;
}

/** Starts a stand-in with 管理员 and 专家一 in a group, and a client of the real SDK. */
export async function startBench(options: Partial<FeishuStandInOptions> = {}): Promise<Bench> {
  const clock = stoppedClock();
  const feishu = await startFeishuStandIn({
    ...APP,
    now: clock.now,
    sleep: async (ms) => clock.advance(ms),
    newId: randomUUID,
    ...options,
  });
  afterwards(() => feishu.close());
  const admin = feishu.addPerson('管理员');
  const expert = feishu.addPerson('专家一');
  const group = feishu.addGroup('演示企业（虚构）', [admin, expert]);
  return { feishu, clock, client: createClient(feishu.url), admin, expert, group };
}

/** Makes a client of the real SDK with a token cache of its own and without proxies. */
export function createClient(domain: string, appSecret = APP.appSecret): Client {
  return new Client({
    appId: APP.appId,
    appSecret,
    domain,
    cache: memoryCache(),
    httpInstance: httpInstance(),
    logger: SILENT,
  });
}

/** Sends a card with these elements into the group and returns its message id. */
export async function sendCard({ client, group }: Bench, elements: readonly object[]): Promise<string> {
  const content = JSON.stringify({ schema: '2.0', config: { update_multi: true }, body: { elements } });
  const data = { receive_id: group, msg_type: 'interactive', content };
  const sent = await client.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data });
  return sent.data?.message_id ?? '';
}

/** Makes a button that carries a value. */
export function button(name: string, value: object = { verb: name }, more: object = {}): object {
  const text = { tag: 'plain_text', content: '按' };
  return { tag: 'button', name, text, behaviors: [{ type: 'callback', value }], ...more };
}

/** What the app does with an event, by the event's type; what it returns is the answer. */
export type Handlers = Record<string, (data: never) => unknown>;

/** Connects the real long-connection client and resolves when it is ready, or rejects when it gives up. */
export function connect(
  url: string,
  handlers: Handlers,
  more: Partial<ConstructorParameters<typeof WSClient>[0]> = {},
): Promise<WSClient> {
  return new Promise((resolve, reject) => {
    const socket = new WSClient({
      ...APP,
      domain: url,
      httpInstance: httpInstance(),
      logger: SILENT,
      onReady: () => resolve(socket),
      onError: reject,
      ...more,
    });
    afterwards(() => socket.close({ force: true }));
    const eventDispatcher = new EventDispatcher({ logger: SILENT }).register(handlers);
    void socket.start({ eventDispatcher });
  });
}

/** What a webhook received. */
export interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** What a webhook answers; silence is null. */
export interface WebhookAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** Starts an app's webhook that answers as it is told. */
export async function startWebhook(answer: (received: Received) => WebhookAnswer | null): Promise<string> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const given = answer({ headers: request.headers, body });
      if (given !== null) response.writeHead(given.status ?? 200, given.headers).end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat/feishu/default`;
}

/** Resolves to what the platform answered to a call that the SDK made fail. */
export async function failureOf(call: Promise<unknown>): Promise<{
  status: number | undefined;
  code: unknown;
  msg: unknown;
  headers: Record<string, unknown>;
  body: unknown;
}> {
  const error = await call.then(
    (value) => {
      throw new Error(`the call succeeded: ${JSON.stringify(value)}`);
    },
    (reason: AxiosError<{ code?: unknown; msg?: unknown }>) => reason,
  );
  const { response } = error;
  if (response === undefined)
    return { status: undefined, code: error.code, msg: error.message, headers: {}, body: undefined };
  const { status, data, headers } = response;
  return { status, code: data.code, msg: data.msg, headers: { ...headers }, body: data };
}

function httpInstance(): HttpInstance {
  const instance = axios.create({ proxy: false, timeout: 1500 });
  instance.interceptors.response.use((response) => response.data);
  return instance as unknown as HttpInstance;
}

function memoryCache(): Cache {
  const entries = new Map<string, unknown>();
  const nameOf = (key: unknown, options?: { namespace?: string }) => `${options?.namespace} ${String(key)}`;
  return {
    get: async (key, options) => entries.get(nameOf(key, options)),
    set: async (key, value, _expires, options) => {
      entries.set(nameOf(key, options), value);
      return true;
    },
  };
}
