import type { WSClient } from '@wecom/aibot-node-sdk';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type AppError, outsideError } from '../../../errors.ts';
import { wecomError, wecomUnreachable, withoutEffect } from '../errors.ts';
import type { Ending } from './patience.ts';
import { sdkLogger } from './sdk-logger.ts';
import type { Timer } from './timer.ts';

/** The bot as the platform knows it, and where the platform is. */
export interface BotAccount {
  readonly botId: string;
  readonly secret: string;
  readonly url: string;
}

/** One attempt at the long connection, from the first byte to its end; there is no second life. */
export interface Session {
  /** True once the platform has taken the subscription, false when it came to nothing. */
  readonly opened: Promise<boolean>;
  readonly ended: Promise<Ending>;
  /** Sends a command and resolves when it is acknowledged; throws classified outside errors. */
  call(command: Command, reqId: string, body: object): Promise<void>;
  /** Uploads a file and returns its media_id; a failure is surely without effect. */
  upload(name: string, bytes: Uint8Array): Promise<string>;
  close(): void;
}

/** The commands we give over the long connection. */
export type Command = 'aibot_send_msg' | 'aibot_respond_update_msg' | 'aibot_respond_welcome_msg';

/** What a session takes from the channel; `hear` gets every frame that is told to the bot. */
export interface SessionWorld {
  readonly log: Logger;
  readonly timer: Timer;
  readonly hear: (frame: unknown, session: Session) => void;
}

/** How long connecting and subscribing may take together, in ms; the SDK itself would wait for ever. */
const AUTH_WITHIN_MS = 10_000;
/** How soon to send again what no connection could take, in ms. */
const AGAIN_MS = 1000;
const NOT_SUBSCRIBED = 846609;

const Refused = z.object({ errcode: z.number() });
/** The SDK tells the code of a refused subscription only at the end of a sentence. */
const CODE_IN_WORDS = /\(code: (-?\d+)\)$/;

/** Makes the error for a call that found no connection: nothing was sent. */
export function notConnected(call: string): AppError {
  const outside = { reaction: 'retry', retryAfterMs: AGAIN_MS, ambiguous: false } as const;
  const message = 'this process does not hold the connection of the WeCom bot at the moment';
  return outsideError('wecom_not_connected', message, outside, { facts: { call } });
}

/** Starts one attempt at the connection. The SDK is loaded here, so that a process that never connects has no part of it. */
export async function openSession(account: BotAccount, world: SessionWorld): Promise<Session> {
  const { WSClient: Client } = await import('@wecom/aibot-node-sdk');
  const life = lifeOf(world.timer);
  const calls = new Set<Promise<unknown>>();
  const client = new Client({
    botId: account.botId,
    secret: account.secret,
    wsUrl: account.url,
    // Both mean never: when to try again is for the supervisor to say.
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    wsOptions: { handshakeTimeout: AUTH_WITHIN_MS },
    logger: sdkLogger(world.log, () => life.end({ why: 'unsubscribed' })),
  });
  const session: Session = {
    opened: life.opened,
    ended: life.ended,
    call: (command, reqId, body) => within(calls, acknowledged(client, life, { command, reqId, body })),
    upload: (name, bytes) => within(calls, uploaded(client, life, name, bytes)),
    close: () => life.end({ why: 'lost' }),
  };
  listen(client, life, (frame) => world.hear(frame, session));
  void life.ended.then(async ({ why }) => {
    // What is under way gets the same refusal; cut off, nobody could tell whether it was sent.
    if (why === 'unsubscribed') await Promise.allSettled(calls);
    client.disconnect();
  });
  client.connect();
  return session;
}

interface Life {
  readonly opened: Promise<boolean>;
  readonly ended: Promise<Ending>;
  readonly isOver: () => boolean;
  readonly open: () => void;
  readonly end: (ending: Ending) => void;
}

function lifeOf(timer: Timer): Life {
  let over = false;
  let settleOpened = (_opened: boolean): void => {};
  let settleEnded = (_ending: Ending): void => {};
  const opened = new Promise<boolean>((resolve) => {
    settleOpened = resolve;
  });
  const ended = new Promise<Ending>((resolve) => {
    settleEnded = resolve;
  });
  const cancel = timer(AUTH_WITHIN_MS, () => end({ why: 'lost' }));
  const end = (ending: Ending): void => {
    over = true;
    cancel();
    settleOpened(false);
    settleEnded(ending);
  };
  const open = (): void => {
    cancel();
    settleOpened(true);
  };
  return { opened, ended, isOver: () => over, open, end };
}

function listen(client: WSClient, life: Life, hear: (frame: unknown) => void): void {
  client.on('authenticated', life.open);
  client.on('message', hear);
  client.on('event', hear);
  client.on('event.disconnected_event', () => life.end({ why: 'kicked' }));
  client.on('disconnected', () => life.end({ why: 'lost' }));
  // Everything it reports ends in a closed socket as well, except that only here a refusal has its code.
  client.on('error', (error) => {
    const code = CODE_IN_WORDS.exec(error.message)?.[1];
    life.end(code === undefined ? { why: 'lost' } : { why: 'refused', errcode: Number(code) });
  });
}

async function within<T>(calls: Set<Promise<unknown>>, call: Promise<T>): Promise<T> {
  calls.add(call);
  try {
    return await call;
  } finally {
    calls.delete(call);
  }
}

async function acknowledged(
  client: WSClient,
  life: Life,
  { command, reqId, body }: { command: Command; reqId: string; body: object },
): Promise<void> {
  // The SDK writes at once, so whatever fails from here on may have been sent.
  if (life.isOver() || !client.isConnected) throw notConnected(command);
  try {
    await client.reply({ headers: { req_id: reqId } }, { ...body }, command);
  } catch (failure) {
    throw failureOf(failure, life, command);
  }
}

async function uploaded(client: WSClient, life: Life, name: string, bytes: Uint8Array): Promise<string> {
  if (life.isOver() || !client.isConnected) throw notConnected('upload');
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { media_id } = await client.uploadMedia(buffer, { type: 'file', filename: name });
    return media_id;
  } catch (failure) {
    throw withoutEffect(failureOf(failure, life, 'upload'));
  }
}

/** A refusal is the whole frame, no Error; everything else is an acknowledgement that never came. */
function failureOf(failure: unknown, life: Life, call: string): AppError {
  const refused = Refused.safeParse(failure);
  if (!refused.success) return wecomUnreachable('no acknowledgement', call);
  const { errcode } = refused.data;
  if (errcode === NOT_SUBSCRIBED) life.end({ why: 'unsubscribed' });
  return wecomError(errcode, call);
}
