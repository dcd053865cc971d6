import type { Schedule } from './domain/period.ts';
import { Environment, type Settings } from './environment.ts';
import { malformed } from './errors.ts';
import { advice, type SETTINGS } from './settings.ts';

/** The settings of one Feishu connection. */
export interface FeishuConfig {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey?: string;
  readonly verificationToken?: string;
  readonly transport: 'websocket' | 'webhook';
  readonly domain: string;
}

/** The settings of one intelligent robot (智能机器人) of WeCom on its long connection. */
export interface WecomBotConfig {
  readonly botId: string;
  readonly secret: string;
  /** What people type after the @; it is taken out of what they write. */
  readonly name: string;
  readonly url: string;
}

/** The settings of one self-built app (自建应用) of WeCom. */
export interface WecomAppConfig {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly apiUrl: string;
}

/** How the national platform is reached. */
export interface PlatformConfig {
  /** The way of enterprises that have none of their own. */
  readonly mode: 'http' | 'manual';
  /** Where the platform is reached; null when there is only the way by hand. */
  readonly api: { readonly url: string; readonly token: string } | null;
}

/** Everything the process is told from outside. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** True when DATABASE_URL was set, not defaulted. */
  readonly databaseGiven: boolean;
  /** Keys for what is sealed in the database, the newest first; null when none is given, as the sandbox may do. */
  readonly secretKeys: readonly [string, ...string[]] | null;
  readonly logLevel: string;
  readonly timeZone: string;
  /** When matched patents are pushed. */
  readonly pushSchedule: Schedule;
  /** When groups get their digest whose enterprise has no time of its own. */
  readonly digestSchedule: Schedule;
  readonly feishu: FeishuConfig | null;
  readonly wecomBot: WecomBotConfig | null;
  readonly wecomApp: WecomAppConfig | null;
  /** Where people reach this service, without a slash at the end; null when only this machine can. */
  readonly baseUrl: string | null;
  readonly platform: PlatformConfig;
  /** What a reader of the metrics must show; null when there are none to read. */
  readonly metricsToken: string | null;
  readonly operatorToken: string | null;
  /** True when no channel is configured outside production: stand-ins take the place of Feishu and the platform. */
  readonly sandbox: boolean;
}

/** Reads the settings; throws `malformed` with every problem at once, each with the variable's purpose and an example. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const problems = Object.keys(given)
    .filter((name) => name.startsWith('PANHUO_'))
    .map((name) => `${name}: there is no such setting; see .env.example`);
  const parsed = Environment.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => advice(String(path[0]), message)));
  else problems.push(...missing(parsed.data));
  if (!parsed.success || problems.length > 0) {
    throw malformed('settings_wrong', `the settings cannot be used:\n- ${problems.join('\n- ')}`);
  }
  return configOf(parsed.data);
}

/** The settings of this process. */
export function readConfig(): Config {
  return parseConfig(process.env);
}

function missing(settings: Settings): string[] {
  const needed: [name: keyof typeof SETTINGS, when: boolean][] = [
    ['FEISHU_APP_SECRET', settings.FEISHU_APP_ID !== undefined],
    ['FEISHU_APP_ID', settings.FEISHU_APP_SECRET !== undefined],
    ['FEISHU_ENCRYPT_KEY', settings.FEISHU_APP_ID !== undefined && settings.FEISHU_TRANSPORT === 'webhook'],
    [
      'FEISHU_VERIFICATION_TOKEN',
      settings.FEISHU_APP_ID !== undefined && settings.FEISHU_TRANSPORT === 'webhook',
    ],
    ...together(settings, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']),
    ...together(settings, WECOM_APP),
    ['SECRET_KEY', hasChannel(settings) || settings.NODE_ENV === 'production'],
    ['PLATFORM_URL', settings.PLATFORM_MODE === 'http'],
    ['PLATFORM_TOKEN', settings.PLATFORM_MODE === 'http'],
    ['FEISHU_APP_ID', settings.NODE_ENV === 'production' && !hasChannel(settings)],
  ];
  return needed
    .filter(([name, when]) => when && settings[name] === undefined)
    .map(([name]) => advice(name, 'is missing'));
}

const WECOM_APP = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_APP_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
] as const;

/** Settings that are of no use without each other: whoever gives one must give all. */
function together(
  settings: Settings,
  names: readonly (keyof typeof SETTINGS)[],
): [keyof typeof SETTINGS, boolean][] {
  const begun = names.some((name) => settings[name] !== undefined);
  return names.map((name) => [name, begun]);
}

function hasChannel(settings: Settings): boolean {
  const { FEISHU_APP_ID, WECOM_BOT_ID, WECOM_CORP_ID } = settings;
  return [FEISHU_APP_ID, WECOM_BOT_ID, WECOM_CORP_ID].some((id) => id !== undefined);
}

function configOf(settings: Settings): Config {
  const channels = {
    feishu: feishuOf(settings),
    wecomBot: wecomBotOf(settings),
    wecomApp: wecomAppOf(settings),
  };
  const sandbox = Object.values(channels).every((channel) => channel === null);
  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL ?? (sandbox ? 'sqlite:./data/sandbox.db' : 'sqlite:./data/panhuo.db'),
    databaseGiven: settings.DATABASE_URL !== undefined,
    secretKeys: settings.SECRET_KEY ?? null,
    // The newcomer's terminal shows the address and what goes wrong, nothing else.
    logLevel: settings.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
    timeZone: settings.TZ,
    pushSchedule: { ...settings.PUSH_CRON, timeZone: settings.TZ },
    digestSchedule: { ...settings.DIGEST_CRON, timeZone: settings.TZ },
    ...channels,
    baseUrl: settings.BASE_URL?.replace(/\/+$/, '') ?? null,
    platform: platformOf(settings),
    metricsToken: settings.METRICS_TOKEN ?? null,
    operatorToken: settings.OPERATOR_TOKEN ?? null,
    sandbox,
  };
}

function feishuOf(settings: Settings): FeishuConfig | null {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret } = settings;
  if (appId === undefined || appSecret === undefined) return null;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = settings;
  return {
    appId,
    appSecret,
    ...(encryptKey === undefined ? {} : { encryptKey }),
    ...(verificationToken === undefined ? {} : { verificationToken }),
    transport: settings.FEISHU_TRANSPORT,
    domain: settings.FEISHU_DOMAIN,
  };
}

function wecomBotOf(settings: Settings): WecomBotConfig | null {
  const { WECOM_BOT_ID: botId, WECOM_BOT_SECRET: secret, WECOM_BOT_NAME: name } = settings;
  if (botId === undefined || secret === undefined) return null;
  return { botId, secret, name, url: settings.WECOM_BOT_URL };
}

function wecomAppOf(settings: Settings): WecomAppConfig | null {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_APP_SECRET: secret } = settings;
  const { WECOM_TOKEN: token, WECOM_ENCODING_AES_KEY: encodingAesKey } = settings;
  if (corpId === undefined || agentId === undefined || secret === undefined) return null;
  if (token === undefined || encodingAesKey === undefined) return null;
  return { corpId, agentId, secret, token, encodingAesKey, apiUrl: settings.WECOM_API_URL };
}

function platformOf({ PLATFORM_MODE, PLATFORM_URL, PLATFORM_TOKEN }: Settings): PlatformConfig {
  const reached = PLATFORM_URL !== undefined && PLATFORM_TOKEN !== undefined;
  return { mode: PLATFORM_MODE, api: reached ? { url: PLATFORM_URL, token: PLATFORM_TOKEN } : null };
}
