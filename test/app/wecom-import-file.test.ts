import { expect, it, vi } from 'vitest';
import { csvOf } from '../support/dropped-files.ts';
import { rowsOf } from '../support/stored.ts';
import { newestCard, wordsIn } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService, type WecomService } from '../support/wecom-service.ts';

/** Sends a file to the bot, waits until the service has heard of it, and lets everything follow. */
async function drop(service: WecomService, by: string, chatId: string, name: string, bytes: Buffer) {
  const before = (await rowsOf(service.databaseUrl, 'deliveries')).length;
  await service.wecom.drop({ by, chatId, name, bytes });
  await vi.waitUntil(async () => (await rowsOf(service.databaseUrl, 'deliveries')).length > before, {
    timeout: 10_000,
    interval: 5,
  });
  await service.drain();
}

it('a list of patents sent to WeCom’s bot is asked about once, and its end comes as a new card', async () => {
  const service = await startWecomService();
  const { admins, experts } = await foundWecomSociety(service);
  const [admin] = admins;
  const [expert] = experts;
  const { wecom } = service;
  const own = wecom.privateChat(admin, 'bot');
  await drop(service, admin, own, '评价库导出.csv', csvOf([1, 2, '1234,写错的号码,示例大学（虚构）,']));
  const said = wordsIn(wecom, own).at(-1) ?? '';
  expect(said).toContain('导入专利清单：评价库导出.csv');
  expect(said).toContain('共 3 行：新增 2');
  expect(said).toContain('第 4 行（申请号 1234）：');
  const asked = newestCard(wecom, admin, own);
  expect(asked.buttons.map(({ text }) => text)).toEqual(['导入评价库', '导入资源库', '取消', '刷新']);
  expect(await rowsOf(service.databaseUrl, 'patents')).toEqual([]);

  expect(await service.press({ by: admin, chatId: own, button: '导入评价库' })).toBe('answered');
  expect(newestCard(wecom, admin, own, { messageId: asked.messageId }).plain.join()).toContain(
    '正在导入评价库',
  );
  const done = newestCard(wecom, admin, own);
  expect(done.messageId).not.toBe(asked.messageId);
  expect(done.plain.join()).toContain('已导入评价库：新增 2 件');
  expect(await rowsOf(service.databaseUrl, 'matches')).toHaveLength(2);
  // A late press of the old copy is answered and does nothing.
  const [button] = asked.buttons;
  await wecom.press({ by: admin, messageId: asked.messageId, key: button?.key ?? '' }).catch(() => {});
  await service.drain();
  expect(await rowsOf(service.databaseUrl, 'imports')).toMatchObject([{ state: 'done', taken: 2 }]);

  const others = wecom.privateChat(expert, 'bot');
  await drop(service, expert, others, '清单.csv', csvOf([3]));
  expect(wordsIn(wecom, others).at(-1)).toContain('只有企业管理员可以导入专利清单');
  expect(await rowsOf(service.databaseUrl, 'imports')).toHaveLength(1);
});

it('a link of WeCom that has died is said to the admin', async () => {
  const service = await startWecomService();
  const { admins } = await foundWecomSociety(service);
  const [admin] = admins;
  const own = service.wecom.privateChat(admin, 'bot');
  service.wecom.faults.failNext('download', 40007);
  await drop(service, admin, own, '清单.csv', csvOf([1]));
  expect(wordsIn(service.wecom, own).at(-1)).toContain('链接已过期');
  expect(await rowsOf(service.databaseUrl, 'patents')).toEqual([]);
});
