import fc from 'fast-check';
import pino from 'pino';
import { expect, it } from 'vitest';
import { draftEvaluation } from '../../src/actions/draft-evaluation.ts';
import { draftDemandText, openDemand, publishDemand } from '../../src/actions/publish-demand.ts';
import { ratePatent } from '../../src/actions/rate-patent.ts';
import {
  draftIntentText,
  openIntentOfMatch,
  sendIntent,
  withdrawIntentByAdmin,
} from '../../src/actions/send-intent.ts';
import { submitEvaluation } from '../../src/actions/submit-evaluation.ts';
import { starsOf } from '../../src/domain/stars.ts';
import { asAppError } from '../../src/errors.ts';
import { deliverPost } from '../../src/jobs/deliver-post.ts';
import { deliverWithdrawal } from '../../src/jobs/deliver-withdrawal.ts';
import { DEMANDS, EVALUATIONS, INTENTS } from '../../src/jobs/postings.ts';
import { manualPlatform } from '../../src/platform/manual/manual-platform.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { aRecord } from '../support/builders.ts';
import { type PlatformBench, platformBench } from '../support/platform-bench.ts';
import { bring, found, openWorld, type World } from '../support/world.ts';

const NAMES = ['欧阳青岩', '司徒明远', '诸葛若水', '上官云舟'] as const;

const rating = fc.record({
  stars: fc.integer({ min: 1, max: 5 }),
  opinion: fc.stringMatching(/^意见[甲乙丙丁戊己庚辛]{4,12}$/u),
});
/** What an admin writes; now and then with an expert's name in it, which must not go out. */
const words = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^本企业[一二三四五六七八九十]{3,20}$/u) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name) => `据${name}所说，可以中试`) },
);
const story = fc.record({
  ratings: fc.array(rating, { minLength: 1, maxLength: NAMES.length }),
  evaluation: fc.record({ stars: fc.integer({ min: 1, max: 5 }), opinion: words }),
  intent: words,
  demand: words,
});

type Told = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** Everything that may stand in a body, by the path it goes to. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '/v1/evaluations': ['application_number', 'enterprise', 'opinion', 'stars', 'submitted_at'],
  '/v1/intents': ['application_number', 'enterprise', 'fields', 'origin', 'submitted_at', 'text'],
  '/v1/demands': ['enterprise', 'fields', 'submitted_at', 'text', 'title'],
  '/v1/withdrawals': ['key', 'kind', 'withdrawn_at'],
};

it('no body that goes out holds an expert’s name, stars or opinion, or an average, whatever was said', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const [world, bench] = [await openWorld(), await platformBench()];
      try {
        const refused = await live(world, told);
        await postAll(world, bench);
        const sent = bench.exchanges;
        const bodies = sent.map(({ requestBody }) => JSON.stringify(requestBody));
        const experts = NAMES.slice(0, told.ratings.length);
        const secrets = [...experts, ...told.ratings.map(({ opinion }) => opinion)];
        for (const secret of secrets) for (const body of bodies) expect(body).not.toContain(secret);
        for (const { url, requestBody } of sent) {
          expect(Object.keys(requestBody as object).sort()).toEqual(KEYS[url.pathname]);
          const stars = (requestBody as { stars?: unknown }).stars;
          if (stars !== undefined) expect(stars).toBe(told.evaluation.stars);
          // The admin's stars are the only number there is: a mean or a count has no other place to hide.
          expect(numbersIn(requestBody)).toEqual(stars === undefined ? [] : [stars]);
        }
        const named = [told.evaluation.opinion, told.intent, told.demand].filter((text) =>
          experts.some((name) => text.includes(name)),
        );
        expect(refused).toEqual(named.map(() => 'expert_named'));
        expect(bench.misfits()).toEqual([]);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

/** Every number in a body, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Experts rate, the admin evaluates, sends an intent and a demand, and gives the intent up; returns what was refused. */
async function live(world: World, told: Told): Promise<string[]> {
  const experts = told.ratings.map((_, index) => {
    return { userId: `ou_${index}`, name: NAMES[index] ?? '', roles: ['expert'] as const };
  });
  const cast = [{ userId: 'ou_admin', name: '管理员', roles: ['admin'] as const }, ...experts];
  const firm = await found(world, world.newId(), cast);
  const match = await bring(world, firm, aRecord());
  const admin = firm.people['ou_admin'];
  if (!admin) throw new Error('there is no admin');
  for (const [index, { stars, opinion }] of told.ratings.entries()) {
    const member = firm.people[`ou_${index}`];
    if (member)
      await world.inTransaction((tx) =>
        ratePatent(tx, { matchId: match.id, member, rating: { stars: starsOf(stars), opinion } }),
      );
  }
  const refused: string[] = [];
  const tries = async (work: (tx: Tx) => Promise<unknown>) => {
    await world.inTransaction(work).catch((error: unknown) => refused.push(asAppError(error).code));
  };
  const about = { matchId: match.id, member: admin };
  await tries(async (tx) => {
    const { stars, opinion } = told.evaluation;
    await draftEvaluation(tx, { ...about, stars: starsOf(stars), opinion });
    await submitEvaluation(tx, { ...about, revision: 1 });
  });
  await tries(async (tx) => {
    await openIntentOfMatch(tx, about);
    const { id: intentId = '' } = (await tx.intents.findLiving(admin.enterpriseId, match.patentId)) ?? {};
    const typed = { modes: '普通许可', need: told.intent, contact: '管理员', phone: '010-00000000' };
    await draftIntentText(tx, { intentId, member: admin, typed });
    await sendIntent(tx, { intentId, member: admin, revision: 2 });
  });
  await tries(async (tx) => {
    await openDemand(tx, { member: admin });
    const [demand] = await tx.demands.listed(admin.enterpriseId, { limit: 1, offset: 0 });
    const demandId = demand?.id ?? '';
    await draftDemandText(tx, {
      demandId,
      member: admin,
      typed: { title: '中试', field: '电池', need: told.demand },
    });
    await publishDemand(tx, { demandId, member: admin, revision: 2, warned: true });
  });
  return refused;
}

/** Sends all that was promised to the platform, then gives the intents up and sends that. */
async function postAll(world: World, { standIn, platform }: PlatformBench): Promise<void> {
  const record = aRecord();
  standIn.books.addPatent(record);
  const platforms = { standard: 'http', manual: manualPlatform(), http: platform } as const;
  const job = { ...world, log: pino({ level: 'silent' }), sleep: async () => {}, platforms };
  const deliverers = {
    evaluation: deliverPost(job, 'evaluation', EVALUATIONS),
    intent: deliverPost(job, 'intent', INTENTS),
    demand: deliverPost(job, 'demand', DEMANDS),
    withdrawal: deliverWithdrawal(job),
  } as const;
  const send = async (topic: keyof typeof deliverers) => {
    for (const each of await world.inTransaction((tx) => tx.outbox.list('waiting', 1000, topic)))
      await deliverers[topic](each);
  };
  for (const topic of ['evaluation', 'intent', 'demand'] as const) await send(topic);
  await world.inTransaction(async (tx) => {
    for (const enterprise of await tx.enterprises.all()) {
      const [admin] = await tx.members.adminsOf(enterprise.id);
      for (const { id: intentId, state } of await tx.intents.listed(enterprise.id, { limit: 9, offset: 0 }))
        if (admin && state === 'posted') await withdrawIntentByAdmin(tx, { intentId, member: admin });
    }
  });
  await send('withdrawal');
}
