import { createServer, type Server } from 'node:http';
import { listenOnLoopback } from '../loopback.ts';
import type { KeptFile, PersonView, PressOutcome } from '../view.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { type Dropping, drop } from './drop.ts';
import { createFaultSwitches, type FaultSwitches } from './fault-switches.ts';
import { createLongConnection, type LongConnection } from './long-connection.ts';
import { openGroup } from './membership.ts';
import type { FeishuStandInOptions } from './options.ts';
import { addPerson, type Contact, joinGroup, leaveGroup, privateChatOf } from './people.ts';
import { fileSeenBy, viewPeople } from './people-view.ts';
import { enter, resign } from './person-events.ts';
import { type Press, press } from './press.ts';
import { createApi } from './routes.ts';
import { type Saying, say } from './say.ts';
import type { PushOutcome } from './transport.ts';
import type { Forgery } from './webhook.ts';
import {
  type Counters,
  createWorld,
  type FeishuWorld,
  type StoredFile,
  type StoredMessage,
} from './world.ts';

/** A running stand-in of Feishu: what its people do, what they see, what the app did, and what is to go wrong. */
export interface FeishuStandIn {
  /** The value for the SDK's `domain`. */
  readonly url: string;
  readonly botOpenId: string;
  readonly tenantKey: string;
  /** Makes a person, by default of the app's own organisation, and returns his open_id. */
  addPerson(name: string, contact?: Contact, options?: { readonly outsider?: boolean }): string;
  /** Makes a group with the bot in it, tells the app, and returns the chat_id. */
  addGroup(name: string, members: readonly string[], options?: { readonly external?: boolean }): string;
  /** Puts a person into a group. */
  joinGroup(chatId: string, openId: string): void;
  /** Takes a person out of a group. */
  leaveGroup(chatId: string, openId: string): void;
  /** Opens a person's private chat as he does himself; resolves with its chat_id when the app has heard it. */
  enter(openId: string): Promise<string>;
  /** Lets a person leave his organisation; resolves when the app has heard it. */
  resign(openId: string): Promise<void>;
  /** Finds or opens a person's private chat with the bot, unheard by the app, and returns its chat_id. */
  privateChat(openId: string): string;
  /** Presses a button as a person's client does. */
  press(pressed: Press): Promise<PressOutcome>;
  /** Says something as a person; resolves with the message's id when the app has heard it. */
  say(saying: Saying): Promise<string>;
  /** Sends a file as a person; resolves with the message's id when the app has heard of it. */
  drop(dropping: Dropping): Promise<string>;
  /** Shows what people see; everybody when no one is named. */
  view(openIds?: readonly string[]): PersonView[];
  /** Lists copies of all messages of a chat, recalled ones included, the oldest first. */
  messages(chatId: string): StoredMessage[];
  /** Returns an uploaded file, or undefined. */
  file(fileKey: string): StoredFile | undefined;
  /** Returns the file of a message that a person sees, or null. */
  fileSeenBy(openId: string, messageId: string): KeptFile | null;
  /** Calls the listener after every visible change; the returned function stops that. */
  onChange(listener: () => void): () => void;
  readonly faults: FaultSwitches;
  /** Pushes any envelope through the transport of the moment, once; a forgery only works on a webhook. */
  deliverRaw(envelope: object, forgery?: Forgery): Promise<PushOutcome>;
  /** Asks the webhook for its challenge, as saving its address in the console does. */
  challenge(): Promise<PushOutcome>;
  /** Pushes the events whose retry is due and returns how many there were. */
  retryDue(): Promise<number>;
  /** Resolves when every event has been delivered or waits for a retry. */
  settled(): Promise<void>;
  readonly counters: Readonly<Counters>;
  /** Tells how many long connections are open. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a stand-in of Feishu on the loopback address, for one app and with nobody in it yet. */
export async function startFeishuStandIn(options: FeishuStandInOptions): Promise<FeishuStandIn> {
  const world = createWorld(options);
  const server = createServer();
  const port = await listenOnLoopback(server, options.port ?? 0);
  const connection = createLongConnection(world, () => `ws://127.0.0.1:${port}`);
  const delivery = createDelivery(world, connection);
  server.on('request', createApi(world, connection).callback());
  server.on('upgrade', (request, socket, head) => connection.upgrade(request, socket, head));
  return {
    url: `http://127.0.0.1:${port}`,
    botOpenId: world.bot.openId,
    tenantKey: world.tenantKey,
    ...society(world, delivery),
    ...books(world),
    faults: createFaultSwitches(world, delivery, connection),
    deliverRaw: (envelope, forgery) => delivery.raw(envelope, forgery),
    challenge: () => delivery.challenge(),
    retryDue: () => delivery.retryDue(),
    settled: () => delivery.settled(),
    counters: world.counters,
    connections: () => connection.count(),
    close: () => close(server, connection),
  };
}

type Society = Pick<
  FeishuStandIn,
  | 'addPerson'
  | 'addGroup'
  | 'joinGroup'
  | 'leaveGroup'
  | 'enter'
  | 'resign'
  | 'privateChat'
  | 'press'
  | 'say'
  | 'drop'
>;

function society(world: FeishuWorld, delivery: Delivery): Society {
  return {
    addPerson: (name, contact, options) => addPerson(world, name, contact, options).openId,
    addGroup: (name, members, { external = false } = {}) =>
      openGroup(world, delivery, { name, members, external }),
    joinGroup: (chatId, openId) => joinGroup(world, chatId, openId),
    leaveGroup: (chatId, openId) => leaveGroup(world, chatId, openId),
    enter: (openId) => enter(world, delivery, openId),
    resign: (openId) => resign(world, delivery, openId),
    privateChat: (openId) => privateChatOf(world, openId).chatId,
    press: (pressed) => press(world, delivery, pressed),
    say: (saying) => say(world, delivery, saying),
    drop: (dropping) => drop(world, delivery, dropping),
  };
}

function books(
  world: FeishuWorld,
): Pick<FeishuStandIn, 'view' | 'messages' | 'file' | 'fileSeenBy' | 'onChange'> {
  return {
    view: (openIds) => viewPeople(world, openIds),
    messages: (chatId) =>
      [...world.messages.values()].filter((one) => one.chatId === chatId).map((one) => ({ ...one })),
    file: (fileKey) => world.files.get(fileKey),
    fileSeenBy: (openId, messageId) => fileSeenBy(world, openId, messageId),
    onChange(listener) {
      world.listeners.add(listener);
      return () => void world.listeners.delete(listener);
    },
  };
}

/** Cuts everything that is open, hanging requests included. */
function close(server: Server, connection: LongConnection): Promise<void> {
  connection.kick();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
