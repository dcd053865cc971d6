import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { isClick } from './envelope.ts';
import { decodeFrame, encodeFrame, METHOD, SERVICE_ID, type WireFrame } from './frames.ts';
import type { ConnectionConfig } from './options.ts';
import type { PushOutcome } from './transport.ts';
import { answerWithinMs, type FeishuWorld, makeId } from './world.ts';

/** The long connections of the app. */
export interface LongConnection {
  /** Answers `/callback/ws/endpoint` with the address to connect to; errors have `data` too, else the SDK retries. */
  endpoint(body: unknown): object;
  /** Takes over a request to upgrade, when its ticket is one of ours. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells how many connections are open. */
  count(): number;
  /** Pushes to one of the connections, picked at random, and waits for its answer. */
  push(envelope: object): Promise<PushOutcome>;
  /** Makes the open connections deaf and dumb without closing them, or wakes them up again. */
  freeze(frozen: boolean): void;
  /** Cuts all connections. */
  kick(): void;
}

const MAX_CONNECTIONS = 50;
/** Larger payloads travel in several frames; the platform's own threshold is not published. */
const MAX_PAYLOAD_BYTES = 4096;
const DEFAULT_CONFIG: ConnectionConfig = {
  PingInterval: 120,
  ReconnectCount: -1,
  ReconnectInterval: 120,
  ReconnectNonce: 30,
};

const credentialsSchema = z.object({ AppID: z.string(), AppSecret: z.string() });
const ackSchema = z.object({ code: z.number(), data: z.string().optional() });

interface Hub {
  readonly world: FeishuWorld;
  readonly sockets: Set<WebSocket>;
  readonly frozen: WeakSet<WebSocket>;
  readonly tickets: Set<string>;
  /** Who waits for the answer to a push, by the frame's message id. */
  readonly waiting: Map<string, (outcome: PushOutcome) => void>;
}

/** Makes the long-connection side of the stand-in; `address` is known once the server listens. */
export function createLongConnection(world: FeishuWorld, address: () => string): LongConnection {
  const server = new WebSocketServer({ noServer: true });
  const hub: Hub = {
    world,
    sockets: new Set(),
    frozen: new WeakSet(),
    tickets: new Set(),
    waiting: new Map(),
  };
  return {
    endpoint: (body) => answerEndpoint(hub, body, address()),
    upgrade(request, socket, head) {
      const ticket = /[?&]ticket=([^&]*)/.exec(request.url ?? '')?.[1] ?? '';
      if (hub.tickets.delete(ticket))
        server.handleUpgrade(request, socket, head, (opened) => welcome(hub, opened));
      else socket.destroy();
    },
    count: () => hub.sockets.size,
    push: (envelope) => push(hub, envelope),
    freeze(frozen) {
      for (const socket of hub.sockets) {
        if (frozen) hub.frozen.add(socket);
        else hub.frozen.delete(socket);
      }
    },
    kick() {
      for (const socket of hub.sockets) socket.terminate();
    },
  };
}

function answerEndpoint(hub: Hub, body: unknown, address: string): object {
  const { appId, appSecret } = hub.world.options;
  const parsed = credentialsSchema.safeParse(body);
  const known = parsed.success && parsed.data.AppID === appId && parsed.data.AppSecret === appSecret;
  if (!known) return { code: 514, msg: 'app_id or app_secret is wrong', data: {} };
  if (hub.sockets.size >= MAX_CONNECTIONS) return { code: 1000040350, msg: 'too many connections', data: {} };
  const ticket = makeId(hub.world, '');
  hub.tickets.add(ticket);
  const device = makeId(hub.world, '');
  // The SDK parses the whole address as a query, so the ids it looks for must not come first.
  const query = `fpid=493&aid=552564&device_id=${device}&access_key=sandbox&service_id=${SERVICE_ID}&ticket=${ticket}`;
  return { code: 0, msg: 'ok', data: { URL: `${address}/ws/v2?${query}`, ClientConfig: configOf(hub) } };
}

function configOf(hub: Hub): ConnectionConfig {
  return { ...DEFAULT_CONFIG, ...hub.world.options.connectionConfig };
}

function welcome(hub: Hub, socket: WebSocket): void {
  hub.sockets.add(socket);
  // Every unanswered push listens for the close, and hundreds may be on their way.
  socket.setMaxListeners(0);
  socket.on('message', (data) => {
    if (hub.frozen.has(socket)) return;
    const frame = decodeFrame(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer));
    if (frame !== null) receive(hub, socket, frame);
  });
  socket.on('close', () => hub.sockets.delete(socket));
  // A cut connection also reports an error; its close event says all we need.
  socket.on('error', () => socket.terminate());
}

function receive(hub: Hub, socket: WebSocket, { method, headers, payload }: WireFrame): void {
  if (method === METHOD.control && headers['type'] === 'ping') {
    const config = Buffer.from(JSON.stringify(configOf(hub)));
    socket.send(encodeFrame({ method: METHOD.control, headers: { type: 'pong' }, payload: config }));
  }
  if (method === METHOD.data) hub.waiting.get(headers['message_id'] ?? '')?.(readAck(payload));
}

function readAck(payload: Buffer): PushOutcome {
  const ack = ackSchema.safeParse(parseJson(payload));
  if (!ack.success) return { kind: 'answered', via: 'websocket', status: 500, body: '' };
  const { code, data } = ack.data;
  // A handler that returns nothing sends no data, which is as good as an empty answer.
  const body = data === undefined ? '{}' : Buffer.from(data, 'base64').toString('utf8');
  return { kind: 'answered', via: 'websocket', status: code, body };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function push(hub: Hub, envelope: object): Promise<PushOutcome> {
  const messageId = makeId(hub.world, '');
  const socket = [...hub.sockets][dice(messageId) % hub.sockets.size];
  if (socket === undefined) return Promise.resolve({ kind: 'no-transport' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ kind: 'timeout' }), answerWithinMs(hub.world));
    const settle = (outcome: PushOutcome): void => {
      clearTimeout(timer);
      hub.waiting.delete(messageId);
      socket.off('close', lost);
      resolve(outcome);
    };
    // Nobody will answer any more, so there is no use in waiting.
    const lost = (): void => settle({ kind: 'timeout' });
    socket.on('close', lost);
    hub.waiting.set(messageId, settle);
    if (!hub.frozen.has(socket)) for (const frame of framesOf(hub, envelope, messageId)) socket.send(frame);
  });
}

/** Chance comes from the injected ids, so that a test that counts its ids also knows who is picked. */
function dice(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE();
}

function framesOf(hub: Hub, envelope: object, messageId: string): Uint8Array[] {
  const payload = Buffer.from(JSON.stringify(envelope));
  const sum = Math.ceil(payload.length / MAX_PAYLOAD_BYTES);
  const type = hub.world.faults.cardFrames && isClick(envelope) ? 'card' : 'event';
  return Array.from({ length: sum }, (_, seq) => {
    const headers = { type, message_id: messageId, sum: String(sum), seq: String(seq), trace_id: messageId };
    const part = payload.subarray(seq * MAX_PAYLOAD_BYTES, (seq + 1) * MAX_PAYLOAD_BYTES);
    return encodeFrame({ method: METHOD.data, headers, payload: part });
  });
}
