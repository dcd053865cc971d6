import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';

const FEISHU = { FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 's3cret-value' };

function problemsOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'malformed') return error.message;
    throw error;
  }
  return '';
}

describe('settings', () => {
  it('are complete when none is given, and mean the sandbox', () => {
    expect(parseConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      sandbox: true,
      databaseUrl: 'sqlite:./data/sandbox.db',
      databaseGiven: false,
      timeZone: 'Asia/Shanghai',
      platform: { mode: 'manual' },
    });
  });

  it('leave the sandbox when Feishu is configured, and its database alone', () => {
    expect(parseConfig(FEISHU)).toMatchObject({
      sandbox: false,
      databaseUrl: 'sqlite:./data/panhuo.db',
      feishu: { transport: 'websocket', domain: 'https://open.feishu.cn' },
    });
  });

  it('take an empty value for one that was not given', () => {
    expect(parseConfig({ ...FEISHU, PLATFORM_URL: '', PORT: ' ' })).toMatchObject({
      port: 3000,
      platform: { mode: 'manual' },
    });
  });

  it('name every problem at once, with what each is for', () => {
    const problems = problemsOf({
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      TZ: 'Mars/Base',
      DATABASE_URL: 'postgres://x',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'TZ', 'DATABASE_URL']) expect(problems).toContain(`${name}: `);
    expect(problems).toContain('Example: PORT=3000');
  });

  it.each([
    ['a misspelt PANHUO_ setting', { PANHUO_PORT: '1' }, 'PANHUO_PORT'],
    ['an id without its secret', { FEISHU_APP_ID: 'cli_0123456789abcdef' }, 'FEISHU_APP_SECRET'],
    ['a secret without its id', { FEISHU_APP_SECRET: 'x' }, 'FEISHU_APP_ID'],
    [
      'webhook without an encrypt key',
      { ...FEISHU, FEISHU_TRANSPORT: 'webhook', FEISHU_VERIFICATION_TOKEN: 'v' },
      'FEISHU_ENCRYPT_KEY',
    ],
    [
      'webhook without a token',
      { ...FEISHU, FEISHU_TRANSPORT: 'webhook', FEISHU_ENCRYPT_KEY: 'k' },
      'FEISHU_VERIFICATION_TOKEN',
    ],
    ['http without an address', { PLATFORM_MODE: 'http', PLATFORM_TOKEN: 'token-token' }, 'PLATFORM_URL'],
    [
      'http without a token',
      { PLATFORM_MODE: 'http', PLATFORM_URL: 'https://platform.example' },
      'PLATFORM_TOKEN',
    ],
    ['production without a channel', { NODE_ENV: 'production' }, 'FEISHU_APP_ID'],
    ['a cron line of three fields', { PUSH_CRON: '* * *' }, 'PUSH_CRON'],
    ['a cron line with an impossible hour', { PUSH_CRON: '0 25 * * *' }, 'PUSH_CRON'],
  ])('refuse %s', (_what, environment, named) => {
    expect(problemsOf(environment)).toContain(named);
  });

  it('never repeat a secret in a problem', () => {
    expect(problemsOf({ ...FEISHU, PORT: 'abc' })).not.toContain('s3cret-value');
  });
});
