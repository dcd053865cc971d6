import { expect, it, onTestFinished, vi } from 'vitest';
import { draftEvaluation } from '../../src/actions/draft-evaluation.ts';
import { submitEvaluation } from '../../src/actions/submit-evaluation.ts';
import { type Service, startService } from '../support/service.ts';
import { foundSociety, patentNo, push, register, type Society } from '../support/society.ts';

const HOUR = 3_600_000;
const OTHERS = 20;
const numbers = Array.from({ length: OTHERS + 1 }, (_, index) => patentNo(index + 1).applicationNumber);

/** The admin evaluates every patent that was pushed, as his confirmations would do it, the first one first. */
async function evaluateAll({ app }: Service, { enterpriseId }: Society): Promise<void> {
  for (const applicationNumber of numbers)
    await app.inTransaction(async (tx) => {
      const [member] = await tx.members.adminsOf(enterpriseId);
      const patent = await tx.patents.findByNumber(applicationNumber);
      const match = patent && (await tx.matches.find(enterpriseId, patent.id));
      if (!member || !match) throw new Error(`nobody can evaluate ${applicationNumber}`);
      const about = { matchId: match.id, member };
      await draftEvaluation(tx, { ...about, stars: 4, opinion: '可以了解。' });
      await submitEvaluation(tx, { ...about, revision: 1 });
    });
}

async function pass(service: Service, ms: number): Promise<void> {
  const until = service.clock.now().getTime() + ms;
  await service.drain(ms);
  service.clock.advance(until - service.clock.now().getTime());
  // The breaker that spares the platform rests by the clock of the process.
  vi.setSystemTime(Date.now() + ms);
}

async function withPatents(): Promise<{ service: Service; society: Society }> {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const service = await startService();
  const society = await foundSociety(service, { dailyPushLimit: 50, experts: 1 });
  for (let index = 1; index <= numbers.length; index += 1) await register(service, society, patentNo(index));
  await push(service, society);
  return { service, society };
}

const recorded = ({ platform }: Service) =>
  platform.books.evaluations().map(({ applicationNumber }) => applicationNumber);

it('an evaluation the platform fails on for ever holds back no other', { timeout: 60_000 }, async () => {
  const { service, society } = await withPatents();
  const [poison = '', ...others] = numbers;
  service.platform.faults.chokeOn(poison);
  await evaluateAll(service, society);
  await pass(service, HOUR);
  expect(recorded(service).toSorted()).toEqual(others.toSorted());

  service.platform.faults.chokeOn(null);
  await pass(service, 2 * HOUR);
  expect(recorded(service).toSorted()).toEqual(numbers.toSorted());
});

it('after hours without the platform every evaluation arrives, and each once', {
  timeout: 60_000,
}, async () => {
  const { service, society } = await withPatents();
  service.platform.faults.down(true);
  await evaluateAll(service, society);
  await pass(service, 7 * HOUR);
  expect(recorded(service)).toEqual([]);

  service.platform.faults.down(false);
  for (let hour = 0; hour < 3; hour += 1) await pass(service, HOUR);
  expect(recorded(service).toSorted()).toEqual(numbers.toSorted());
});
