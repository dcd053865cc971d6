import { describe, expect, it } from 'vitest';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { freshFile } from '../support/service.ts';
import { rowsOf } from '../support/stored.ts';

const SECRETS = {
  WECOM_BOT_SECRET: 'secret-of-the-robot',
  WECOM_APP_SECRET: 'secret-of-the-app',
  WECOM_TOKEN: 'TokenOfTheApp',
  WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
  WECOM_WEBHOOK_KEY: '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa',
} as const;

const BOT = ['--channel', 'wecom-bot', '--bot-id', 'aib0123'];
const APP = ['--channel', 'wecom-app', '--corp-id', 'ww0123456789abcdef', '--agent-id', '1000002'];
const WEBHOOK = ['--channel', 'wecom-webhook'];

async function startDesk(
  over: Partial<Record<keyof typeof SECRETS, string>> = {},
  settings = {},
): Promise<Desk> {
  const secrets = { ...SECRETS, ...over };
  return {
    settings: {
      DATABASE_URL: await freshFile(),
      SECRET_KEY: TEST_KEY,
      WECOM_BOT_ID: 'aib-of-the-settings',
      WECOM_BOT_SECRET: 'secret-of-the-settings',
      ...settings,
    },
    piped: Object.entries(secrets)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  };
}

const add = (desk: Desk, name: string, ...options: string[]) =>
  operate(desk, 'connection', 'add', name, ...options);

describe('connections to WeCom on the command line', () => {
  it('are added with what their channel needs and listed without a secret', async () => {
    const desk = await startDesk();
    expect((await add(desk, 'bot', ...BOT, '--bot-name', '专利助手')).result).toEqual({
      name: 'bot',
      channel: 'wecom-bot',
      app: 'aib0123',
      callback: null,
      result: 'added',
    });
    expect((await add(desk, 'app', ...APP)).result).toMatchObject({ app: 'ww0123456789abcdef/1000002' });
    expect((await add(desk, 'notices', ...WEBHOOK)).result).toMatchObject({ app: '…5aaa', callback: null });
    const listed = await operate(desk, 'connection', 'list');
    expect(listed.result).toMatchObject([
      { name: 'wecom-bot', channel: 'wecom-bot', app: 'aib-of-the-settings', from: 'settings' },
      { name: 'app', domain: 'https://qyapi.weixin.qq.com', transport: null, from: 'database' },
      { name: 'bot', domain: 'wss://openws.work.weixin.qq.com' },
      { name: 'notices', app: '…5aaa' },
    ]);
    for (const secret of Object.values(SECRETS)) {
      expect(listed.text).not.toContain(secret);
      expect(JSON.stringify(await rowsOf(desk.settings['DATABASE_URL'] ?? '', 'connections'))).not.toContain(
        secret,
      );
    }
  });

  it('take the key of a webhook out of the address in which WeCom shows it', async () => {
    const address = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${SECRETS.WECOM_WEBHOOK_KEY}`;
    const desk = await startDesk({ WECOM_WEBHOOK_KEY: address });
    await add(desk, 'notices', ...WEBHOOK);
    const bare = { ...desk, piped: `WECOM_WEBHOOK_KEY=${SECRETS.WECOM_WEBHOOK_KEY}\n` };
    expect((await add(bare, 'notices', ...WEBHOOK)).result).toMatchObject({ result: 'unchanged' });
    await expect(add(bare, 'again', ...WEBHOOK)).rejects.toMatchObject({ code: 'connection_app_taken' });
  });

  it('are told the address that the console of the app asks for', async () => {
    const desk = await startDesk({}, { BASE_URL: 'https://panhuo.example.com/' });
    const told = await add(desk, 'app', ...APP);
    expect(told.result).toMatchObject({ callback: 'https://panhuo.example.com/chat/wecom/app' });
    expect(told.text).toContain('https://panhuo.example.com/chat/wecom/app');
    expect((await add(await startDesk(), 'app', ...APP)).text).toContain('set BASE_URL');
  });

  it.each([
    ['connection_app_taken', ['--channel', 'wecom-bot', '--bot-id', 'aib-of-the-settings'], {}],
    ['connection_name_reserved', BOT, {}, 'wecom-bot'],
    ['option_missing', ['--channel', 'wecom-bot'], {}],
    ['option_missing', ['--channel', 'wecom-app', '--corp-id', 'ww01'], {}],
    ['option_foreign', [...WEBHOOK, '--bot-id', 'aib0123'], {}],
    ['option_foreign', [...BOT, '--transport', 'webhook'], {}],
    ['wecom_corp_id_wrong', ['--channel', 'wecom-app', '--corp-id', 'ww/1', '--agent-id', '1'], {}],
    ['connection_settings_wrong', ['--channel', 'wecom-app', '--corp-id', 'ww01', '--agent-id', 'one'], {}],
    ['connection_settings_wrong', APP, { WECOM_ENCODING_AES_KEY: 'short' }],
    ['connection_settings_wrong', [...BOT, '--url', 'https://openws.work.weixin.qq.com'], {}],
    ['secret_missing', BOT, { WECOM_BOT_SECRET: '' }],
  ] as const)('are refused with %s for %j', async (code, options, secrets, name: string = 'north') => {
    const desk = await startDesk(secrets);
    await expect(add(desk, name, ...options)).rejects.toMatchObject({ kind: 'malformed', code });
    expect(await rowsOf(desk.settings['DATABASE_URL'] ?? '', 'connections').catch(() => [])).toEqual([]);
  });
});
