import type { Logger } from 'pino';
import type { AppError } from '../../errors.ts';
import { malformed, unverified } from '../../errors.ts';
import type { Capabilities, Channel } from '../port.ts';
import { botIdentity } from './bot.ts';
import type { CallbackKeys } from './callback.ts';
import { jsonAnswer, openCallback } from './callback.ts';
import { lintCard } from './card-linter.ts';
import { feishuClient } from './client.ts';
import type { Every, LongConnection } from './connection.ts';
import { longConnection } from './connection.ts';
import { answerObject, envelopeHandler } from './deliveries.ts';
import { examine } from './examine.ts';
import { fetchFile } from './files.ts';
import { describeChat, sendMessage, updateCard } from './messages.ts';
import { findPeople } from './people.ts';
import type { Translator } from './translate.ts';
import { translate } from './translate.ts';

/** One app on Feishu: its credentials, and how its deliveries come in. */
export interface FeishuSettings {
  /** The name of the connection in our own words. */
  readonly connection: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Needed by the webhook transport. */
  readonly encryptKey?: string | undefined;
  /** Needed by the webhook transport. */
  readonly verificationToken?: string | undefined;
  readonly transport: 'websocket' | 'webhook';
  /** Where the open platform is, for example `https://open.feishu.cn`. */
  readonly domain: string;
}

/** What the channel takes from the process; `every` drives the watchdog and is the process's timer by default. */
export interface FeishuWorld {
  readonly log: Logger;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly every?: Every;
  /** Where the service is reached from outside; null or absent when only this machine can. */
  readonly baseUrl?: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

// One call every 62 ms with a burst of 16 stays well under 50 a second, which the network may bunch up, and under 1000
// a minute. A chat and a message take 5 calls a second, the chat's shared by all of its bots: 4 leave room, a burst would not.
const APP_LIMIT = { scope: 'connection', everyMs: 62, burst: 16 } as const;

/** What every self-built app of Feishu can do. */
export const FEISHU_CAPABILITIES: Capabilities = {
  cards: 'feishu',
  reaches: 'both',
  hears: true,
  privateChat: '与机器人的私聊',
  namesMentioned: true,
  findsPeople: true,
  leads: false,
  answersWithCard: false,
  toasts: true,
  noticeLength: Number.POSITIVE_INFINITY,
  editsByTicket: false,
  // Feishu edits for 14 days; the last day is left for clocks and queues.
  updateLaterMs: 13 * DAY_MS,
  // An edit before the answer has arrived is refused or overwritten.
  updateAfterClickMs: 500,
  freeText: 'form',
  // Feishu remembers a uuid for an hour.
  idempotentMs: { card: 55 * 60_000, text: 55 * 60_000 },
  // Feishu waits 3 s.
  answerWithinMs: 2500,
  // 30 KB are documented; style tags count more than they measure.
  cardBytes: 28 * 1024,
  fileBytes: 30 * 1024 * 1024,
  // Feishu would hand over 100 MB; no export comes near this.
  dropBytes: 20 * 1024 * 1024,
  limits: {
    send: [APP_LIMIT, { scope: 'chat', everyMs: 250, burst: 0 }],
    update: [APP_LIMIT, { scope: 'message', everyMs: 250, burst: 0 }],
  },
};

/** The SDK refuses other ids with nothing but a log line. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/;

/** Builds the channel of one Feishu app; throws `malformed` when a setting its transport needs is missing or wrong. */
export function feishuChannel(settings: FeishuSettings, world: FeishuWorld): Channel {
  checkAppId(settings);
  const keys = webhookKeys(settings);
  const log = world.log.child({ channel: 'feishu', connection: settings.connection });
  // The SDK joins the domain and the path as they are: a slash at the end would double.
  const app = {
    appId: settings.appId,
    appSecret: settings.appSecret,
    domain: settings.domain.replace(/\/+$/, ''),
  };
  const call = feishuClient(app, { log, now: world.now });
  const bot = botIdentity(call, log);
  const who: Translator = { connection: settings.connection, botId: bot.openId };
  let line: LongConnection | null = null;

  return {
    name: 'feishu',
    product: 'feishu',
    connection: settings.connection,
    can: FEISHU_CAPABILITIES,
    open: (request) => {
      if (keys === null) throw unverified('feishu_webhook_closed');
      const proven = openCallback(request, keys, log);
      if (proven.kind === 'challenge') return proven;
      return { kind: 'delivery', delivery: translate(proven.envelope, who) };
    },
    answer: (delivery, answer) => jsonAnswer(answerObject(delivery, answer)),
    lint: lintCard,
    send: (to, message, key) => sendMessage(call, to, message, key),
    update: (messageId, cardJson) => updateCard(call, messageId, cardJson),
    fetchFile: (source) => fetchFile(call, source, FEISHU_CAPABILITIES.dropBytes),
    describeChat: (chatId) => describeChat(call, chatId),
    findPeople: (contacts) => findPeople(call, contacts),
    start: async (handle) => {
      if (settings.transport === 'websocket') {
        line = longConnection(app, envelopeHandler(who, handle, log), {
          ...world,
          log,
          every: world.every ?? byTimer,
        });
      }
      await Promise.all([line?.open(), bot.learn()]);
    },
    stop: async () => {
      await line?.close();
      line = null;
    },
    state: () => (settings.transport === 'webhook' ? 'connected' : (line?.state() ?? 'down')),
    canSend: () => true,
    examine: () => examine(call, { ...settings, baseUrl: world.baseUrl ?? null }),
  };
}

// Null means that this connection takes no webhooks: without both keys nothing could be proven.
function webhookKeys(settings: FeishuSettings): CallbackKeys | null {
  const { appId, encryptKey, verificationToken, transport, connection } = settings;
  if (transport === 'websocket') return null;
  if (!encryptKey) throw keyMissing('Encrypt Key', 'FEISHU_ENCRYPT_KEY', connection);
  if (!verificationToken) throw keyMissing('Verification Token', 'FEISHU_VERIFICATION_TOKEN', connection);
  return { appId, encryptKey, verificationToken };
}

function keyMissing(what: string, setting: string, connection: string): AppError {
  const message = `webhooks of Feishu need the ${what} of the app: set ${setting}, or use the websocket transport`;
  return malformed('feishu_key_missing', message, { setting, connection });
}

function checkAppId({ appId, transport, connection }: FeishuSettings): void {
  if (transport === 'webhook' || APP_ID.test(appId)) return;
  const message = 'the Feishu app id must be cli_ and 16 hexadecimal digits: correct FEISHU_APP_ID';
  throw malformed('feishu_app_id_wrong', message, { connection });
}

const byTimer: Every = (ms, work) => {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
};
