import type { Channel, Limit } from '../chat/port.ts';
import { outsideError } from '../errors.ts';
import type { Job } from '../stores/outbox-store.ts';
import type { InTransaction } from '../stores/transactions.ts';

/** The configured channels by connection. */
export type Channels = ReadonlyMap<string, Channel>;

/** The channel of a connection; fails when its credentials have been taken out of the settings. */
export function channelOf(channels: Channels, connection: string): Channel {
  const channel = channels.get(connection);
  if (channel) return channel;
  const message = 'a chat belongs to a connection that is not configured; restore its settings';
  throw outsideError(
    'connection_missing',
    message,
    { reaction: 'retry', retryAfterMs: 600_000 },
    { facts: { connection } },
  );
}

/** Where a call goes, for the limits that count by chat or message. */
export interface Aim {
  readonly chat: string;
  readonly message?: string;
}

/** Waits until a call is allowed under all limits of its channel, across all processes. */
export async function awaitTurn(
  world: {
    readonly inTransaction: InTransaction;
    readonly now: () => Date;
    readonly sleep: (ms: number) => Promise<void>;
  },
  channel: Channel,
  verb: 'send' | 'update',
  aim: Aim,
): Promise<void> {
  const limits = channel.can.limits[verb].map(({ scope, everyMs, burst }) => ({
    id: `${channel.connection}:${verb}:${scope}:${everyMs}:${nameIn(scope, aim)}`,
    everyMs,
    burst,
  }));
  if (limits.length === 0) return;
  const now = world.now().getTime();
  const at = await world.inTransaction((tx) => tx.limits.reserve(limits, now));
  if (at > now) await world.sleep(at - now);
}

function nameIn(scope: Limit['scope'], aim: Aim): string {
  if (scope === 'connection') return 'all';
  return scope === 'chat' ? aim.chat : (aim.message ?? aim.chat);
}

/** Refuses to repeat a send whose outcome is unknown once the channel no longer recognises its key. */
export function mustNotRepeatBlindly(channel: Channel, job: Job, now: Date, kind: 'card' | 'text'): void {
  if (job.uncertainSince === null) return;
  if (now.getTime() - job.uncertainSince.getTime() <= channel.can.idempotentMs[kind]) return;
  const message = 'nobody knows whether this message was sent; look into the chat, then retry or leave it';
  throw outsideError('send_outcome_unknown', message, { reaction: 'give-up' });
}
