import { describe, expect, it } from 'vitest';
import { cardOf, cardsIn } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { operate } from '../support/operator.ts';
import { realPatents } from '../support/real-patents.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, foundSociety, pressOwn, push, rate } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const FILES = [realPatents('patents-with-abstracts.json'), realPatents('patents-titles-ipc.csv')] as const;
const ENTERPRISE = '演示企业（虚构）';
const PATIENCE_MS = 120_000;

/** Runs an operator command on the service's database, as a second process would, and returns what it reports. */
async function report({ databaseUrl, clock }: Service, ...words: string[]): Promise<unknown> {
  return (await operate({ settings: { DATABASE_URL: databaseUrl }, now: clock.now }, ...words)).result;
}

describe('real patents', () => {
  for (const file of FILES) {
    onEveryDatabase(`from ${file.path.split('/').at(-1)}${file.note}`, (engine) => {
      it.skipIf(!file.present)(
        'are imported by the operator, pushed, rated and evaluated',
        { timeout: PATIENCE_MS },
        async () => {
          const service = await startService({
            databaseUrl: await engine.freshUrl(),
            platformMode: 'manual',
          });
          const { group, experts, admins, ...society } = await foundSociety(service, { dailyPushLimit: 3 });
          const imported = await report(service, 'import', file.path, '--push-to', ENTERPRISE);
          expect(imported).toMatchObject({ added: expect.any(Number), changed: 0 });
          const { added } = imported as { added: number };
          expect(added).toBeGreaterThan(0);
          expect(await report(service, 'import', file.path)).toMatchObject({ added: 0, unchanged: added });

          expect(await push(service, { ...society, group, experts, admins })).toBe(3);
          const cards = cardsIn(service.feishu, group);
          expect(cards).toHaveLength(3);
          for (const { plain } of cards) expect(plain).not.toContain('虚构样例');
          const card = cards[0]?.messageId ?? '';
          expect(await rate(service, card, experts[0], 4, '工艺成熟')).toContain('已记录');
          expect(await pressOwn(service, admins[0], 'accepted_0')).toContain('已通过');
          await evaluate(service, card, admins[0]);
          expect(await pressOwn(service, admins[0], 'posted')).toBe('已登记为在平台填报。');
          expect(cardOf(service.feishu, group, card).plain.join()).toContain('企业评价已提交');
          expect(await rowsOf(service.databaseUrl, 'enterprise_evaluations')).toMatchObject([
            { state: 'posted' },
          ]);
        },
      );
    });
  }
});
