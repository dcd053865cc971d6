import type { Logger } from 'pino';
import { fetchNothing } from '../../download.ts';
import type { Capabilities, Channel, Limit } from '../../port.ts';
import { lintCard } from '../card-linter.ts';
import { openCallback, plain } from './callback.ts';
import { wecomClient } from './client.ts';
import { type CallbackKeys, keyOf } from './crypto.ts';
import { examine } from './examine.ts';
import { RESPONSE_CODE_LIFE_MS, type Sender, sendMessage, updateCard } from './messages.ts';
import { findPeople } from './people.ts';
import { type Translator, translate } from './translate.ts';

/** One self-built app (自建应用) of WeCom: its credentials and the keys of its callback. */
export interface WecomAppSettings {
  /** The name of the connection in our own words. */
  readonly connection: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly apiUrl: string;
  /** Where the service is reached from outside, to examine the callback; null when that is not known. */
  readonly baseUrl: string | null;
}

/** What the channel takes from the process. */
export interface WecomAppWorld {
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
}

// WeCom gives each person 30 messages of an app a minute and 1000 an hour, and drops the rest without a word.
const PERSON_LIMITS: readonly Limit[] = [
  { scope: 'chat', everyMs: 2500, burst: 3 },
  { scope: 'chat', everyMs: 4000, burst: 90 },
];

/** What every self-built app of WeCom can do. */
export const WECOM_APP_CAPABILITIES: Capabilities = {
  cards: 'wecom',
  reaches: 'people',
  hears: true,
  privateChat: '与应用的私聊',
  namesMentioned: false,
  findsPeople: true,
  leads: true,
  // The pages of WeCom disagree on whether the answer to a click may change the card: an edit by ticket surely does.
  answersWithCard: false,
  toasts: false,
  noticeLength: 112,
  editsByTicket: true,
  updateLaterMs: RESPONSE_CODE_LIFE_MS,
  updateAfterClickMs: 0,
  freeText: 'reply',
  // A task_id is taken once for ever.
  idempotentMs: { card: Number.POSITIVE_INFINITY, text: 0 },
  // WeCom waits 5 s, then posts again.
  answerWithinMs: 4000,
  // WeCom names no size; what its own limits on each part allow stays below.
  cardBytes: 32 * 1024,
  fileBytes: 20 * 1024 * 1024,
  // Messages with files are not among those that WeCom posts to an app.
  dropBytes: 0,
  limits: { send: PERSON_LIMITS, update: [] },
};

/** Builds the channel of one app; throws `malformed` when its EncodingAESKey is none. */
export function wecomAppChannel(settings: WecomAppSettings, world: WecomAppWorld): Channel {
  const { connection, corpId, agentId } = settings;
  const keys: CallbackKeys = {
    token: settings.token,
    key: keyOf(settings.encodingAesKey),
    receiveId: corpId,
  };
  const call = wecomClient(settings, world);
  const log = world.log.child({ channel: 'wecom-app', connection });
  const sender: Sender = { call, agentId: Number(agentId), now: world.now, log };
  const who: Translator = { connection, corpId, agentId, now: world.now };

  return {
    name: 'wecom-app',
    product: 'wecom',
    connection,
    can: WECOM_APP_CAPABILITIES,
    open: (request) => {
      const proven = openCallback(request, keys);
      if (proven.kind === 'challenge') return proven;
      return { kind: 'delivery', delivery: translate(proven.fields, who) };
    },
    answer: () => plain(''),
    lint: lintCard,
    send: (to, message) => sendMessage(sender, to, message),
    update: (_messageId, cardJson, ticket) => updateCard(sender, cardJson, ticket),
    // An app has no groups; should it ever name one, no card may go there (rule 28).
    fetchFile: fetchNothing,
    describeChat: async () => ({ name: '', external: true }),
    findPeople: (contacts) => findPeople(call, contacts),
    start: async () => {},
    stop: async () => {},
    state: () => 'connected',
    canSend: () => true,
    examine: () => examine(call, { ...settings, ...world, keys }),
  };
}
