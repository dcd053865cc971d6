import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type CommandTable, createCommands } from './bot-commands.ts';
import { takeFault } from './faults.ts';
import { parseJson } from './json.ts';
import { parseFields, refuse, type WireRefusal, wireRefusalOf, wordsFor } from './refusals.ts';
import { later, wait } from './timers.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

/** The long connection of the bot: many sockets may be open, one at most has the bot. */
export interface LongConnection {
  /** Takes over a request to upgrade; whoever connects still has to subscribe. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells whether one of the sockets has the bot. */
  subscribed(): boolean;
  /** Tells how many sockets are open. */
  count(): number;
  /** Sends a frame to whoever has the bot; false when nobody has, and then it is lost. */
  push(frame: object): boolean;
  /** Takes the bot away as another program that subscribes does: an event, and soon after the end of the socket. */
  kick(): void;
  /** Cuts the socket that has the bot, without a word. */
  cut(): void;
  /** Forgets silently that somebody subscribed; the socket stays open. */
  forget(): void;
  /** Makes the open sockets deaf and dumb without closing them, or wakes them up again. */
  freeze(frozen: boolean): void;
  /** Cuts all sockets. */
  close(): void;
}

/** How long a socket may stay without a ping; the real time is not published. */
const SILENCE_MS = 90_000;
/** How long after losing the bot a socket is closed. */
const CLOSE_AFTER_MS = 2000;

const frameSchema = z.object({
  cmd: z.string(),
  headers: z.object({ req_id: z.string() }),
  body: z.unknown().optional(),
});
const subscribeSchema = z.object({ bot_id: z.string(), secret: z.string() });

type Frame = z.infer<typeof frameSchema>;

interface Hub {
  readonly world: WecomWorld;
  readonly commands: CommandTable;
  /** The open sockets, with what stops the watch over their silence. */
  readonly sockets: Map<WebSocket, () => void>;
  readonly frozen: WeakSet<WebSocket>;
  /** The socket that has the bot. */
  holder: WebSocket | null;
}

/** Makes the long-connection side of the stand-in. */
export function createLongConnection(world: WecomWorld): LongConnection {
  const server = new WebSocketServer({ noServer: true });
  const hub: Hub = {
    world,
    commands: createCommands(world),
    sockets: new Map(),
    frozen: new WeakSet(),
    holder: null,
  };
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => welcome(hub, opened)),
    subscribed: () => hub.holder !== null,
    count: () => hub.sockets.size,
    push: (frame) => push(hub, frame),
    kick: () => kick(hub),
    cut: () => hub.holder?.terminate(),
    forget() {
      hub.holder = null;
    },
    freeze(frozen) {
      for (const socket of hub.sockets.keys()) {
        if (frozen) hub.frozen.add(socket);
        else hub.frozen.delete(socket);
      }
    },
    close() {
      for (const socket of hub.sockets.keys()) socket.terminate();
    },
  };
}

function welcome(hub: Hub, socket: WebSocket): void {
  watch(hub, socket);
  socket.on('message', (data) => {
    if (hub.frozen.has(socket)) return;
    const frame = frameSchema.safeParse(parseJson(String(data)));
    // Without a req_id there is nothing an answer could name.
    if (frame.success) void receive(hub, socket, frame.data);
  });
  socket.on('close', () => {
    hub.sockets.get(socket)?.();
    hub.sockets.delete(socket);
    if (hub.holder === socket) hub.holder = null;
  });
  // A cut connection also reports an error; its close event says all we need.
  socket.on('error', () => socket.terminate());
}

/** Cuts a socket that is silent for too long; called again, the time begins anew. */
function watch(hub: Hub, socket: WebSocket): void {
  hub.sockets.get(socket)?.();
  hub.sockets.set(
    socket,
    later(hub.world, SILENCE_MS, () => socket.terminate()),
  );
}

async function receive(hub: Hub, socket: WebSocket, frame: Frame): Promise<void> {
  const fault = takeFault(hub.world.faults, frame.cmd);
  if (fault?.kind === 'drop') return socket.terminate();
  if (fault?.kind === 'slow') await wait(hub.world, fault.ms);
  const failure = fault?.kind === 'fail' ? fault.errcode : null;
  const answer =
    failure === null ? answerTo(hub, socket, frame) : { errcode: failure, errmsg: wordsFor(failure) };
  if (fault?.kind === 'lose-ack' || hub.frozen.has(socket)) return;
  socket.send(JSON.stringify({ headers: { req_id: frame.headers.req_id }, ...answer }));
}

function answerTo(hub: Hub, socket: WebSocket, frame: Frame): WireRefusal & { readonly body?: object } {
  try {
    const body = perform(hub, socket, frame);
    return { ...(body === null ? {} : { body }), errcode: 0, errmsg: 'ok' };
  } catch (error) {
    const refusal = wireRefusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

function perform(hub: Hub, socket: WebSocket, { cmd, headers, body }: Frame): object | null {
  if (cmd === 'aibot_subscribe') return subscribe(hub, socket, body);
  if (hub.holder !== socket) refuse(846609);
  if (cmd === 'ping') {
    watch(hub, socket);
    return null;
  }
  const command = hub.commands.get(cmd) ?? refuse(40008, 'unknown cmd');
  return command(headers.req_id, body);
}

/** Gives the bot to a socket; whoever had it loses it. A wrong secret leaves the socket open. */
function subscribe(hub: Hub, socket: WebSocket, body: unknown): null {
  const { bot } = hub.world.options;
  const { bot_id, secret } = parseFields(subscribeSchema, body);
  if (bot_id !== bot.botId || secret !== bot.secret) refuse(853000);
  if (!hub.world.faults.longConnection) refuse(846601);
  if (hub.holder !== socket) kick(hub);
  hub.holder = socket;
  return null;
}

function kick(hub: Hub): void {
  const loser = hub.holder;
  if (loser === null) return;
  const { world } = hub;
  push(hub, {
    cmd: 'aibot_event_callback',
    headers: { req_id: makeId(world, 'req') },
    body: {
      msgid: makeId(world, 'CAI'),
      create_time: Math.floor(instant(world) / 1000),
      aibotid: world.options.bot.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    },
  });
  hub.holder = null;
  world.counters.kicks += 1;
  later(world, CLOSE_AFTER_MS, () => loser.close());
}

function push({ holder, frozen }: Hub, frame: object): boolean {
  if (holder === null) return false;
  // The platform cannot see that a socket is half open: it believes the frame to be delivered.
  if (!frozen.has(holder)) holder.send(JSON.stringify(frame));
  return true;
}
