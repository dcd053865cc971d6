import { validate as validateCron } from 'node-cron';
import { z } from 'zod';
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

/** How the national platform is reached. */
export type PlatformConfig =
  | { readonly mode: 'manual' }
  | { readonly mode: 'http'; readonly url: string; readonly token: string };

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
  readonly pushCron: string;
  readonly feishu: FeishuConfig | null;
  readonly platform: PlatformConfig;
  /** True when no channel is configured outside production: stand-ins take the place of Feishu and the platform. */
  readonly sandbox: boolean;
}

const text = z.string().trim();

/** In characters. Nothing slows down who tries keys on a stolen database, so a key must be too long to be tried. */
const KEY_LENGTH = 32;

const Key = z
  .string()
  .min(KEY_LENGTH, `must have at least ${KEY_LENGTH} characters; several keys are separated by commas`);
const Keys = z.tuple([Key], Key);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.min(1).default('127.0.0.1'),
  DATABASE_URL: text.regex(/^(sqlite:.+|mysql:\/\/.+)$/, 'must begin with sqlite: or mysql://').optional(),
  SECRET_KEY: text.transform(keysIn).pipe(Keys).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  TZ: text.refine(isTimeZone, 'is not a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  FEISHU_APP_ID: text.optional(),
  FEISHU_APP_SECRET: text.optional(),
  FEISHU_ENCRYPT_KEY: text.optional(),
  FEISHU_VERIFICATION_TOKEN: text.optional(),
  FEISHU_TRANSPORT: z.enum(['websocket', 'webhook']).default('websocket'),
  FEISHU_DOMAIN: z.url().default('https://open.feishu.cn'),
  PLATFORM_MODE: z.enum(['http', 'manual']).default('manual'),
  PLATFORM_URL: z.url().optional(),
  PLATFORM_TOKEN: text.optional(),
  PUSH_CRON: text.refine((line) => validateCron(line), 'is not a cron line').default('0 10 * * 1-5'),
  NODE_ENV: text.optional(),
});

type Settings = z.infer<typeof Environment>;

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
    ['SECRET_KEY', settings.FEISHU_APP_ID !== undefined || settings.NODE_ENV === 'production'],
    ['PLATFORM_URL', settings.PLATFORM_MODE === 'http'],
    ['PLATFORM_TOKEN', settings.PLATFORM_MODE === 'http'],
    ['FEISHU_APP_ID', settings.NODE_ENV === 'production' && settings.FEISHU_APP_SECRET === undefined],
  ];
  return needed
    .filter(([name, when]) => when && settings[name] === undefined)
    .map(([name]) => advice(name, 'is missing'));
}

function configOf(settings: Settings): Config {
  const feishu = feishuOf(settings);
  const sandbox = feishu === null;
  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL ?? (sandbox ? 'sqlite:./data/sandbox.db' : 'sqlite:./data/panhuo.db'),
    databaseGiven: settings.DATABASE_URL !== undefined,
    secretKeys: settings.SECRET_KEY ?? null,
    // The newcomer's terminal shows the address and what goes wrong, nothing else.
    logLevel: settings.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
    timeZone: settings.TZ,
    pushCron: settings.PUSH_CRON,
    feishu,
    platform: platformOf(settings),
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

function platformOf({ PLATFORM_MODE, PLATFORM_URL, PLATFORM_TOKEN }: Settings): PlatformConfig {
  if (PLATFORM_MODE === 'manual' || PLATFORM_URL === undefined || PLATFORM_TOKEN === undefined)
    return { mode: 'manual' };
  return { mode: 'http', url: PLATFORM_URL, token: PLATFORM_TOKEN };
}

function keysIn(text: string): string[] {
  return text.split(',').map((key) => key.trim());
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
