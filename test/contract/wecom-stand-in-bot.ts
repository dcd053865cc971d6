import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterwards, type Bench, BOT } from './wecom-stand-in-bench.ts';

/** A frame as the bot's program gets it. */
export interface Frame {
  readonly cmd?: string;
  readonly headers: { readonly req_id: string };
  readonly body: Record<string, unknown>;
  readonly errcode?: number;
  readonly errmsg?: string;
}

/** A program that speaks the frames of the long connection, with nothing in between. */
export interface BotProgram {
  /** Sends a command and resolves with its acknowledgement. */
  call(cmd: string, body?: unknown, reqId?: string): Promise<Frame>;
  /** Resolves with the next callback that nobody took yet. */
  heard(): Promise<Frame>;
  /** How many callbacks wait to be taken. */
  waiting(): number;
  /** Sends any text. */
  raw(text: string): void;
  /** Resolves when the socket is closed. */
  readonly closed: Promise<void>;
}

let requests = 0;

/** Opens a socket without subscribing. */
export async function openSocket({ wecom }: Bench): Promise<BotProgram> {
  const socket = new WebSocket(wecom.socketUrl);
  afterwards(() => socket.terminate());
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  const acks = new Map<string, (frame: Frame) => void>();
  const callbacks: Frame[] = [];
  const takers: ((frame: Frame) => void)[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    const isCallback = frame.cmd !== undefined;
    const taker = isCallback ? takers.shift() : acks.get(frame.headers.req_id);
    if (taker === undefined && isCallback) callbacks.push(frame);
    taker?.(frame);
  });
  await once(socket, 'open');
  return {
    call(cmd, body, reqId) {
      requests += 1;
      const id = reqId ?? `${cmd}_${requests}`;
      return new Promise((resolve) => {
        acks.set(id, resolve);
        socket.send(JSON.stringify({ cmd, headers: { req_id: id }, body }));
      });
    },
    heard() {
      const first = callbacks.shift();
      return first === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(first);
    },
    waiting: () => callbacks.length,
    raw: (text) => socket.send(text),
    closed,
  };
}

/** Opens a socket that has the bot. */
export async function startBot(bench: Bench): Promise<BotProgram> {
  const program = await openSocket(bench);
  await program.call('aibot_subscribe', { bot_id: BOT.botId, secret: BOT.secret });
  return program;
}

/** Lets 专家一 mention the bot in the group, and takes what it heard. */
export async function addressed(bench: Bench, program: BotProgram): Promise<Frame> {
  await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '绑定', mentionBot: true });
  return program.heard();
}

/** Sends a message into the group. */
export function sendToGroup(bench: Bench, program: BotProgram, message: object): Promise<Frame> {
  return program.call('aibot_send_msg', { chatid: bench.group, chat_type: 2, ...message });
}

/** Writes a markdown message. */
export const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });

/** Writes a card message. */
export const cardMessage = (card: object) => ({ msgtype: 'template_card', template_card: card });

/** Writes a card with five stars and one button more. */
export function starCard(taskId: string, more: object = {}): Record<string, unknown> {
  const stars = [5, 4, 3, 2, 1].map((count) => ({ text: '★'.repeat(count), style: 1, key: `rate:${count}` }));
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title: '一种电池的制备方法' },
    button_list: [...stars, { text: '不相关', key: 'skip' }],
    ...more,
  };
}
