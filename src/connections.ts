import { z } from 'zod';
import { feishuChannel } from './chat/feishu/feishu.ts';
import type { Channel, ChannelName, DeliveryHandler, Lease } from './chat/port.ts';
import { wecomAppChannel } from './chat/wecom/app/app.ts';
import { wecomBotChannel } from './chat/wecom/bot/bot.ts';
import { wecomWebhookChannel } from './chat/wecom/webhook/webhook.ts';
import type { Config } from './config.ts';
import {
  CONFIGURED_CONNECTIONS,
  type Connection,
  mustBeConnectionName,
  mustBeOnlyOne,
} from './domain/connection.ts';
import { asAppError, malformed } from './errors.ts';
import type { Check } from './http/health-routes.ts';
import type { InTransaction } from './stores/transactions.ts';

/** What channels take from the process. */
export type ChannelWorld = Parameters<typeof feishuChannel>[1] & {
  readonly newId: () => string;
  /** The right to a connection that one process at a time may hold. */
  readonly leaseOf: (connection: string) => Lease;
  /** Where the service is reached from outside; null when only this machine can. */
  readonly baseUrl: string | null;
};

/** The settings that make connections. */
export type ConfiguredChannels = Pick<Config, 'feishu' | 'wecomBot' | 'wecomApp'>;

/** The connections of the process: those that can be used, and a health check for each that cannot. */
export interface Connections {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly broken: readonly Check[];
}

const address = z.url({ protocol: /^https?$/ });
const secret = z.string().min(1);

const FeishuSettings = z.object({
  appSecret: z.string().min(1),
  encryptKey: z.string().min(1).optional(),
  verificationToken: z.string().min(1).optional(),
  transport: z.enum(['websocket', 'webhook']),
  domain: z.url({ protocol: /^https?$/ }),
});

const WecomBotSettings = z.object({ secret, name: z.string().min(1), url: z.url({ protocol: /^wss?$/ }) });

const WecomAppSettings = z.object({
  agentId: z.string().regex(/^\d+$/),
  secret,
  token: z.string().regex(/^[0-9a-zA-Z]{1,32}$/),
  encodingAesKey: z.string().regex(/^[0-9a-zA-Z]{43}$/),
  apiUrl: address,
});

const WecomWebhookSettings = z.object({ apiUrl: address });

/** How the channel of a connection is built, by the channel's name. */
const BUILDERS: Readonly<Record<ChannelName, (connection: Connection, world: ChannelWorld) => Channel>> = {
  feishu: (connection, world) => {
    const { name, app: appId } = connection;
    return feishuChannel({ connection: name, appId, ...read(FeishuSettings, connection) }, world);
  },
  'wecom-bot': (connection, world) => {
    const { name: title, ...settings } = read(WecomBotSettings, connection);
    const { name, app: botId } = connection;
    const lease = world.leaseOf(name);
    return wecomBotChannel({ connection: name, botId, name: title, ...settings }, { ...world, lease });
  },
  'wecom-app': (connection, world) => {
    // One corp may have several apps: the corp's id and the app's number together name the app.
    const { name, app } = connection;
    const [corpId = ''] = app.split('/');
    const settings = read(WecomAppSettings, connection);
    return wecomAppChannel({ connection: name, corpId, baseUrl: world.baseUrl, ...settings }, world);
  },
  'wecom-webhook': (connection, world) => {
    const { name, app: key } = connection;
    return wecomWebhookChannel({ connection: name, key, ...read(WecomWebhookSettings, connection) }, world);
  },
};

function read<T>(schema: z.ZodType<T>, { name, settings }: Connection): T {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const message = `the settings of the connection cannot be used: ${z.prettifyError(parsed.error)}`;
  throw malformed('connection_settings_wrong', message, { connection: name });
}

/** The connections that the settings of the process make; none when they name no channel. */
export function configuredConnections({ feishu, wecomBot, wecomApp }: ConfiguredChannels): Connection[] {
  const [ofFeishu, ofBot, ofApp] = CONFIGURED_CONNECTIONS;
  const made: Connection[] = [];
  if (feishu) {
    const { appId: app, ...settings } = feishu;
    made.push({ name: ofFeishu, channel: 'feishu', app, settings });
  }
  if (wecomBot) {
    const { botId: app, ...settings } = wecomBot;
    made.push({ name: ofBot, channel: 'wecom-bot', app, settings });
  }
  if (wecomApp) {
    const { corpId, ...settings } = wecomApp;
    made.push({ name: ofApp, channel: 'wecom-app', app: `${corpId}/${wecomApp.agentId}`, settings });
  }
  return made;
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
