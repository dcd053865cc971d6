import { z } from 'zod';
import { feishuChannel } from './chat/feishu/feishu.ts';
import type { Channel, ChannelName, DeliveryHandler } from './chat/port.ts';
import type { FeishuConfig } from './config.ts';
import {
  type Connection,
  DEFAULT_CONNECTION,
  mustBeConnectionName,
  mustBeOnlyOne,
} from './domain/connection.ts';
import { asAppError, malformed } from './errors.ts';
import type { Check } from './http/health-routes.ts';
import type { InTransaction } from './stores/transactions.ts';

/** What channels take from the process. */
export type ChannelWorld = Parameters<typeof feishuChannel>[1];

/** The connections of the process: those that can be used, and a health check for each that cannot. */
export interface Connections {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly broken: readonly Check[];
}

const FeishuSettings = z.object({
  appSecret: z.string().min(1),
  encryptKey: z.string().min(1).optional(),
  verificationToken: z.string().min(1).optional(),
  transport: z.enum(['websocket', 'webhook']),
  domain: z.url({ protocol: /^https?$/ }),
});

/** How the channel of a connection is built, by the channel's name. */
const BUILDERS: Readonly<Record<ChannelName, (connection: Connection, world: ChannelWorld) => Channel>> = {
  feishu: ({ name, app, settings }, world) => {
    const parsed = FeishuSettings.safeParse(settings);
    if (!parsed.success) {
      const message = `the settings of the connection cannot be used: ${z.prettifyError(parsed.error)}`;
      throw malformed('connection_settings_wrong', message, { connection: name });
    }
    return feishuChannel({ connection: name, appId: app, ...parsed.data }, world);
  },
};

/** The connection that the settings of the process make; none when they name no channel. */
export function configuredConnections(feishu: FeishuConfig | null): Connection[] {
  if (!feishu) return [];
  const { appId: app, ...settings } = feishu;
  return [{ name: DEFAULT_CONNECTION, channel: 'feishu', app, settings }];
}

/** Builds the channel of a connection without connecting; throws `malformed` when its settings cannot be used. */
export function channelOn(connection: Connection, world: ChannelWorld): Channel {
  const { name, channel } = connection;
  const build = Object.entries(BUILDERS).find(([each]) => each === channel)?.[1];
  if (build) return build(connection, world);
  throw malformed('channel_unknown', `this version knows no channel «${channel}»`, { connection: name });
}

/**
 * Builds the channels of all connections: that of the settings, which must be right, and those of the database, of which
 * none may keep the others from working.
 */
export async function openConnections(
  configured: readonly Connection[],
  stored: InTransaction | null,
  world: ChannelWorld,
): Promise<Connections> {
  const opened = [...configured];
  const channels = new Map(configured.map((each) => [each.name, channelOn(each, world)]));
  const broken: Check[] = [];
  const labels = stored ? await stored((tx) => tx.connections.all()) : [];
  for (const { name, channel } of labels) {
    try {
      // A row written by hand must not take the place of the connection of the settings.
      mustBeConnectionName(name);
      const connection = await stored?.((tx) => tx.connections.open(name));
      if (!connection) continue;
      mustBeOnlyOne(connection, opened);
      channels.set(name, channelOn(connection, world));
      opened.push(connection);
    } catch (error) {
      const { code } = asAppError(error);
      world.log.error({ err: error, connection: name }, 'a connection cannot be used; the others go on');
      broken.push({ name: `${channel}:${name}`, ask: async () => `the connection cannot be used: ${code}` });
    }
  }
  return { channels, broken };
}

/** Starts all channels at once, because each may wait for its own long connection; one that fails keeps none waiting. */
export async function startChannels(
  channels: Iterable<Channel>,
  handle: DeliveryHandler,
  log: ChannelWorld['log'],
): Promise<void> {
  const start = async (channel: Channel): Promise<void> => {
    try {
      await channel.start(handle);
    } catch (error) {
      log.error({ err: error, connection: channel.connection }, 'a connection could not be started');
    }
  };
  await Promise.all([...channels].map(start));
}
