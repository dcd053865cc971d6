import type { Logger } from 'pino';
import { AppError, unverified } from '../../../errors.ts';
import type { Capabilities, Channel, DeliveryHandler, Lease } from '../../port.ts';
import { lintCard } from '../card-linter.ts';
import { mentionRemover } from './addressing.ts';
import { frameHearer } from './answers.ts';
import { fetchFile } from './download.ts';
import { examineBot, knownConnection } from './examine.ts';
import { limitTeller } from './limit-teller.ts';
import { sendMessage } from './messages.ts';
import { notConnected, openSession, type Session } from './session.ts';
import { type Supervisor, supervise } from './supervisor.ts';
import { processTimer, type Timer } from './timer.ts';
import type { Translator } from './translate.ts';

/** One intelligent robot (智能机器人) of WeCom: its credentials, and what people call it. */
export interface WecomBotSettings {
  /** The name of the connection in our own words. */
  readonly connection: string;
  readonly botId: string;
  readonly secret: string;
  /** What people type after the @. */
  readonly name: string;
  /** The address of the long connection. */
  readonly url: string;
}

/** What the channel takes from the process; `timer` is the process's own by default. */
export interface WecomBotWorld {
  readonly log: Logger;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: () => string;
  /** The right to the one connection the robot may have. */
  readonly lease: Lease;
  readonly timer?: Timer;
}

/** How long stopping waits for answers that are still being made, in ms; WeCom takes none after 5 s. */
const DRAIN_WITHIN_MS = 4000;

// WeCom allows 30 messages a minute and 1000 an hour in a conversation, answers included: both are kept with room.
const CHAT_LIMITS = [
  { scope: 'chat', everyMs: 2500, burst: 3 },
  { scope: 'chat', everyMs: 4000, burst: 90 },
] as const;

/** What every bot of WeCom can do. */
export const WECOM_BOT_CAPABILITIES: Capabilities = {
  cards: 'wecom',
  reaches: 'both',
  hears: true,
  privateChat: '与机器人的私聊',
  namesMentioned: false,
  findsPeople: false,
  leads: true,
  answersWithCard: true,
  toasts: false,
  noticeLength: 112,
  editsByTicket: false,
  updateLaterMs: 0,
  updateAfterClickMs: 0,
  freeText: 'reply',
  // WeCom never takes a task_id twice; of texts it remembers nothing.
  idempotentMs: { card: Number.POSITIVE_INFINITY, text: 0 },
  // WeCom waits 5 s.
  answerWithinMs: 4000,
  cardBytes: 28 * 1024,
  fileBytes: 20 * 1024 * 1024,
  // In private chats only: of a file in a group the bot is told nothing.
  dropBytes: 20 * 1024 * 1024,
  limits: { send: CHAT_LIMITS, update: [] },
};

/** Builds the channel of one robot; whichever process holds the lease has the connection, the others wait for it. */
export function wecomBotChannel(settings: WecomBotSettings, world: WecomBotWorld): Channel {
  const { connection, name } = settings;
  const log = world.log.child({ channel: 'wecom-bot', connection });
  const timer = world.timer ?? processTimer;
  const who: Translator = { connection, withoutMention: mentionRemover(name) };
  const told = limitTeller(world.now);
  const running = new Set<Promise<void>>();
  let line: Supervisor | null = null;

  const openHearing = (handle: DeliveryHandler) => {
    const hear = frameHearer(who, handle, log);
    return openSession(settings, {
      log,
      timer,
      hear: (frame, session) => track(running, hear(frame, session)),
    });
  };
  const held = (call: string): Session => {
    const session = line?.session() ?? null;
    if (session === null) throw notConnected(call);
    return session;
  };

  return {
    name: 'wecom-bot',
    product: 'wecom',
    connection,
    can: WECOM_BOT_CAPABILITIES,
    open: noWebhook,
    answer: noWebhook,
    lint: lintCard,
    send: async (to, message, key) => {
      const reqId = `aibot_send_msg_${world.newId()}`;
      const session = held('aibot_send_msg');
      return told(`${to.kind} ${to.id}`, () => sendMessage(session, { to, message, key, reqId }));
    },
    update: async () => {
      throw new AppError(
        'bug',
        'wecom_bot_cannot_edit',
        'a bot of WeCom edits cards in its answer to a click only',
      );
    },
    fetchFile: (source) => fetchFile(source, WECOM_BOT_CAPABILITIES.dropBytes),
    // The bot only works in internal groups, and nothing tells it what they are called.
    describeChat: async () => ({ name: '', external: false }),
    findPeople: async () => new Map(),
    start: async (handle) => {
      line = supervise({ ...world, log, timer, open: () => openHearing(handle) });
      await line.start();
    },
    stop: async () => {
      if (running.size > 0) await Promise.race([Promise.allSettled(running), world.sleep(DRAIN_WITHIN_MS)]);
      await line?.stop();
      line = null;
    },
    state: () => line?.state() ?? 'down',
    canSend: () => (line?.session() ?? null) !== null,
    examine: async () => {
      // Asking for a lease that is our own would lose it.
      if (line !== null) return knownConnection(line.session() !== null, line.state());
      return examineBot(settings, world.lease, () => openSession(settings, { log, timer, hear: () => {} }));
    },
  };
}

function noWebhook(): never {
  throw unverified('wecom_bot_has_no_webhook');
}

function track(running: Set<Promise<void>>, work: Promise<void>): void {
  running.add(work);
  void work.finally(() => running.delete(work));
}
