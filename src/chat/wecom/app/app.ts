import type { Logger } from 'pino';
import { malformed } from '../../../errors.ts';
import type { Channel } from '../../port.ts';

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
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: () => string;
}

/** Builds the channel of one app. */
export function wecomAppChannel({ connection }: WecomAppSettings, _world: WecomAppWorld): Channel {
  throw malformed('channel_unknown', 'this channel is not built yet', { connection });
}
