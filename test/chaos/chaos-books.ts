import type { Demand } from '../../src/domain/demand.ts';
import type { EnterpriseEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { Intent } from '../../src/domain/intent.ts';
import { cardsIn } from '../support/chat-cards.ts';
import type { ChaosWorld } from './chaos-world.ts';

/** What the database says at the end. */
interface Kept {
  readonly evaluations: readonly EnterpriseEvaluation[];
  readonly intents: readonly Intent[];
  readonly demands: readonly Demand[];
  readonly ratings: ReadonlyMap<string, number>;
  readonly unfinished: number;
}

/** Compares what the platform and the chats have got with what the database says; one sentence for each difference. */
export async function differences(world: ChaosWorld): Promise<string[]> {
  const kept = await keptBy(world);
  const { books } = world.platform;
  return [
    ...compare('evaluation', kept.evaluations, books.evaluations()),
    ...compare('intent', kept.intents, books.intents()),
    ...compare('demand', kept.demands, books.demands()),
    ...ends(kept.intents, books.intents()),
    ...[...kept.ratings].flatMap(([number, count]) =>
      count === 1 ? [] : [`${number} has ${count} ratings`],
    ),
    ...cardsPushedTwice(world),
    ...(kept.unfinished === 0 ? [] : [`${kept.unfinished} promises are not kept`]),
  ];
}

async function keptBy({ inTransaction, firms, patents }: ChaosWorld): Promise<Kept> {
  return inTransaction(async (tx) => {
    const all = { limit: 10_000, offset: 0 };
    const evaluations: EnterpriseEvaluation[] = [];
    const ratings = new Map<string, number>();
    const found = await tx.patents.findByNumbers(patents.map(({ applicationNumber }) => applicationNumber));
    for (const match of await tx.matches.ofPatents([...found.values()].map(({ patent }) => patent.id))) {
      const own = await tx.enterpriseEvaluations.findOfMatch(match.id);
      if (own) evaluations.push(own);
      ratings.set(match.id, (await tx.expertEvaluations.ofMatch(match.id)).length);
    }
    const intents: Intent[] = [];
    const demands: Demand[] = [];
    for (const { id } of firms) {
      intents.push(...(await tx.intents.listed(id, all)));
      demands.push(...(await tx.demands.listed(id, all)));
    }
    const waiting = await tx.outbox.list('waiting', 10_000);
    const dead = await tx.outbox.list('dead', 10_000);
    return { evaluations, intents, demands, ratings, unfinished: waiting.length + dead.length };
  });
}

/** Each one that the database calls posted is on the platform exactly once and under its receipt, and nothing else is. */
function compare(
  what: string,
  kept: readonly { readonly id: string; readonly receipt: string | null }[],
  recorded: readonly { readonly idempotencyKey: string; readonly receipt: string }[],
): string[] {
  const problems = recorded
    .filter(({ idempotencyKey }) => !kept.some(({ id }) => id === idempotencyKey))
    .map(({ idempotencyKey }) => `the platform has the ${what} ${idempotencyKey}, the database has not`);
  for (const { id, receipt } of kept) {
    const there = recorded.filter(({ idempotencyKey }) => idempotencyKey === id);
    if (there.length !== 1) problems.push(`the ${what} ${id} is on the platform ${there.length} times`);
    else if (there[0]?.receipt !== receipt)
      problems.push(`the ${what} ${id} has another receipt here than there`);
  }
  return problems;
}

function ends(
  kept: readonly Intent[],
  recorded: readonly { readonly idempotencyKey: string; readonly withdrawnAt: number | null }[],
): string[] {
  return kept.flatMap(({ id, state, endReportedAt }) => {
    const over = recorded.find(({ idempotencyKey }) => idempotencyKey === id)?.withdrawnAt ?? null;
    const agrees =
      (state === 'withdrawn') === (over !== null) && (over !== null) === (endReportedAt !== null);
    return agrees ? [] : [`the end of the intent ${id} is not the same here and there`];
  });
}

function cardsPushedTwice({ feishu, firms, patents }: ChaosWorld): string[] {
  const shown = firms.flatMap(({ group }) => cardsIn(feishu, group).map(({ title }) => title));
  return patents.flatMap(({ title }) => {
    const count = shown.filter((each) => each.startsWith(title.slice(0, 5))).length;
    return count === 1 ? [] : [`the card of ${title} hangs ${count} times`];
  });
}
