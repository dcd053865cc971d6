import { createServer, type Server } from 'node:http';
import { listenOnLoopback } from '../loopback.ts';
import type { KeptFile, PersonView } from '../view.ts';
import type { CallOutcome } from './bot-calls.ts';
import { saveCallback } from './callback.ts';
import { type Dropping, drop } from './drop.ts';
import { enter } from './enter.ts';
import { createFaultSwitches, type FaultSwitches } from './fault-switches.ts';
import { createLongConnection, type LongConnection } from './long-connection.ts';
import type { WecomStandInOptions } from './options.ts';
import {
  addGroup,
  addPerson,
  type PersonFacts,
  personOf,
  privateChatOf,
  resign,
  setMembership,
} from './people.ts';
import { fileSeenBy, viewPeople } from './people-view.ts';
import { press, type WecomPress } from './press.ts';
import type { CallbackSettings, Counters, Media, StoredMessage } from './records.ts';
import { createApi } from './routes.ts';
import { type Saying, say } from './say.ts';
import { cancelTimers } from './timers.ts';
import { addWebhook } from './webhooks.ts';
import { createWorld, type WecomWorld } from './world.ts';

/** A running stand-in of WeCom: what its people do, what they see, what the programs did, and what is to go wrong. */
export interface WecomStandIn {
  /** The address of the HTTP API; paths begin with `/cgi-bin/`. */
  readonly url: string;
  /** The address of the bot's long connection. */
  readonly socketUrl: string;
  /** Makes a person of the corp and returns his userid. */
  addPerson(name: string, facts?: PersonFacts): string;
  /** Makes a group, with the bot in it unless told otherwise, and returns its chatid; the bot hears nothing of it. */
  addGroup(name: string, members: readonly string[], options?: { readonly bot?: boolean }): string;
  /** Puts a person into a group; nobody tells the bot. */
  joinGroup(chatId: string, userId: string): void;
  /** Takes a person out of a group; nobody tells the bot. */
  leaveGroup(chatId: string, userId: string): void;
  /** Adds a webhook robot to a group and returns its key. */
  addWebhook(chatId: string): string;
  /** Lets a person leave the corp; nobody hears of it. */
  resign(userId: string): void;
  /** Finds or opens a person's private chat with the bot or the app, unheard by both, and returns its id. */
  privateChat(userId: string, whom: 'bot' | 'app'): string;
  /** Opens a private chat as a person does himself; the bot hears it once a day, the app each time. */
  enter(userId: string, whom: 'bot' | 'app'): Promise<string>;
  /** Says something as a person and returns the message's id. */
  say(saying: Saying): Promise<string>;
  /** Sends a file as a person and returns the message's id. */
  drop(dropping: Dropping): Promise<string>;
  /** Presses a button of a person's own copy of a card. */
  press(pressed: WecomPress): Promise<CallOutcome>;
  /** Shows what people see; everybody when no one is named. */
  view(userIds?: readonly string[]): PersonView[];
  /** Lists copies of all messages of a chat, recalled ones included, the oldest first. */
  messages(chatId: string): StoredMessage[];
  /** Returns an uploaded file, or undefined. */
  media(mediaId: string): Media | undefined;
  /** Returns the file of a message that a person sees, or null. */
  fileSeenBy(userId: string, messageId: string): KeptFile | null;
  /** Saves the app's callback, if its address proves that it can decrypt; returns whether it did. */
  saveCallback(settings: CallbackSettings): Promise<boolean>;
  /** Calls the listener after every visible change; the returned function stops that. */
  onChange(listener: () => void): () => void;
  readonly faults: FaultSwitches;
  readonly counters: Readonly<Counters>;
  /** Tells how many sockets are open, and whether one of them has the bot. */
  connections(): { readonly open: number; readonly subscribed: boolean };
  close(): Promise<void>;
}

/** Starts a stand-in of WeCom on the loopback address, for one corp and with nobody in it yet. */
export async function startWecomStandIn(options: WecomStandInOptions): Promise<WecomStandIn> {
  const world = createWorld(options);
  const connection = createLongConnection(world);
  const server = createServer(createApi(world).callback());
  server.on('upgrade', (request, socket, head) => connection.upgrade(request, socket, head));
  const port = await listenOnLoopback(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: origin,
    socketUrl: `ws://127.0.0.1:${port}`,
    ...society(world, connection, origin),
    ...books(world),
    saveCallback: (settings) => saveCallback(world, settings),
    faults: createFaultSwitches(world, connection),
    counters: world.counters,
    connections: () => ({ open: connection.count(), subscribed: connection.subscribed() }),
    close: () => close(world, server, connection),
  };
}

type Society = Pick<
  WecomStandIn,
  | 'addPerson'
  | 'addGroup'
  | 'joinGroup'
  | 'leaveGroup'
  | 'addWebhook'
  | 'resign'
  | 'privateChat'
  | 'enter'
  | 'say'
  | 'drop'
  | 'press'
>;

function society(world: WecomWorld, connection: LongConnection, origin: string): Society {
  return {
    addPerson: (name, facts) => addPerson(world, name, facts).userId,
    addGroup: (name, members, { bot = true } = {}) => addGroup(world, name, members, bot).chatId,
    joinGroup: (chatId, userId) => setMembership(world, chatId, userId, true),
    leaveGroup: (chatId, userId) => setMembership(world, chatId, userId, false),
    addWebhook: (chatId) => addWebhook(world, chatId),
    resign: (userId) => resign(world, userId),
    privateChat: (userId, whom) => privateChatOf(world, personOf(world, userId), whom).chatId,
    enter: (userId, whom) => enter(world, connection, userId, whom),
    say: (saying) => say(world, connection, saying),
    drop: (dropping) => drop(world, connection, origin, dropping),
    press: (pressed) => press(world, connection, pressed),
  };
}

function books(
  world: WecomWorld,
): Pick<WecomStandIn, 'view' | 'messages' | 'media' | 'fileSeenBy' | 'onChange'> {
  return {
    view: (userIds) => viewPeople(world, userIds),
    messages: (chatId) =>
      [...world.messages.values()]
        .filter(({ chatIds }) => chatIds.includes(chatId))
        .map((one) => ({ ...one, copies: new Map(one.copies) })),
    media: (mediaId) => world.media.get(mediaId),
    fileSeenBy: (userId, messageId) => fileSeenBy(world, userId, messageId),
    onChange(listener) {
      world.listeners.add(listener);
      return () => void world.listeners.delete(listener);
    },
  };
}

/** Cuts everything that is open, and forgets everything that was to happen later. */
function close(world: WecomWorld, server: Server, connection: LongConnection): Promise<void> {
  connection.close();
  cancelTimers(world);
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
