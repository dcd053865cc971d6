import { randomInt, randomUUID } from 'node:crypto';
import { encrypt, sign } from '../../src/sandbox/feishu/signature.ts';
import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import type { StoredMessage } from '../../src/sandbox/feishu/world.ts';
import { APP, cardsIn } from './feishu.ts';
import type { Shot } from './load.ts';
import type { Group } from './society.ts';

/** A rating about to be given: who presses which stars on which card, as one request ready to send. */
export interface RatingClick extends Shot {
  /** The value of the button, as the card in the chat carries it. */
  readonly value: RateValue;
  readonly expert: string;
}

/** What a star button carries. */
interface RateValue {
  readonly card: string;
  readonly act: 'rate';
  readonly stars: number;
}

/** Makes one click of every expert on every card of his group, in random order, signed and encrypted. */
export function clicksOn(feishu: FeishuStandIn, groups: readonly Group[]): RatingClick[] {
  const clicks = groups.flatMap(({ chatId, experts }) =>
    cardsIn(feishu, chatId).flatMap((message) => {
      const values = rateValues(JSON.parse(message.content));
      return experts.map((expert) => clickOf(feishu, message, pick(values), expert));
    }),
  );
  return shuffled(clicks);
}

function clickOf(
  feishu: FeishuStandIn,
  message: StoredMessage,
  value: RateValue,
  expert: string,
): RatingClick {
  const envelope = {
    schema: '2.0',
    header: {
      event_id: randomUUID().replaceAll('-', ''),
      event_type: 'card.action.trigger',
      create_time: `${Date.now()}000`,
      token: APP.verificationToken,
      app_id: APP.appId,
      tenant_key: feishu.tenantKey,
    },
    event: {
      operator: { tenant_key: feishu.tenantKey, open_id: expert },
      token: `c-${randomUUID()}`,
      action: {
        value,
        tag: 'button',
        timezone: 'Asia/Shanghai',
        name: `stars_${value.stars}`,
        form_value: {},
      },
      host: 'im_message',
      context: { open_message_id: message.messageId, open_chat_id: message.chatId },
    },
  };
  return { value, expert, ...sealed(envelope) };
}

function sealed(envelope: object): Shot {
  const { encryptKey } = APP;
  const body = JSON.stringify({ encrypt: encrypt(JSON.stringify(envelope), encryptKey) });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  return {
    body: Buffer.from(body),
    headers: {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': sign({ timestamp, nonce, encryptKey, body }),
    },
  };
}

/** Finds the values of the star buttons anywhere in a card. */
function rateValues(node: unknown): RateValue[] {
  if (typeof node !== 'object' || node === null) return [];
  return isRateValue(node) ? [node] : Object.values(node).flatMap(rateValues);
}

function isRateValue(node: object): node is RateValue {
  return 'act' in node && node.act === 'rate' && 'card' in node && 'stars' in node;
}

function pick<T>(values: readonly T[]): T {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new Error('a card has no star buttons');
  return value;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: randomInt(2 ** 47) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
