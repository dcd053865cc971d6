import { z } from 'zod';
import { type AppError, asAppError, outsideError, unverified } from '../../../errors.ts';
import { cutToBytes } from '../../cut-text.ts';
import { fetchNothing } from '../../download.ts';
import type { Address, Capabilities, Channel, Finding, Message, Sent } from '../../port.ts';
import { lintCard } from '../card-linter.ts';
import { wecomUnreadable, withoutEffect } from '../errors.ts';
import { apiAddress, exchange } from '../http.ts';
import { fileForm } from '../upload.ts';
import { literalMarkdown } from '../words.ts';

/** One webhook (消息推送) of a group in WeCom. */
export interface WecomWebhookSettings {
  /** The name of the connection in our own words. */
  readonly connection: string;
  /** The only secret there is: whoever has it can write into the group. */
  readonly key: string;
  readonly apiUrl: string;
}

/** What the channel takes from the process. */
export interface WecomWebhookWorld {
  readonly newId: () => string;
}

/** What every webhook robot of WeCom can do. */
export const WECOM_WEBHOOK_CAPABILITIES: Capabilities = {
  // A webhook takes two kinds of cards, and nobody can press anything on them: words say as much.
  cards: null,
  reaches: 'groups',
  hears: false,
  privateChat: '',
  namesMentioned: false,
  findsPeople: false,
  leads: false,
  answersWithCard: false,
  toasts: false,
  noticeLength: 0,
  editsByTicket: false,
  updateLaterMs: 0,
  updateAfterClickMs: 0,
  freeText: 'page',
  idempotentMs: { card: 0, text: 0 },
  answerWithinMs: 4000,
  cardBytes: 0,
  fileBytes: 20 * 1024 * 1024,
  dropBytes: 0,
  // WeCom takes 20 messages a minute.
  limits: { send: [{ scope: 'connection', everyMs: 3400, burst: 1 }], update: [] },
};

const MAX_MARKDOWN_BYTES = 4096;

const UploadAnswer = z.object({ media_id: z.string().min(1) });

/** Builds the channel of one webhook, which can only send. */
export function wecomWebhookChannel(settings: WecomWebhookSettings, world: WecomWebhookWorld): Channel {
  return {
    name: 'wecom-webhook',
    product: 'wecom',
    connection: settings.connection,
    can: WECOM_WEBHOOK_CAPABILITIES,
    open: () => {
      throw unverified('wecom_webhook_hears_nothing');
    },
    answer: () => ({ status: 200, type: 'text/plain', body: '' }),
    lint: lintCard,
    send: (to, message) => send(settings, world, to, message),
    update: async () => {
      throw cannot('a message of a webhook cannot be edited', 'message-expired');
    },
    // WeCom tells nothing of the group: whoever took the key there has looked who reads it (rule 28).
    fetchFile: fetchNothing,
    describeChat: async () => ({ name: '', external: false }),
    findPeople: async () => new Map(),
    start: async () => {},
    stop: async () => {},
    state: () => 'connected',
    canSend: () => true,
    examine: async () => [KEY_UNPROVEN],
  };
}

const KEY_UNPROVEN: Finding = {
  what: '消息推送',
  ok: true,
  say: '企业微信不提供查询，webhook 的 key 是否有效只有真正发一条消息才知道：请用 doctor --chat 发一条检查消息，并确认群里没有外部人员。发不出去时，请在群的「消息推送」里重新添加，并复制新的 webhook 地址。',
};

async function send(
  settings: WecomWebhookSettings,
  world: WecomWebhookWorld,
  to: Address,
  message: Message,
): Promise<Sent> {
  if (to.kind === 'person') throw cannot('a webhook writes into its group only', 'give-up');
  const call = 'webhook/send';
  const body = await content(settings, message);
  await exchange({ call, address: addressOf(settings, call), body });
  // WeCom gives these messages no id; nobody can find them again.
  return { messageId: world.newId(), chatId: to.id };
}

async function content(settings: WecomWebhookSettings, message: Message): Promise<object> {
  switch (message.kind) {
    case 'text':
      return { msgtype: 'markdown', markdown: { content: wordsOf(message) } };
    case 'file':
      return { msgtype: 'file', file: { media_id: await upload(settings, message) } };
    case 'card':
      throw cannot('a webhook sends no cards', 'content-refused');
  }
}

function wordsOf({ title, text }: Message & { kind: 'text' }): string {
  const words = literalMarkdown(text);
  const whole = title === undefined ? words : `**${literalMarkdown(title.trim())}**\n${words}`;
  return cutToBytes(whole, MAX_MARKDOWN_BYTES);
}

/** Hands a file over to WeCom; nobody sees it before it is sent, so a failure is surely without effect. */
async function upload(settings: WecomWebhookSettings, { name, bytes }: Message & { kind: 'file' }) {
  const call = 'webhook/upload_media';
  const address = addressOf(settings, call, { type: 'file' });
  try {
    const answer = await exchange({ call, address, body: fileForm(name, bytes) });
    const uploaded = UploadAnswer.safeParse(answer);
    if (!uploaded.success) throw wecomUnreadable(200, call);
    return uploaded.data.media_id;
  } catch (error) {
    throw withoutEffect(asAppError(error));
  }
}

function addressOf({ apiUrl, key }: WecomWebhookSettings, path: string, query = {}): URL {
  return apiAddress(apiUrl, path, { ...query, key });
}

function cannot(message: string, reaction: 'message-expired' | 'give-up' | 'content-refused'): AppError {
  return outsideError('wecom_webhook_cannot', message, { reaction });
}
