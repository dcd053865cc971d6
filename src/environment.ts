import { z } from 'zod';
import { readCronLine } from './domain/cron-line.ts';
import type { Schedule } from './domain/period.ts';

const text = z.string().trim();

/** In characters. Nothing slows down who tries keys on a stolen database, so a key must be too long to be tried. */
const KEY_LENGTH = 32;

/** In characters; a token is tried over the network, one request at a time. */
const TOKEN_LENGTH = 16;

const Key = z
  .string()
  .min(KEY_LENGTH, `must have at least ${KEY_LENGTH} characters; several keys are separated by commas`);
const Keys = z.tuple([Key], Key);

/** What the variables of the environment may be, and what they are when nobody says. */
export const Environment = z.object({
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
  WECOM_BOT_ID: text.optional(),
  WECOM_BOT_SECRET: text.optional(),
  WECOM_BOT_NAME: text.default('盘活助手'),
  WECOM_BOT_URL: z.url({ protocol: /^wss?$/ }).default('wss://openws.work.weixin.qq.com'),
  WECOM_CORP_ID: text.optional(),
  WECOM_AGENT_ID: text.regex(/^\d+$/, 'is the number of the app').optional(),
  WECOM_APP_SECRET: text.optional(),
  WECOM_TOKEN: text.regex(/^[0-9a-zA-Z]{1,32}$/, 'has 1 to 32 letters and digits').optional(),
  WECOM_ENCODING_AES_KEY: text.regex(/^[0-9a-zA-Z]{43}$/, 'has 43 letters and digits').optional(),
  WECOM_API_URL: z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLATFORM_MODE: z.enum(['http', 'manual']).default('manual'),
  PLATFORM_URL: z.url().optional(),
  PLATFORM_TOKEN: text.optional(),
  METRICS_TOKEN: text.min(TOKEN_LENGTH, `must have at least ${TOKEN_LENGTH} characters`).optional(),
  OPERATOR_TOKEN: text.min(TOKEN_LENGTH, `must have at least ${TOKEN_LENGTH} characters`).optional(),
  PUSH_CRON: text.default('0 10 * * 1-5').transform(scheduleOf),
  DIGEST_CRON: text.default('0 9 * * 1').transform(scheduleOf),
  NODE_ENV: text.optional(),
});

/** The variables, read. */
export type Settings = z.infer<typeof Environment>;

function scheduleOf(line: string, context: z.core.$RefinementCtx): Schedule {
  // The time zone is another setting.
  const schedule = readCronLine(line, 'UTC');
  if (schedule) return schedule;
  context.addIssue('is not a cron line of five fields, or names no day that exists');
  return z.NEVER;
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
