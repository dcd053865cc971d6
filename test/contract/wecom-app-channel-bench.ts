import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Channel, Delivery, RawAnswer, RawRequest } from '../../src/chat/port.ts';
import { type WecomAppSettings, wecomAppChannel } from '../../src/chat/wecom/app/app.ts';
import { AppError, asAppError } from '../../src/errors.ts';
import type { StoredMessage } from '../../src/sandbox/wecom/records.ts';
import { AES_KEY, TOKEN } from './wecom-stand-in-app.ts';
import { APP, afterwards, type Bench, CORP, startBench } from './wecom-stand-in-bench.ts';

/** What a test of the app's channel gets: the stand-in, the channel, and what came in over its callback URL. */
export interface AppBench extends Bench {
  readonly channel: Channel;
  readonly settings: WecomAppSettings;
  readonly delivered: Delivery[];
  readonly refused: AppError[];
  /** What was logged, as one text. */
  readonly logged: () => string;
  /** Where the callbacks go. */
  readonly callbackUrl: string;
  /** The messages in the private chat of 专家一 with the app. */
  readonly chat: () => StoredMessage[];
}

/** A card with two buttons that carry what ours carry. */
export function ourCard(card: string, more: object = {}): string {
  const key = (act: string) => JSON.stringify({ card, act });
  return JSON.stringify({
    card_type: 'button_interaction',
    task_id: card,
    source: { desc: '盘活助手', desc_color: 1 },
    main_title: { title: '一种电池隔膜' },
    button_list: [
      { text: '★★★★', style: 1, key: key('rate') },
      { text: '刷新', style: 2, key: key('show') },
    ],
    ...more,
  });
}

/** Builds the channel of the app of the stand-in, with other settings where a test wants them. */
export function channelFor(bench: Bench, more: Partial<WecomAppSettings> = {}) {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const settings = {
    connection: 'default',
    corpId: CORP,
    agentId: String(APP.agentId),
    secret: APP.secret,
    token: TOKEN,
    encodingAesKey: AES_KEY,
    apiUrl: bench.wecom.url,
    baseUrl: null,
    ...more,
  };
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const world = { log, now: bench.clock.now, newId };
  return { channel: wecomAppChannel(settings, world), settings, logged: () => lines.join('') };
}

/** Starts a stand-in, a channel, and a server that hands the channel what is posted; the callback is saved. */
export async function startAppBench(
  more: Partial<WecomAppSettings> = {},
  { saved = true }: { saved?: boolean } = {},
): Promise<AppBench> {
  const bench = await startBench();
  const made = channelFor(bench, more);
  const { channel, settings } = made;
  const delivered: Delivery[] = [];
  const refused: AppError[] = [];
  const url = await serve(`/chat/wecom/${settings.connection}`, (request) => {
    try {
      const incoming = channel.open(request);
      if (incoming.kind === 'challenge') return incoming.answer;
      delivered.push(incoming.delivery);
      return channel.answer(incoming.delivery, {
        notice: { tone: 'success', text: '已记录' },
        cardJson: null,
      });
    } catch (error) {
      refused.push(asAppError(error));
      return { status: 401, type: 'text/plain', body: '' };
    }
  });
  const callback = { url, token: settings.token, encodingAesKey: settings.encodingAesKey };
  if (saved && !(await bench.wecom.saveCallback(callback))) throw new Error('the callback was not saved');
  const chat = () => bench.wecom.messages(bench.wecom.privateChat(bench.expert, 'app'));
  return { ...bench, ...made, callbackUrl: url, delivered, refused, chat };
}

/** Starts a server on the loopback that answers each request as told, and returns the address of a path of it. */
export async function serve(
  path: string,
  answer: (request: RawRequest) => RawAnswer & { readonly location?: string },
): Promise<string> {
  const server = createServer(async (request, response) => {
    const { status, type, body, location } = answer(await rawRequest(request));
    const headers = { 'content-type': type, ...(location === undefined ? {} : { location }) };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

async function rawRequest(request: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const query = Object.fromEntries(searchParams);
  return { method: request.method ?? '', query, headers: {}, body: Buffer.concat(chunks) };
}

/** Sends the card of this id to 专家一. */
export function sendCard({ channel, expert }: AppBench, card: string, json = ourCard(card)) {
  return channel.send({ kind: 'person', id: expert }, { kind: 'card', json }, card);
}

/** Sends words to 专家一. */
export function sendText({ channel, expert }: AppBench, text: string, title?: string) {
  const message = { kind: 'text', text, ...(title === undefined ? {} : { title }) } as const;
  return channel.send({ kind: 'person', id: expert }, message, 'key');
}

/** What a promise fails with; it must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error(`no failure of ours came, but ${String(outcome)}`);
}
