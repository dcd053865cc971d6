import { validate as validateCron } from 'node-cron';
import { z } from 'zod';
import { malformed } from './errors.ts';

/** A setting of the environment: what it is for, and an example to copy. */
interface Setting {
  readonly purpose: string;
  readonly example: string;
}

/** Every setting there is; `.env.example` lists exactly these. */
export const SETTINGS = {
  PORT: { purpose: 'Port of the web server.', example: '3000' },
  HOST: { purpose: 'Address it listens on; 0.0.0.0 in a container.', example: '127.0.0.1' },
  DATABASE_URL: {
    purpose:
      'Where the state is kept: sqlite:<file>, or mysql://user:password@host:3306/panhuo for several processes.',
    example: 'sqlite:./data/panhuo.db',
  },
  LOG_LEVEL: {
    purpose: 'fatal, error, warn, info, debug or trace; the sandbox says only warnings.',
    example: 'info',
  },
  TZ: { purpose: 'Time zone of working hours, deadlines and schedules.', example: 'Asia/Shanghai' },
  FEISHU_APP_ID: { purpose: 'App ID of the self-built Feishu app.', example: 'cli_a1b2c3d4e5f60718' },
  FEISHU_APP_SECRET: { purpose: 'App Secret of the same app.', example: '' },
  FEISHU_ENCRYPT_KEY: { purpose: 'Encrypt Key of the event subscription; needed for webhook.', example: '' },
  FEISHU_VERIFICATION_TOKEN: {
    purpose: 'Verification Token of the event subscription; needed for webhook.',
    example: '',
  },
  FEISHU_TRANSPORT: { purpose: 'websocket (no public address needed) or webhook.', example: 'websocket' },
  FEISHU_DOMAIN: {
    purpose: 'Address of the open platform; https://open.larksuite.com for Lark.',
    example: 'https://open.feishu.cn',
  },
  PLATFORM_MODE: {
    purpose: 'manual: the admin enters evaluations on the platform by hand; http: panhuo posts them.',
    example: 'manual',
  },
  PLATFORM_URL: {
    purpose: 'Address of a platform that speaks docs/platform-api.yaml; needed for http.',
    example: '',
  },
  PLATFORM_TOKEN: { purpose: 'Token for that platform; needed for http.', example: '' },
  PUSH_CRON: {
    purpose: 'When matched patents are pushed, as a cron line in TZ; only on working days from 9 to 18.',
    example: '0 10 * * 1-5',
  },
} as const satisfies Readonly<Record<string, Setting>>;

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
  readonly logLevel: string;
  readonly timeZone: string;
  readonly pushCron: string;
  readonly feishu: FeishuConfig | null;
  readonly platform: PlatformConfig;
  /** True when no channel is configured outside production: stand-ins take the place of Feishu and the platform. */
  readonly sandbox: boolean;
}

const text = z.string().trim();

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.min(1).default('127.0.0.1'),
  DATABASE_URL: text.regex(/^(sqlite:.+|mysql:\/\/.+)$/, 'must begin with sqlite: or mysql://').optional(),
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

function advice(name: string, message: string): string {
  const setting = Object.entries(SETTINGS).find(([each]) => each === name)?.[1];
  return setting
    ? `${name}: ${message}. ${setting.purpose} Example: ${name}=${setting.example}`
    : `${name}: ${message}`;
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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
