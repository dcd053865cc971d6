import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cardsIn, newestCard } from '../support/chat-cards.ts';
import { dropFile } from '../support/dropped-files.ts';
import { realPatents } from '../support/real-patents.ts';
import { startService } from '../support/service.ts';
import { openSociety } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const FILE = realPatents('patents-titles-ipc.csv');

describe(`real patents${FILE.note}`, () => {
  it.skipIf(!FILE.present)(
    'are imported through the chat, and again without a change',
    { timeout: 120_000 },
    async () => {
      const service = await startService();
      const society = await openSociety(service);
      const { card } = society;
      const [admin] = society.admins;
      const shown = () =>
        cardsIn(service.feishu, service.feishu.privateChat(admin))
          .findLast(({ title }) => title === '导入专利清单')
          ?.plain.join('\n') ?? '';
      const bytes = await readFile(FILE.path);
      await dropFile(service, admin, 'patents.csv', bytes);
      const [, fresh = ''] = /新增 (\d+)/.exec(shown()) ?? [];
      expect(Number(fresh)).toBeGreaterThan(4000);
      const { messageId } = newestCard(service.feishu, service.feishu.privateChat(admin), 'resource');
      const { toast } = await service.feishu.press({ by: admin, messageId, button: 'resource' });
      expect(toast?.content).toContain('已开始导入');
      // Whoever presses a button meanwhile is answered as ever.
      const [by] = society.experts;
      for (const stars of [3, 4, 5]) {
        const rated = await service.feishu.press({ by, messageId: card, button: `stars_${stars}` });
        expect(rated.toast?.content).toContain('您的评价');
      }
      expect(await rowsOf(service.databaseUrl, 'import_batches')).not.toEqual([]);
      await service.drain();
      expect(shown()).toContain(`已导入资源库：新增 ${fresh} 件`);
      expect(await rowsOf(service.databaseUrl, 'patents')).toHaveLength(Number(fresh) + 1);
      await dropFile(service, admin, 'patents.csv', bytes);
      expect(shown()).toContain(`新增 0，有更新 0，没有变化 ${fresh}`);
    },
  );
});
