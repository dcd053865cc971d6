import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';

const KEY = 'a-key-of-the-settings-tests-0123456789';
const FEISHU = {
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 's3cret-value',
  SECRET_KEY: KEY,
};

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
      secretKeys: null,
      platform: { mode: 'manual', api: null },
    });
  });

  it('leave the sandbox when Feishu is configured, and its database alone', () => {
    expect(parseConfig(FEISHU)).toMatchObject({
      sandbox: false,
      databaseUrl: 'sqlite:./data/panhuo.db',
      feishu: { transport: 'websocket', domain: 'https://open.feishu.cn' },
    });
  });

  it('hold several keys in the order in which they are named', () => {
    expect(parseConfig(FEISHU).secretKeys).toEqual([KEY]);
    expect(parseConfig({ SECRET_KEY: ` ${KEY} , ${KEY}-old ` }).secretKeys).toEqual([KEY, `${KEY}-old`]);
  });

  it('say how to make a key that is missing', () => {
    expect(problemsOf({ ...FEISHU, SECRET_KEY: '' })).toContain(
      'SECRET_KEY: is missing. Seals credentials and personal data in the database; make one with npm run cli -- key new',
    );
  });

  it('take no token for the metrics that is soon guessed', () => {
    expect(problemsOf({ ...FEISHU, METRICS_TOKEN: 'secret' })).toContain(
      'METRICS_TOKEN: must have at least 16 characters',
    );
    expect(parseConfig(FEISHU).metricsToken).toBeNull();
  });

  it('take an empty value for one that was not given', () => {
    expect(parseConfig({ ...FEISHU, PLATFORM_URL: '', PORT: ' ' })).toMatchObject({
      port: 3000,
      platform: { mode: 'manual', api: null },
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
    ['a channel without a key', { ...FEISHU, SECRET_KEY: ' ' }, 'SECRET_KEY'],
    ['production without a key', { ...FEISHU, SECRET_KEY: '', NODE_ENV: 'production' }, 'SECRET_KEY'],
    ['a key somebody made up', { SECRET_KEY: 'correct horse battery staple' }, 'SECRET_KEY'],
    ['a short key behind a long one', { SECRET_KEY: `${KEY},short` }, 'SECRET_KEY'],
    ['a comma without a key behind it', { SECRET_KEY: `${KEY},` }, 'SECRET_KEY'],
    ['a cron line of three fields', { PUSH_CRON: '* * *' }, 'PUSH_CRON'],
    ['a cron line with an impossible hour', { PUSH_CRON: '0 25 * * *' }, 'PUSH_CRON'],
  ])('refuse %s', (_what, environment, named) => {
    expect(problemsOf(environment)).toContain(named);
  });

  it('never repeat a secret in a problem', () => {
    const problems = problemsOf({ ...FEISHU, PORT: 'abc', SECRET_KEY: `${KEY},too-short` });
    for (const secret of ['s3cret-value', KEY, 'too-short']) expect(problems).not.toContain(secret);
  });
});
