import { createSlidingWindows, type SlidingWindows } from '../sliding-windows.ts';
import { createFaultPlan, type FaultPlan } from './faults.ts';
import type { FeishuStandInOptions } from './options.ts';

/** Somebody with a Feishu account; ids have the real prefixes. */
export interface Person {
  readonly openId: string;
  readonly unionId: string;
  readonly name: string;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  /** The organisation he belongs to; the app's own or another. */
  readonly tenantKey: string;
  /** True once he has left his organisation: his account is closed. */
  departed: boolean;
}

/** A group, or the private chat of one person with the bot. */
export interface Chat {
  readonly chatId: string;
  readonly name: string;
  readonly kind: 'group' | 'p2p';
  readonly external: boolean;
  members: ReadonlySet<string>;
  botIn: boolean;
  dissolved: boolean;
}

/** Who wrote a message: a person by open_id, or the bot by its app id. */
export interface Author {
  readonly kind: 'person' | 'bot';
  readonly id: string;
}

/** Somebody mentioned in a text, by the placeholder that stands for him. */
export interface Mention {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  readonly tenantKey: string;
}

/** A message as the stand-in keeps it; `content` is the JSON string as sent. */
export interface StoredMessage {
  readonly messageId: string;
  readonly chatId: string;
  readonly msgType: string;
  readonly sender: Author;
  readonly uuid: string | null;
  readonly sentAt: Date;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly mentions: readonly Mention[];
  content: string;
  /** How often the app has edited it, be it by PATCH or in the answer to a click. */
  edits: number;
  editedAt: Date | null;
  recalled: boolean;
  /** Clicks on this card that the app has not answered yet; while there are any, the card cannot be edited. */
  openClicks: number;
}

/** An uploaded file. */
export interface StoredFile {
  readonly fileKey: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A file that a person sent; the app may fetch it by its key and its message, and send it no further. */
export interface DroppedFile {
  readonly messageId: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** What happened so far, counted. */
export interface Counters {
  /** Requests for an access token. */
  tokens: number;
  /** Messages the app really sent, replies included. */
  sends: number;
  /** Sends that were answered with the message an earlier send with the same uuid had made. */
  repeatedSends: number;
  updates: number;
  rejectedByLimit: number;
}

/** A tenant access token and when it ends. */
export interface IssuedToken {
  readonly token: string;
  readonly endsAt: number;
}

/** Everything the stand-in knows; its parts are functions that take this first. */
export interface FeishuWorld {
  readonly options: FeishuStandInOptions;
  readonly bot: { readonly openId: string; readonly name: string };
  readonly tenantKey: string;
  readonly people: Map<string, Person>;
  readonly chats: Map<string, Chat>;
  readonly messages: Map<string, StoredMessage>;
  /** The last message sent with each uuid. */
  readonly sentByUuid: Map<string, StoredMessage>;
  readonly files: Map<string, StoredFile>;
  /** By the key of the file. */
  readonly drops: Map<string, DroppedFile>;
  readonly windows: SlidingWindows;
  readonly faults: FaultPlan;
  readonly counters: Counters;
  readonly listeners: Set<() => void>;
  /** Tokens that still count, the newest last. */
  tokens: readonly IssuedToken[];
}

/** How many characters a tenant_key has here. */
export const TENANT_KEY_LENGTH = 16;

const BOT_NAME = '盘活助手';

/** Makes an empty world around one app. */
export function createWorld(options: FeishuStandInOptions): FeishuWorld {
  return {
    options,
    bot: { openId: `ou_${plainId(options)}`, name: BOT_NAME },
    tenantKey: plainId(options).slice(0, TENANT_KEY_LENGTH),
    people: new Map(),
    chats: new Map(),
    messages: new Map(),
    sentByUuid: new Map(),
    files: new Map(),
    drops: new Map(),
    windows: createSlidingWindows(),
    faults: createFaultPlan(),
    counters: { tokens: 0, sends: 0, repeatedSends: 0, updates: 0, rejectedByLimit: 0 },
    listeners: new Set(),
    tokens: [],
  };
}

/** Makes a new id with one of Feishu's prefixes, such as `om_`. */
export function makeId(world: FeishuWorld, prefix: string): string {
  return `${prefix}${plainId(world.options)}`;
}

/** Returns the instant on the injected clock in ms since 1970. */
export function instant(world: FeishuWorld): number {
  return world.options.now().getTime();
}

/** Returns how long the platform waits for the answer to an event or a callback, in ms. */
export function answerWithinMs(world: FeishuWorld): number {
  return world.options.answerWithinMs ?? 3000;
}

/** Tells the listeners that something a person can see has changed. */
export function changed(world: FeishuWorld): void {
  for (const listener of world.listeners) listener();
}

function plainId(options: FeishuStandInOptions): string {
  return options.newId().replaceAll('-', '');
}
