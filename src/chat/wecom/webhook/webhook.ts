import type { Logger } from 'pino';
import { malformed } from '../../../errors.ts';
import type { Channel } from '../../port.ts';

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
  readonly log: Logger;
  readonly newId: () => string;
}

/** Builds the channel of one webhook, which can only send. */
export function wecomWebhookChannel(
  { connection }: WecomWebhookSettings,
  _world: WecomWebhookWorld,
): Channel {
  throw malformed('channel_unknown', 'this channel is not built yet', { connection });
}
