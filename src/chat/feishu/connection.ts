import { EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import type { Logger } from 'pino';
import { AppError } from '../../errors.ts';
import type { ConnectionState } from '../port.ts';
import { bodiesOnly, CALL_TIMEOUT_MS } from './http.ts';
import { redactedLogger } from './redact.ts';

/**
 * Seconds of silence after a ping after which the socket counts as dead; the SDK's default is never. It must stay
 * below Feishu's ping interval (120 s), for the SDK starts the count anew with every ping.
 */
const PING_TIMEOUT_S = 20;
/** How often the watchdog looks whether the SDK has given up, in ms. */
const WATCHDOG_MS = 60_000;
/** How long `open` waits for the first connection before it lets the rest of the service start, in ms. */
const READY_WITHIN_MS = 15_000;
/** How long `close` waits for answers that are still being made, in ms; Feishu would not take them later. */
const DRAIN_WITHIN_MS = 3_000;

/** Calls `work` every so many ms and returns how to stop that. */
export type Every = (ms: number, work: () => void) => () => void;

/** Answers one delivery that came over the long connection with the object Feishu gets back. */
export type EnvelopeHandler = (envelope: unknown) => Promise<object>;

/** The long connection of one app. */
export interface LongConnection {
  /** Connects and resolves when connected, or after 15 s, because an outage of Feishu must not stop our start. */
  open(): Promise<void>;
  close(): Promise<void>;
  state(): ConnectionState;
}

/** Builds the long connection of one app; deliveries are acknowledged only after `handle` has answered. */
export function longConnection(
  app: { appId: string; appSecret: string; domain: string },
  handle: EnvelopeHandler,
  world: { log: Logger; sleep: (ms: number) => Promise<void>; every: Every; pingTimeoutS?: number },
): LongConnection {
  const running = new Set<Promise<object>>();
  const ready = signal();
  const logger = redactedLogger(world.log);
  const socket = new WSClient({
    ...app,
    logger,
    httpInstance: bodiesOnly(),
    handshakeTimeoutMs: CALL_TIMEOUT_MS,
    wsConfig: { pingTimeout: world.pingTimeoutS ?? PING_TIMEOUT_S },
    onReady: ready.give,
    onError: () => {
      world.log.error('Feishu refused the long connection; the watchdog will try again');
      ready.give();
    },
    onReconnecting: () => world.log.warn('the long connection to Feishu was lost'),
    onReconnected: () => world.log.info('the long connection to Feishu is back'),
  });
  passCardFrames(socket);

  const eventDispatcher = dispatcherTo(logger, (envelope) => tracked(running, handle(envelope)));
  let stopWatchdog = () => {};

  return {
    open: async () => {
      await socket.start({ eventDispatcher });
      stopWatchdog = world.every(WATCHDOG_MS, () => {
        // The SDK gives up after a refusal or too many tries and never comes back by itself.
        if (stateOf(socket) === 'down') void socket.start({ eventDispatcher });
      });
      await Promise.race([ready.given, world.sleep(READY_WITHIN_MS)]);
      if (stateOf(socket) !== 'connected') world.log.warn('the long connection to Feishu is not up yet');
    },
    close: async () => {
      stopWatchdog();
      if (running.size > 0) await Promise.race([Promise.allSettled(running), world.sleep(DRAIN_WITHIN_MS)]);
      // The SDK writes the acknowledgement a few microtasks after the handler has answered.
      await new Promise(setImmediate);
      socket.close();
    },
    state: () => stateOf(socket),
  };
}

function stateOf(socket: WSClient): ConnectionState {
  const { state } = socket.getConnectionStatus();
  if (state === 'connected') return 'connected';
  return state === 'connecting' || state === 'reconnecting' ? 'connecting' : 'down';
}

async function tracked(running: Set<Promise<object>>, answer: Promise<object>): Promise<object> {
  running.add(answer);
  try {
    return await answer;
  } finally {
    running.delete(answer);
  }
}

// The SDK's own dispatcher looks a handler up by event type and hides the envelope; ours hands all of it on.
function dispatcherTo(logger: ReturnType<typeof redactedLogger>, handle: EnvelopeHandler): EventDispatcher {
  const dispatcher = new EventDispatcher({ logger });
  dispatcher.invoke = handle;
  return dispatcher;
}

/**
 * Lets frames of type `card` through, which SDK 1.74 drops without a word while some apps get their clicks in them.
 * Throws `bug` when a new version of the SDK has moved the place where frames arrive.
 */
function passCardFrames(socket: WSClient): void {
  const receive: unknown = Reflect.get(socket, 'handleEventData');
  if (typeof receive !== 'function') {
    throw new AppError(
      'bug',
      'feishu_sdk_changed',
      'the Feishu SDK no longer receives frames where panhuo expects it',
    );
  }
  Reflect.set(socket, 'handleEventData', (frame: { headers: readonly FrameHeader[] }) => {
    const headers = frame.headers.map((header) =>
      header.key === 'type' && header.value === 'card' ? { ...header, value: 'event' } : header,
    );
    return receive.call(socket, { ...frame, headers });
  });
}

interface FrameHeader {
  readonly key: string;
  readonly value: string;
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
