import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { PlatformFaults } from '../../src/sandbox/platform/faults.ts';
import { newestCard, textsIn } from '../support/chat-cards.ts';
import { publishDemand, sendIntent } from '../support/cooperation-steps.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, evaluate, foundSociety, patentNo, pressOwn, type Society } from '../support/society.ts';

const HOUR = 3_600_000;

/** What goes wrong on the platform's side before something is sent there. */
const TROUBLES = {
  none: () => {},
  'answers 500': (faults) => faults.failNext(500, 3),
  'accepts and breaks off': (faults) => faults.acceptThenDropNext(),
  'asks to wait': (faults) => faults.rateLimitNext(45),
  'sends a web page': (faults) => faults.unreadableNext(),
  'loses receipts': (faults) => faults.loseReceipts(true),
  'finds it wrong': (faults) => faults.failNext(422),
  'has it already': (faults) => faults.failNext(409),
  'is down': (faults) => faults.down(true),
} as const satisfies Readonly<Record<string, (faults: PlatformFaults) => void>>;

const trouble = fc.constantFrom(...(Object.keys(TROUBLES) as (keyof typeof TROUBLES)[]));
/** One patent's way: what goes wrong before the evaluation, the intent, its withdrawal if any, and a demand. */
const way = fc.record({
  evaluation: trouble,
  leaves: fc.boolean(),
  intent: trouble,
  withdrawal: fc.option(trouble),
  demand: trouble,
});

it('whatever goes wrong on the platform, it has each record once or the admin its refusal in words', async () => {
  // The breaker that spares the platform rests by the clock of the process.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 3 }), async (ways) => {
      const service = await startService();
      const society = await foundSociety(service);
      for (const [index, each] of ways.entries()) await go(service, society, index + 1, each);
      await heal(service);
      await compare(service, society, ways.length);
      await service.stop();
    }),
    { numRuns: 6 },
  );
}, 240_000);

async function go(
  service: Service,
  society: Society,
  index: number,
  way: { readonly [key in 'evaluation' | 'intent' | 'demand']: keyof typeof TROUBLES } & {
    readonly leaves: boolean;
    readonly withdrawal: keyof typeof TROUBLES | null;
  },
): Promise<void> {
  const { faults, books } = service.platform;
  const [admin] = society.admins;
  const card = await bring(service, society, patentNo(index));
  const befalls = (name: keyof typeof TROUBLES) => TROUBLES[name](faults);
  befalls(way.evaluation);
  await evaluate(service, card, admin);
  // The platform knows before we do that the patent is no longer to be had.
  if (way.leaves) books.changePatent(patentNo(index).applicationNumber, { state: 'expired' });
  befalls(way.intent);
  await sendIntent(service, card, admin);
  if (way.withdrawal !== null) {
    const own = newestCard(service.feishu, service.feishu.privateChat(admin));
    befalls(way.withdrawal);
    if (own.buttons.includes('withdraw')) await pressOwn(service, admin, 'withdraw');
  }
  befalls(way.demand);
  await publishDemand(service, admin);
  faults.down(false);
  await passHours(service, 1);
  await untilPulled(service);
}

/** Before the next patent can come, what is left of the troubles must have befallen somebody. */
async function untilPulled(service: Service): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const pulled = await service.app.pull().then(
      () => true,
      () => false,
    );
    if (pulled) return;
    await passHours(service, 1);
  }
  throw new Error('the platform does not recover');
}

/** Everything that can pass has passed, and time enough to try again. */
async function heal(service: Service): Promise<void> {
  service.platform.faults.down(false);
  service.platform.faults.loseReceipts(false);
  await passHours(service, 4);
}

async function passHours(service: Service, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    vi.setSystemTime(Date.now() + HOUR);
    await service.drain(HOUR);
  }
}

/** What the database calls posted is there once, what it calls refused is not and is told, and nothing is in between. */
async function compare(
  { app, platform, feishu }: Service,
  { enterpriseId, admins }: Society,
  patents: number,
): Promise<void> {
  const { books } = platform;
  const told = textsIn(feishu, feishu.privateChat(admins[0])).join('\n');
  const cards = feishu
    .messages(feishu.privateChat(admins[0]))
    .map(({ content }) => content)
    .join('\n');
  await app.inTransaction(async (tx) => {
    const all = { limit: 100, offset: 0 };
    const intents = await tx.intents.listed(enterpriseId, all);
    const demands = await tx.demands.listed(enterpriseId, all);
    const there = [...books.intents(), ...books.demands()];
    expect(
      there.filter(({ idempotencyKey: key }) => ![...intents, ...demands].some(({ id }) => id === key)),
    ).toEqual([]);
    for (const { id, state, receipt, refusal, submittedAt } of [...intents, ...demands]) {
      const recorded = there.filter(({ idempotencyKey }) => idempotencyKey === id);
      expect([id, submittedAt !== null]).toEqual([id, true]);
      if (state === 'posted') {
        expect(recorded.map((each) => each.receipt)).toEqual([receipt]);
      } else if (state === 'refused') {
        expect([refusal, recorded]).toEqual([expect.stringMatching(/\p{Script=Han}/u), []]);
        expect(told).toContain(refusal);
        expect(cards).toContain(refusal);
      } else {
        expect(state).toBe('withdrawn');
        const open = recorded.filter((each) => each.withdrawnAt === null);
        // What the platform would not end is the admin's, in the platform's words.
        expect([refusal === '' && open.length > 0, told.includes(refusal)]).toEqual([false, true]);
      }
    }
    const numbers = Array.from({ length: patents }, (_, index) => patentNo(index + 1).applicationNumber);
    const known = [...(await tx.patents.findByNumbers(numbers)).values()].map(({ patent }) => patent.id);
    for (const match of await tx.matches.ofPatents(known)) {
      const own = await tx.enterpriseEvaluations.findOfMatch(match.id);
      const recorded = books.evaluations().filter(({ idempotencyKey }) => idempotencyKey === own?.id);
      expect([own?.state, recorded.length]).toEqual(
        own?.state === 'refused' ? ['refused', 0] : ['posted', 1],
      );
    }
    expect(await tx.outbox.list('waiting', 100)).toEqual([]);
  });
}
