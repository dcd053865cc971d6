import type { ChannelName } from '../chat/port.ts';
import type { Connection } from '../domain/connection.ts';
import { malformed } from '../errors.ts';
import { readSecrets, type SecretInput } from './secrets.ts';

/** What the command line may say of a connection; each channel takes some of it. */
export interface ConnectionOptions {
  readonly appId?: string;
  readonly transport?: 'websocket' | 'webhook';
  readonly domain?: string;
  readonly botId?: string;
  readonly botName?: string;
  readonly url?: string;
  readonly corpId?: string;
  readonly agentId?: string;
  readonly apiUrl?: string;
}

type Option = keyof ConnectionOptions;

/** How a connection of one channel is made from the command line. */
interface Maker {
  /** The options it takes, and whether it cannot do without. */
  readonly options: Partial<Readonly<Record<Option, 'needed' | 'optional'>>>;
  /** True when the channel's id of the app is itself a secret. */
  readonly appIsSecret: boolean;
  /** True when the chat product calls a connection with such settings back at an address of ours. */
  readonly isCalledBack: (settings: Connection['settings']) => boolean;
  readonly make: (
    options: ConnectionOptions,
    input: SecretInput,
  ) => Promise<Pick<Connection, 'app' | 'settings'>>;
}

const FEISHU_DOMAIN = 'https://open.feishu.cn';
const WECOM_API = 'https://qyapi.weixin.qq.com';
const WECOM_ROBOTS = 'wss://openws.work.weixin.qq.com';

const MAKERS: Readonly<Record<ChannelName, Maker>> = {
  feishu: {
    options: { appId: 'needed', transport: 'optional', domain: 'optional' },
    appIsSecret: false,
    isCalledBack: ({ transport }) => transport !== 'websocket',
    make: feishu,
  },
  'wecom-bot': {
    options: { botId: 'needed', botName: 'optional', url: 'optional' },
    appIsSecret: false,
    isCalledBack: () => false,
    make: async ({ botId: app = '', botName: name = '盘活助手', url = WECOM_ROBOTS }, input) => {
      const { WECOM_BOT_SECRET: secret } = await readSecrets(input, ['WECOM_BOT_SECRET']);
      return { app, settings: { secret, name, url } };
    },
  },
  'wecom-app': {
    options: { corpId: 'needed', agentId: 'needed', apiUrl: 'optional' },
    appIsSecret: false,
    isCalledBack: () => true,
    make: wecomApp,
  },
  'wecom-webhook': {
    options: { apiUrl: 'optional' },
    appIsSecret: true,
    isCalledBack: () => false,
    make: async ({ apiUrl = WECOM_API }, input) => {
      const { WECOM_WEBHOOK_KEY: given } = await readSecrets(input, ['WECOM_WEBHOOK_KEY']);
      return { app: keyIn(given), settings: { apiUrl } };
    },
  },
};

/** The channels on which connections can be added. */
export const CHANNELS = Object.keys(MAKERS) as ChannelName[];

/** Makes a connection from options and secrets; throws `malformed` for options its channel lacks or does not take. */
export async function makeConnection(
  name: string,
  channel: ChannelName,
  options: ConnectionOptions,
  input: SecretInput,
): Promise<Connection> {
  const maker = MAKERS[channel];
  for (const [option, need] of Object.entries(maker.options)) {
    if (need === 'needed' && !Object.hasOwn(options, option))
      throw malformed('option_missing', `${flagOf(option)} is needed for ${channel}`);
  }
  const foreign = Object.keys(options).find((option) => !Object.hasOwn(maker.options, option));
  if (foreign !== undefined)
    throw malformed('option_foreign', `${flagOf(foreign)} means nothing for ${channel}`);
  return { name, channel, ...(await maker.make(options, input)) };
}

/** Shows the channel's id of a connection's app; of one that is a secret only the end, by which its owner knows it. */
export function shownApp({ channel, app }: Pick<Connection, 'channel' | 'app'>): string {
  return makerOf(channel)?.appIsSecret ? `…${app.slice(-4)}` : app;
}

/** Says whether the chat product must be told an address of ours for this connection. */
export function isCalledBack({ channel, settings }: Connection): boolean {
  return makerOf(channel)?.isCalledBack(settings) ?? false;
}

function makerOf(channel: string): Maker | undefined {
  return Object.entries(MAKERS).find(([each]) => each === channel)?.[1];
}

async function feishu(options: ConnectionOptions, input: SecretInput) {
  const { appId: app = '', transport = 'websocket', domain = FEISHU_DOMAIN } = options;
  if (transport === 'websocket') {
    const { FEISHU_APP_SECRET: appSecret } = await readSecrets(input, ['FEISHU_APP_SECRET']);
    return { app, settings: { appSecret, transport, domain } };
  }
  const names = ['FEISHU_APP_SECRET', 'FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'] as const;
  const secrets = await readSecrets(input, names);
  const settings = {
    appSecret: secrets.FEISHU_APP_SECRET,
    encryptKey: secrets.FEISHU_ENCRYPT_KEY,
    verificationToken: secrets.FEISHU_VERIFICATION_TOKEN,
    transport,
    domain,
  };
  return { app, settings };
}

async function wecomApp(options: ConnectionOptions, input: SecretInput) {
  const { corpId = '', agentId = '', apiUrl = WECOM_API } = options;
  if (!/^[\w-]+$/.test(corpId))
    throw malformed('wecom_corp_id_wrong', '--corp-id is the 企业ID, such as ww0123456789abcdef');
  const names = ['WECOM_APP_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const;
  const secrets = await readSecrets(input, names);
  const settings = {
    agentId,
    secret: secrets.WECOM_APP_SECRET,
    token: secrets.WECOM_TOKEN,
    encodingAesKey: secrets.WECOM_ENCODING_AES_KEY,
    apiUrl,
  };
  return { app: `${corpId}/${agentId}`, settings };
}

/** WeCom shows the key as a part of an address, so people paste the whole of it. */
function keyIn(given: string): string {
  return /[?&]key=([^&\s]+)/.exec(given)?.[1] ?? given;
}

function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
