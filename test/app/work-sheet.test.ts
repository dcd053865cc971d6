import { randomUUID } from 'node:crypto';
import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import { deliverFile } from '../../src/jobs/deliver-file.ts';
import { createLog } from '../../src/log.ts';
import { AT } from '../support/builders.ts';
import { aDemand } from '../support/cooperation.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { memberIdOf } from '../support/pages.ts';
import { FEISHU_APP, type Service, startService } from '../support/service.ts';
import { foundSociety, pressOwn } from '../support/society.ts';

/** An enterprise in manual mode with so many demands to be entered, and its admin before the list of them. */
async function listOf(demands: number): Promise<{ service: Service; admin: string }> {
  const service = await startService({ platformMode: 'manual' });
  const { enterpriseId, admins } = await foundSociety(service);
  const adminId = await memberIdOf(service, admins[0], enterpriseId);
  await service.app.inTransaction(async (tx) => {
    for (let at = 1; at <= demands; at += 1) {
      const confirmed = { state: 'submitted', submittedBy: adminId, submittedAt: AT } as const;
      const fields = [{ name: 'title', label: '需求名称', value: `需求第${at}号` }];
      await tx.demands.add(
        aDemand({
          ...confirmed,
          id: `demand-${String(at).padStart(4, '0')}`,
          enterpriseId,
          title: `需求第${at}号`,
          fields,
        }),
        AT,
      );
    }
  });
  await say(service, admins[0], '待填报');
  return { service, admin: admins[0] };
}

it('a spreadsheet ends at a thousand rows, and its last row says how many are left', {
  timeout: 60_000,
}, async () => {
  const { service, admin } = await listOf(1001);
  expect(ownCard(service, admin)).toContain('第 1 / 1001 条');
  await pressOwn(service, admin, 'export');
  const { feishu } = service;
  const sent = feishu.messages(feishu.privateChat(admin)).find(({ msgType }) => msgType === 'file');
  const { file_key: key } = JSON.parse(sent?.content ?? '{}') as { file_key: string };
  const rows = await readSheet(Buffer.from(feishu.file(key)?.bytes ?? []), 1);
  expect(rows).toHaveLength(1 + 1000);
  expect(rows[999]).toEqual(expect.arrayContaining(['公开需求', '需求第999号']));
  expect(rows[1000]?.[0]).toBe('还有 2 条没有列出，请先填报以上各条后再次导出。');
});

it.each([
  ['', '这里不能发送文件。请在「待填报」卡片上逐条查看。'],
  ['https://panhuo.example.com/p/a', '这里不能发送文件。请在网页上逐条查看：https://panhuo.example.com/p/a'],
])('where the channel carries no file of that size, words say where the list is: %s', async (page, words) => {
  const { service, admin } = await listOf(1);
  const { app, feishu, clock } = service;
  const world = { log: createLog('silent'), now: clock.now, sleep: clock.sleep };
  const channel = feishuChannel(
    { connection: 'default', transport: 'webhook', domain: feishu.url, ...FEISHU_APP },
    { ...world, every: () => () => {} },
  );
  const small = { ...channel, can: { ...channel.can, fileBytes: 0 } };
  const view = { timeZone: 'Asia/Shanghai', platformByHand: true, pageLink: () => page };
  const deliver = deliverFile({
    ...world,
    inTransaction: app.inTransaction,
    channels: new Map([['default', small]]),
    view,
    standard: 'manual',
  });
  await pressOwn(service, admin, 'export');
  const done = await app.inTransaction((tx) => tx.outbox.list('done', 100));
  for (const job of done.filter(({ topic }) => topic === 'file')) await deliver({ ...job, id: randomUUID() });
  const said = feishu.messages(feishu.privateChat(admin)).map(({ content }) => content);
  expect(said.at(-1)).toContain(JSON.stringify(words).slice(1, -1));
});
