import { createSlidingWindows, type SlidingWindows } from '../sliding-windows.ts';
import { createFaultPlan, type FaultPlan } from './faults.ts';
import type { WecomStandInOptions } from './options.ts';
import type {
  BotCall,
  CallbackSettings,
  Chat,
  Counters,
  LinkedFile,
  Media,
  Person,
  ResponseCode,
  StoredMessage,
  Stream,
  Webhook,
} from './records.ts';

/** Everything the stand-in knows; its parts are functions that take this first. */
export interface WecomWorld {
  readonly options: WecomStandInOptions;
  readonly people: Map<string, Person>;
  readonly chats: Map<string, Chat>;
  readonly messages: Map<string, StoredMessage>;
  readonly media: Map<string, Media>;
  /** Files behind links, by the link's last part. */
  readonly links: Map<string, LinkedFile>;
  readonly webhooks: Map<string, Webhook>;
  readonly responseCodes: Map<string, ResponseCode>;
  /** The last message of the app to the same receivers with the same content, by a hash of both. */
  readonly appSends: Map<string, StoredMessage>;
  /** The task ids that were ever used: by the app, and by the bot. */
  readonly taskIds: { readonly app: Set<string>; readonly bot: Set<string> };
  /** By req_id. */
  readonly botCalls: Map<string, BotCall>;
  /** By req_id and the stream's own id. */
  readonly streams: Map<string, Stream>;
  /** The day on which each person last entered his chat with the bot. */
  readonly enteredOn: Map<string, string>;
  readonly windows: SlidingWindows;
  readonly faults: FaultPlan;
  readonly counters: Counters;
  readonly listeners: Set<() => void>;
  /** What cancels each timer that still runs. */
  readonly timers: Set<() => void>;
  callback: CallbackSettings | null;
  /** Tokens by their text, with the instant each ends; a revoked one is forgotten. */
  tokens: ReadonlyMap<string, number>;
}

/** Makes an empty world around one corp. */
export function createWorld(options: WecomStandInOptions): WecomWorld {
  return {
    options,
    people: new Map(),
    chats: new Map(),
    messages: new Map(),
    media: new Map(),
    links: new Map(),
    webhooks: new Map(),
    responseCodes: new Map(),
    appSends: new Map(),
    taskIds: { app: new Set(), bot: new Set() },
    botCalls: new Map(),
    streams: new Map(),
    enteredOn: new Map(),
    windows: createSlidingWindows(),
    faults: createFaultPlan(),
    counters: {
      tokens: 0,
      sends: 0,
      repeatedSends: 0,
      updates: 0,
      rejectedByLimit: 0,
      silentlyDropped: 0,
      callbackAttempts: 0,
      kicks: 0,
    },
    listeners: new Set(),
    timers: new Set(),
    callback: null,
    tokens: new Map(),
  };
}

/** Makes a new id behind a prefix. */
export function makeId(world: WecomWorld, prefix: string): string {
  return `${prefix}${world.options.newId().replaceAll('-', '')}`;
}

/** Returns the instant on the injected clock in ms since 1970. */
export function instant(world: WecomWorld): number {
  return world.options.now().getTime();
}

/** Tells the listeners that something a person can see has changed. */
export function changed(world: WecomWorld): void {
  for (const listener of world.listeners) listener();
}
