import type { Logger } from 'pino';
import { malformed } from '../../../errors.ts';
import type { Channel, Lease } from '../../port.ts';

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

/** What the channel takes from the process. */
export interface WecomBotWorld {
  readonly log: Logger;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: () => string;
  /** The right to the one connection the robot may have. */
  readonly lease: Lease;
}

/** Builds the channel of one robot. */
export function wecomBotChannel({ connection }: WecomBotSettings, _world: WecomBotWorld): Channel {
  throw malformed('channel_unknown', 'this channel is not built yet', { connection });
}
