import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PATENTS } from '../../src/sandbox/demo-patents.ts';
import { cardsIn } from '../support/chat-cards.ts';
import { onEveryServer } from '../support/databases.ts';
import { buildService } from '../support/service-process.ts';
import { type KillBench, startKillBench } from './kill-bench.ts';

const PATENTS = Array.from({ length: 8 }, (_, index) => {
  const [sample] = DEMO_PATENTS;
  if (!sample) throw new Error('there are no demo patents');
  return { ...sample, applicationNumber: `CN20991003000${index}.0`, title: `专利第${index}件` };
});

onEveryServer('two processes on one database', (engine) => {
  let bench: KillBench;

  beforeAll(async () => {
    buildService();
    bench = await startKillBench(await engine.freshUrl(), PATENTS);
    await bench.startAnother();
  }, 120_000);

  afterAll(() => bench?.close());

  it('share the work: every card once and in order, every click once, also when one of them dies', async () => {
    // One after the other: promises made at the same moment have no order to keep.
    for (const _ of PATENTS) await bench.pushNext();
    const group = () => cardsIn(bench.feishu, bench.group);
    await bench.until(() => group().length === PATENTS.length);
    expect(group().map(({ title }) => title)).toEqual(PATENTS.map(({ title }) => title));

    const outcomes = await Promise.all(
      group().map(({ messageId }) => bench.feishu.press({ by: bench.expert, messageId, button: 'stars_5' })),
    );
    expect(outcomes.map(({ toast }) => toast?.type)).toEqual(PATENTS.map(() => 'success'));
    await bench.service().kill();
    const reviews = () =>
      bench.feishu
        .messages(bench.feishu.privateChat(bench.admin))
        .filter(({ content }) => content.includes('专家评价审核'));
    await bench.until(
      () =>
        reviews().length >= PATENTS.length &&
        group().every(({ plain }) => plain.includes('已有 1 位专家评价')),
    );
    expect(reviews()).toHaveLength(PATENTS.length);
    expect(bench.feishu.counters.rejectedByLimit).toBe(0);
  }, 120_000);
});
