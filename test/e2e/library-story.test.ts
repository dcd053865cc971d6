import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { realPatents } from '../support/real-patents.ts';
import { type House, storyHouse } from './story-house.ts';

const REAL = realPatents('patents-titles-ipc.csv');
const ADMIN = '管理员';

describe.skipIf(withoutBrowser !== '')(`the libraries in the sandbox${withoutBrowser}`, () => {
  const play = storyHouse();

  it('take in a file of thousands, are searched, narrowed, turned, opened and exported', async () => {
    await play({ label: 'library' }, async (house) => {
      const { privately, press, card, say, shoot } = house;
      const client = await privately(ADMIN);
      await takeIn(house, client);
      await say(ADMIN, '搜索 隔膜 锂', '检索：「隔膜 锂」');
      await say(ADMIN, '搜索 一种水电站', '检索：「一种水电站」');
      for (const spelling of ['CN111504366B', '111504366', 'ＣＮ１１１５０４３６６'])
        await say(ADMIN, `搜索 ${spelling}`, '基于人工智能的流体输送系统精确计量方法');
      await say(ADMIN, '搜索 电池', '检索：「电池」；按相关度排序');
      await shoot('found');
      await (await card(ADMIN, '检索：「电池」')).getByRole('button', { name: '下一页' }).click();
      await card(ADMIN, '第 2 / ');
      await (await card(ADMIN, '第 2 / ')).getByRole('button', { name: '高级检索' }).click();
      const form = await card(ADMIN, '填写或选择要缩小的范围');
      await form.locator('[name="ipc"]').fill('H01M');
      await shoot('narrowing');
      await form.getByRole('button', { name: '检索', exact: true }).click();
      const found = await card(ADMIN, '技术分类 IPC H01M');
      expect(await found.getByRole('button', { name: '详情' }).count()).toBe(5);
      await press(ADMIN, '技术分类 IPC H01M', '导出', '清单正在生成');
      const link = client.getByRole('link', { name: '.xlsx' }).last();
      const [kept] = await Promise.all([house.page.waitForEvent('download'), link.click()]);
      expect(kept.suggestedFilename()).toMatch(/\.xlsx$/);
      await holdsWhatWasFound(await kept.path());
      await (await card(ADMIN, '技术分类 IPC H01M')).getByRole('button', { name: '详情' }).first().click();
      // The words of the details alone: lists and notices name them too.
      const detail = await card(ADMIN, '技术领域');
      await detail.scrollIntoViewIfNeeded();
      await shoot('detail');
    });
  }, 180_000);
});

/** Opens the list with a reader that has nothing to do with its writer. */
async function holdsWhatWasFound(path: string): Promise<void> {
  const [head = [], ...rows] = await readSheet(path, 1);
  const at = (label: string) => head.findIndex((cell) => String(cell).includes(label));
  expect([at('名称'), at('IPC'), at('技术领域')]).not.toContain(-1);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(String(row[at('IPC')])).toContain('H01M');
}

/** Sends the file in the admin's private chat and has it taken into the resource library. */
async function takeIn({ press, card }: House, client: Awaited<ReturnType<House['at']>>): Promise<void> {
  const buffer = REAL.present ? readFileSync(REAL.path) : madeUpFile();
  await client
    .locator('[data-testid="file"]')
    .last()
    .setInputFiles({ name: '资源库导出.csv', mimeType: 'text/csv', buffer });
  await card(ADMIN, REAL.present ? '共 4899 行' : '共 303 行');
  await press(ADMIN, '这些专利属于哪个库', '导入资源库', '已开始导入');
  // Thousands of rows on a machine that runs other tests besides.
  await client.getByText('已导入资源库：新增').last().waitFor({ timeout: 90_000 });
}

/** Where the real ones are absent: as many columns, and titles that the same searches find. */
function madeUpFile(): Buffer {
  const titles = ['一种锂电池隔膜', '一种水电站装置（虚构）'];
  const rows = Array.from({ length: 302 }, (_, at) => [
    `CN2099${String(at).padStart(5, '0')}A`,
    `${titles[at % 2]}${at}`,
    'H01M',
  ]);
  const known = ['CN111504366B', '基于人工智能的流体输送系统精确计量方法（虚构）', 'G01F'];
  const lines = [['publication_numbers', 'title', 'ipc_subclasses'], known, ...rows];
  return Buffer.from(lines.map((cells) => cells.join(',')).join('\n'));
}
