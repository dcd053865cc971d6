import { expect, it } from 'vitest';
import { setPlatformMode } from '../../src/actions/set-platform-mode.ts';
import { sendIntent } from '../support/cooperation-steps.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, openSociety, patentNo, pressOwn, rate } from '../support/society.ts';

const TOKEN = 'metrics-token-of-the-app-tests';

const measuredService = () => startService({ settings: { METRICS_TOKEN: TOKEN } });

function ask({ app }: Service, token: string | null): Promise<Response> {
  const headers: Record<string, string> = token === null ? {} : { authorization: token };
  return fetch(`${app.url}/metrics`, { headers });
}

async function measured(service: Service): Promise<string> {
  const answer = await ask(service, `Bearer ${TOKEN}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

it('metrics are for whoever has the token, and say nothing to others', async () => {
  const service = await measuredService();
  for (const token of [null, '', TOKEN, 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`]) {
    const answer = await ask(service, token);
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'unverified' }]);
  }
  const answer = await ask(service, `Bearer ${TOKEN}`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  for (const line of [
    'panhuo_build_info{version="',
    'nodejs_heap_size_used_bytes ',
    'process_cpu_seconds_total ',
  ])
    expect(text).toContain(line);
  expect(service.logged.join()).not.toContain(TOKEN);
});

it('without a token in the settings there are no metrics', async () => {
  const service = await startService();
  expect((await ask(service, `Bearer ${TOKEN}`)).status).toBe(404);
});

it('an evaluation the platform does not take is seen to wait, and to grow old', async () => {
  const service = await measuredService();
  const society = await openSociety(service, { name: '演示企业（虚构）' });
  expect(await measured(service)).toContain('panhuo_outbox_waiting{topic="evaluation"} 0');
  service.platform.faults.down(true);
  await rate(service, society.card, society.experts[0], 4);
  await evaluate(service, society.card, society.admins[0]);
  service.clock.advance(3_600_000);
  const text = await measured(service);
  expect(text).toContain('panhuo_outbox_waiting{topic="evaluation"} 1');
  expect(text).toContain('panhuo_outbox_waiting{topic="card"} 0');
  expect(text).toContain('panhuo_outbox_dead{topic="evaluation"} 0');
  expect(text).toMatch(/panhuo_outbox_oldest_waiting_seconds\{topic="evaluation"\} 3[67]\d\d/);
  expect(text).toMatch(/panhuo_jobs_total\{topic="card",outcome="done"\} [1-9]/);
  expect(text).toMatch(/panhuo_jobs_total\{topic="evaluation",outcome="retry"\} [1-9]/);
  expect(text).toMatch(/panhuo_deliveries_total\{channel="feishu",kind="click",outcome="answered"\} [1-9]/);
});

it('what waits for the platform is counted by kind, and by the way its enterprise takes', async () => {
  const service = await measuredService();
  const posting = await openSociety(service);
  const manual = { name: '另一企业（虚构）', platformId: 'demo-2', patent: patentNo(2) };
  const byHand = await openSociety(service, manual);
  const way = { enterpriseId: byHand.enterpriseId, mode: 'manual', standard: 'http' } as const;
  await service.app.inTransaction((tx) => setPlatformMode(tx, way));
  const waiting = async () =>
    (await measured(service)).match(/(?<=^panhuo_platform_waiting)\{.*(?<! 0)$/gmu)?.toSorted() ?? [];
  expect(await waiting()).toEqual([]);
  await evaluate(service, byHand.card, byHand.admins[0]);
  await sendIntent(service, byHand.card, byHand.admins[0]);
  const evaluation = '{kind="evaluation",mode="manual"} 1';
  expect(await waiting()).toEqual([evaluation, '{kind="intent",mode="manual"} 1']);
  await pressOwn(service, byHand.admins[0], 'posted');
  expect(await waiting()).toEqual([evaluation]);
  service.platform.faults.down(true);
  await evaluate(service, posting.card, posting.admins[0]);
  expect(await waiting()).toEqual(['{kind="evaluation",mode="http"} 1', evaluation]);
});

it('metrics name no enterprise, person, chat or patent', async () => {
  const service = await measuredService();
  const society = await openSociety(service);
  await rate(service, society.card, society.experts[0], 4);
  const text = await measured(service);
  const { enterpriseId, platformId, group, admins, experts } = society;
  for (const secret of [
    enterpriseId,
    platformId,
    group,
    admins[0],
    experts[0],
    '演示企业',
    '专家一',
    'default',
  ])
    expect(text).not.toContain(secret);
});
