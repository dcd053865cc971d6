import { expect, it } from 'vitest';
import { ownCard } from '../support/cooperation-steps.ts';
import { startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, push, register } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

it('reasons chosen on a Feishu card go with the stars, and the admin reads them', async () => {
  const service = await startService();
  const society = await foundSociety(service, {});
  const card = await bring(service, society, patentNo(1));
  const by = society.experts[0];
  const press = (reasons: string[]) =>
    service.feishu.press({ by, messageId: card, button: 'stars_2', form: { reasons, opinion: '' } });
  await press(['cost', 'have-it']);
  await service.drain();
  const stored = () => rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(await stored()).toMatchObject([{ stars: 2, reasons: 'have-it,cost', version: 1 }]);
  expect(ownCard(service, society.admins[0])).toContain('已有同类技术、成本过高');
  // Nothing chosen the second time takes nothing away.
  await press([]);
  expect(await stored()).toMatchObject([{ reasons: 'have-it,cost', version: 1 }]);
});

it('a reason chosen on a WeCom card goes with the stars, and none is chosen by leaving the list as it is', async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service);
  await register(service, society, patentNo(1));
  await push(service, society);
  const press = (by: string | undefined, reason: string) =>
    service.press({
      by: by ?? '',
      chatId: society.group,
      button: '★★☆☆☆ 2 星',
      choices: { reasons: [reason] },
    });
  await press(society.experts[0], 'too-early');
  await press(society.experts[1], '0');
  const rows = await rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(rows.map(({ reasons }) => reasons).sort()).toEqual(['', 'too-early']);
});
