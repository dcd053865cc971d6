import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/chat/port.ts';
import { type AppBench, channelFor, serve, startAppBench } from './wecom-app-channel-bench.ts';

/** The channel of the app, told where it is reached from outside. */
function reachable(bench: AppBench, more: Parameters<typeof channelFor>[1] = {}) {
  const baseUrl = new URL(bench.callbackUrl).origin;
  return channelFor(bench, { baseUrl: `${baseUrl}/`, ...more }).channel;
}

/** What was found, by what was looked at. */
const bad = (findings: readonly Finding[]) => findings.filter(({ ok }) => !ok).map(({ what }) => what);
const told = (findings: readonly Finding[], of: string) =>
  findings.find(({ what }) => what === of)?.say ?? '';

describe('an examination of the app', () => {
  it('finds everything in order, and nobody notices it', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench).examine();
    expect(findings.map(({ what, ok }) => [what, ok])).toEqual([
      ['应用凭证', true],
      ['可信 IP', true],
      ['应用', true],
      ['接收消息', true],
    ]);
    expect(told(findings, '接收消息')).toContain(bench.callbackUrl);
    expect(bench.delivered).toEqual([]);
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('names the secret that is wrong', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench, { secret: 'not-this-one' }).examine();
    expect(bad(findings)).toEqual(['应用凭证']);
    expect(told(findings, '应用凭证')).toMatch(/40001.*Secret/);
    expect(JSON.stringify(findings)).not.toContain('not-this-one');
  });

  it('names the corp that is wrong', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench, { corpId: 'wwffffffffffffffff' }).examine();
    expect(findings).toHaveLength(1);
    expect(told(findings, '应用凭证')).toMatch(/40013.*企业 ID/);
  });

  it('says when nobody is at the address', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench, { apiUrl: 'http://127.0.0.1:9' }).examine();
    expect(told(findings, '应用凭证')).toContain('http://127.0.0.1:9 没有给出答复');
  });

  it('names the address that WeCom saw and does not trust', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.trustIps(['203.0.113.1']);
    const findings = await reachable(bench).examine();
    expect(bad(findings)).toEqual(['可信 IP']);
    expect(told(findings, '可信 IP')).toMatch(/127\.0\.0\.1.*企业可信IP/);
  });

  it('names an app that is not the one of the secret', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench, { agentId: '1000009' }).examine();
    expect(bad(findings)).toEqual(['应用']);
    expect(told(findings, '应用')).toMatch(/1000009.*301002.*AgentId/);
  });

  it.each([48006, 50003])('knows an app that is switched off (%i)', async (errcode) => {
    const bench = await startAppBench();
    bench.wecom.faults.failNext('agent/get', errcode);
    expect(told(await reachable(bench).examine(), '应用')).toContain('已停用');
  });

  it('cannot look at a callback whose address it does not know', async () => {
    const bench = await startAppBench();
    const findings = await bench.channel.examine();
    expect(bad(findings)).toEqual(['接收消息']);
    expect(told(findings, '接收消息')).toMatch(/BASE_URL.*\/chat\/wecom\/default/);
  });

  it('sees that the service has other keys', async () => {
    const bench = await startAppBench();
    const findings = await reachable(bench, { token: 'Another' }).examine();
    expect(bad(findings)).toEqual(['接收消息']);
    expect(told(findings, '接收消息')).toMatch(/状态码 401.*EncodingAESKey/);
  });

  it('sees that somebody else answers, or nobody', async () => {
    const bench = await startAppBench();
    const page = await serve('/', () => ({ status: 200, type: 'text/html', body: '<html>' }));
    const elsewhere = await reachable(bench, { baseUrl: page }).examine();
    expect(told(elsewhere, '接收消息')).toContain('没有回答解密后的原文');
    const nowhere = await reachable(bench, { baseUrl: 'http://127.0.0.1:9' }).examine();
    expect(told(nowhere, '接收消息')).toContain(' 没有回答：');
  });
});
