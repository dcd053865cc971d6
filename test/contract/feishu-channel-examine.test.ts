import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type FeishuSettings, feishuChannel } from '../../src/chat/feishu/feishu.ts';
import { missingScopes, NEEDED_SCOPES } from '../../src/chat/feishu/scopes.ts';
import type { Channel } from '../../src/chat/port.ts';
import { projectPath } from '../../src/root.ts';
import type { FeishuStandInOptions } from '../../src/sandbox/feishu/options.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { FIXTURE_APP } from '../support/feishu-webhook.ts';

interface Bench {
  readonly feishu: FeishuStandIn;
  readonly channel: Channel;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBench(
  standIn: Partial<FeishuStandInOptions> = {},
  settings: Partial<FeishuSettings> = {},
  baseUrl: string | null = null,
): Promise<Bench> {
  const now = () => new Date('2026-11-22T08:00:00Z');
  const sleep = async () => {};
  const feishu = await startFeishuStandIn({ ...FIXTURE_APP, now, sleep, newId: randomUUID, ...standIn });
  open.push(() => feishu.close());
  const log = pino({ level: 'silent' });
  const channel = feishuChannel(
    { connection: 'north', transport: 'websocket', domain: feishu.url, ...FIXTURE_APP, ...settings },
    { log, now, sleep, baseUrl },
  );
  return { feishu, channel };
}

/** What an examination finds, each thing by its name. */
async function findings({ channel }: Bench) {
  const found = await channel.examine();
  for (const { what, say } of found) {
    expect(what).not.toBe('');
    for (const secret of [FIXTURE_APP.appSecret, FIXTURE_APP.encryptKey, FIXTURE_APP.verificationToken])
      expect(say).not.toContain(secret);
  }
  return new Map(found.map(({ what, ok, say }) => [what, { ok, say }]));
}

describe('the examination of a Feishu connection', () => {
  it('finds nothing wrong with one that is set up, and opens no connection of its own', async () => {
    const bench = await startBench();
    bench.feishu.addGroup('演示企业（虚构）', []);
    bench.feishu.addGroup('外部群（虚构）', [], { external: true });
    const found = await findings(bench);
    expect([...found].filter(([, { ok }]) => !ok)).toEqual([]);
    expect(found.get('应用凭证')?.say).toContain(FIXTURE_APP.appId);
    expect(found.get('机器人')?.say).toContain('盘活助手');
    expect(found.get('群')?.say).toContain('2 个群里，其中 1 个是外部群');
    expect(bench.feishu.connections()).toBe(0);
  });

  it('says where the secret stands when it is wrong, and asks no further', async () => {
    const bench = await startBench({}, { appSecret: 'another-secret' });
    const found = await bench.channel.examine();
    expect(found).toEqual([
      { what: '应用凭证', ok: false, say: expect.stringContaining('「凭证与基础信息」') },
    ]);
    expect(JSON.stringify(found)).not.toContain('another-secret');
  });

  it('blames the network when Feishu cannot be reached', async () => {
    const bench = await startBench();
    await bench.feishu.close();
    expect(await bench.channel.examine()).toEqual([
      { what: '应用凭证', ok: false, say: expect.stringMatching(/连不上.*FEISHU_DOMAIN/) },
    ]);
  });

  it('says how to enable the bot', async () => {
    const found = await findings(await startBench({ botEnabled: false }));
    expect(found.get('机器人')).toEqual({ ok: false, say: expect.stringContaining('「添加应用能力」') });
    expect(found.get('应用凭证')?.ok).toBe(true);
  });

  it('names exactly the scopes that were not granted', async () => {
    const ungranted = ['im:message:update', 'contact:user.id:readonly'];
    const found = await findings(await startBench({ ungranted }));
    const { ok, say = '' } = found.get('权限') ?? {};
    expect(ok).toBe(false);
    expect(NEEDED_SCOPES.map(([scope]) => scope).filter((scope) => say.includes(scope))).toEqual(ungranted);
    expect(say).toContain(`/app/${FIXTURE_APP.appId}/auth`);
  });

  it('leaves the scopes to the reader when Feishu does not tell them', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('scopes', { status: 400, code: 99991672 });
    const say = expect.stringMatching(/99991672.*请自行对照：im:message:send_as_bot/);
    expect((await findings(bench)).get('权限')).toEqual({ ok: true, say });
  });

  it('says how to bring the bot into a group when it is in none', async () => {
    const say = expect.stringContaining('「群机器人」→「添加机器人」');
    expect((await findings(await startBench())).get('群')).toEqual({ ok: true, say });
  });

  it('tells when Feishu refuses the long connection', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('endpoint', { status: 200, code: 1000040350 });
    const say = expect.stringMatching(/1000040350.*FEISHU_TRANSPORT=webhook/);
    expect((await findings(bench)).get('长连接')).toEqual({ ok: false, say });
  });

  it('gives the address for the console over a webhook, or says what it lacks', async () => {
    const webhook = { transport: 'webhook' } as const;
    const told = await findings(await startBench({}, webhook, 'https://panhuo.example.com'));
    expect(told.get('webhook')?.say).toContain('https://panhuo.example.com/chat/feishu/north');
    const lacking = await findings(await startBench({}, webhook));
    expect(lacking.get('webhook')).toEqual({ ok: false, say: expect.stringContaining('BASE_URL') });
  });

  it('throws at nothing Feishu says', async () => {
    for (const api of ['bot', 'scopes', 'chats', 'endpoint', 'token'] as const) {
      const bench = await startBench();
      bench.feishu.faults.htmlNext(api);
      expect((await bench.channel.examine()).length).toBeGreaterThan(0);
    }
  });
});

describe('the scopes panhuo needs', () => {
  it('are those of the set-up guide, in its order', () => {
    const guide = readFileSync(projectPath('docs', 'feishu-setup.md'), 'utf8');
    const json = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const { scopes } = JSON.parse(json) as { scopes: { tenant: string[] } };
    expect(scopes.tenant).toEqual(NEEDED_SCOPES.map(([scope]) => scope));
  });

  it('are there as well when a wider one was granted', () => {
    expect(missingScopes(['im:message', 'im:chat'])).toEqual([
      'im:message.p2p_msg:readonly',
      'im:message.group_at_msg:readonly',
      'im:chat.access_event.bot_p2p_chat:read',
      'contact:user.id:readonly',
      'contact:contact.base:readonly',
    ]);
  });
});
