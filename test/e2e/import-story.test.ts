import { describe, expect, it } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { csvOf } from '../support/dropped-files.ts';
import { type House, storyHouse } from './story-house.ts';

const FILE = csvOf([1, 2, 3, '202399999999.1,写错的号码,示例大学（虚构）,']);

describe.skipIf(withoutBrowser !== '')(`a file sent in the sandbox${withoutBrowser}`, () => {
  const play = storyHouse();

  it('is picked behind the paper clip in Feishu, asked about and taken in', async () => {
    await play({ label: 'import' }, async (house) => {
      const { privately, press, card, shoot } = house;
      const client = await privately('管理员');
      await client
        .locator('[data-testid="file"]')
        .last()
        .setInputFiles({ name: '资源库导出.csv', mimeType: 'text/csv', buffer: FILE });
      await card('管理员', '共 4 行：新增 3');
      await card('管理员', '申请号的校验位不对');
      await shoot('preview');
      await press('管理员', '这些专利属于哪个库', '导入资源库', '已开始导入');
      await card('管理员', '已导入资源库：新增 3 件');
      await shoot('done');
    });
  }, 180_000);

  it('is dragged onto the chat in WeCom, and its end comes as a new card', async () => {
    await play({ label: 'import-wecom', troupe: '企微企业（虚构）' }, async (house) => {
      await house.privately('管理员丙');
      await house.say('管理员丙', '帮助', '说明已发到您与应用的私聊');
      await drag(house, '评价库导出.csv', FILE);
      await house.card('管理员丙', '共 4 行：新增 3');
      await house.shoot('preview');
      await house.tap('管理员丙', '属于哪个库', '导入评价库', '已导入评价库：新增 3 件');
      await house.shoot('done');
      // What cannot be read is said in words, and what to do about it.
      await drag(house, '清单.xlsm', Buffer.from('PK'));
      await house.card('管理员丙', '文件带有宏');
      expect(await house.page.locator('.taking').count()).toBe(0);
    });
  }, 180_000);
});

/** Drops a file onto the private chat as a mouse does. */
async function drag({ page, at }: House, name: string, bytes: Buffer): Promise<void> {
  const [text, label] = [bytes.toString('utf8'), name].map((each) => JSON.stringify(each));
  const dataTransfer = await page.evaluateHandle(
    `(() => { const files = new DataTransfer(); files.items.add(new File([${text}], ${label})); return files; })()`,
  );
  const chat = (await at('管理员丙')).locator('.chat:visible');
  await chat.dispatchEvent('dragover', { dataTransfer });
  await chat.dispatchEvent('drop', { dataTransfer });
}
