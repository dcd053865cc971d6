import { FEISHU_CAPABILITIES } from '../chat/feishu/feishu.ts';
import type { Channel, ChannelName } from '../chat/port.ts';
import { WECOM_APP_CAPABILITIES } from '../chat/wecom/app/app.ts';
import { WECOM_BOT_CAPABILITIES } from '../chat/wecom/bot/bot.ts';
import { WECOM_WEBHOOK_CAPABILITIES } from '../chat/wecom/webhook/webhook.ts';
import { CONFIGURED_CONNECTIONS, FULL_REACH, type Reach } from '../domain/connection.ts';
import { reachOfChannel } from '../faces.ts';
import type { ConnectionLabel } from '../stores/connection-store.ts';

const CHANNELS: Readonly<Record<ChannelName, Pick<Channel, 'product' | 'can'>>> = {
  feishu: { product: 'feishu', can: FEISHU_CAPABILITIES },
  'wecom-bot': { product: 'wecom', can: WECOM_BOT_CAPABILITIES },
  'wecom-app': { product: 'wecom', can: WECOM_APP_CAPABILITIES },
  'wecom-webhook': { product: 'wecom', can: WECOM_WEBHOOK_CAPABILITIES },
};

/**
 * What each connection can do, told from its channel alone: the command line opens no seals and builds no channels, but
 * its commands choose where cards go as the service does.
 */
export function reachesOf(
  labels: readonly Pick<ConnectionLabel, 'name' | 'channel'>[],
): (connection: string) => Reach {
  const [ofFeishu, ofBot, ofApp] = CONFIGURED_CONNECTIONS;
  const channels = new Map(labels.map(({ name, channel }) => [name, channel]))
    .set(ofFeishu, 'feishu')
    .set(ofBot, 'wecom-bot')
    .set(ofApp, 'wecom-app');
  const reaches = new Map(Object.entries(CHANNELS).map(([name, each]) => [name, reachOfChannel(each)]));
  return (connection) => reaches.get(channels.get(connection) ?? '') ?? FULL_REACH;
}
