import { setTimeout as pause } from 'node:timers/promises';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { differences } from './chaos-books.ts';
import { type ChaosStory, describe, goOn, publishOn } from './chaos-story.ts';
import { type ChaosFirm, type ChaosWorld, openChaosWorld } from './chaos-world.ts';

/** How much of it there is. */
export interface ChaosPlan {
  readonly databaseUrl: string;
  readonly stories: number;
  readonly kills: number;
  readonly seed: number;
  /** Called after each kill. */
  readonly tell?: (line: string) => void;
}

/** What came of it; no differences means that nothing was lost and nothing doubled. */
export interface ChaosOutcome {
  readonly kills: number;
  readonly evaluations: number;
  readonly intents: number;
  readonly demands: number;
  readonly differences: readonly string[];
}

/** How long the first start is taken to have been, in ms. */
const USUAL_START_MS = 1000;

/** How long the last story may take after the last kill, in ms. */
const END_MS = 600_000;

/**
 * Lets stories go on while the service is killed at random moments and the platform fails in every way it can; then
 * lets everything come to an end and compares the books of the stand-ins with the database.
 */
export async function runChaos(plan: ChaosPlan): Promise<ChaosOutcome> {
  const world = await openChaosWorld(plan.databaseUrl, plan.stories);
  try {
    const dice = diceOf(plan.seed);
    const progress = { kills: 0, over: false };
    const telling = tellStories(world, plan, progress);
    // In shares of a start, so that stories get on between two kills however busy the machine is.
    let started = USUAL_START_MS;
    while (progress.kills < plan.kills) {
      await Promise.race([pause(started * (0.2 + dice() * 1.8)), telling]);
      misfortune(world, dice);
      started = await world.kill();
      progress.kills += 1;
      plan.tell?.(`${progress.kills} kills, ${world.platform.books.evaluations().length} evaluations`);
    }
    progress.over = true;
    await telling;
    const { books } = world.platform;
    return {
      kills: progress.kills,
      evaluations: books.evaluations().length,
      intents: books.intents().length,
      demands: books.demands().length,
      differences: await settled(world),
    };
  } finally {
    await world.close();
  }
}

/**
 * Something that goes wrong on the platform's side beside every third kill. Beside each of them, hardly a call would come
 * through, and everything would wait for its next try in a quarter of an hour instead of being killed in the midst.
 */
function misfortune({ platform: { faults } }: ChaosWorld, dice: () => number): void {
  if (dice() > 1 / 3) return;
  const ways = [
    () => faults.failNext(500, 2),
    () => faults.acceptThenDropNext(),
    () => faults.rateLimitNext(1),
    () => faults.unreadableNext(),
    () => {},
  ];
  ways[Math.floor(dice() * ways.length)]?.();
}

/** Tells all stories, each begun in its turn, so that kills fall into the midst of them to the end. */
async function tellStories(
  world: ChaosWorld,
  { stories, kills }: ChaosPlan,
  progress: { readonly kills: number; readonly over: boolean },
): Promise<void> {
  const due = () => (progress.over ? stories : Math.ceil(((progress.kills + 1) * stories) / kills));
  await Promise.all(world.firms.map((firm, index) => tellOf(world, firm, index, due, progress)));
}

async function tellOf(
  world: ChaosWorld,
  firm: ChaosFirm,
  index: number,
  due: () => number,
  progress: { readonly over: boolean },
): Promise<void> {
  const own = world.patents.slice(index * 10, index * 10 + 10).map(({ title }, at): ChaosStory => {
    return { world, firm, title, ending: at % 4 === 3 ? 'withdrawn' : 'sent' };
  });
  let open: readonly ChaosStory[] = [];
  let begun = 0;
  let published = false;
  let until = Number.POSITIVE_INFINITY;
  while (begun < own.length || open.length > 0 || !published) {
    if (progress.over && until === Number.POSITIVE_INFINITY) until = performance.now() + END_MS;
    if (performance.now() > until) throw new Error(`not told to the end: ${open.map(describe).join('; ')}`);
    if (begun < own.length && index * 10 + begun < due() && open.length < 3) {
      await pushNext(world, firm);
      open = [...open, ...own.slice(begun, begun + 1)];
      begun += 1;
    }
    const left: ChaosStory[] = [];
    for (const story of open) if (!(await goOn(story))) left.push(story);
    open = left;
    published ||= await publishOn(world, firm);
    await pause(100);
  }
}

async function pushNext({ inTransaction }: ChaosWorld, { id: enterpriseId }: ChaosFirm): Promise<void> {
  await inTransaction((tx) => pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai', most: 1 }));
}

/** Waits until the books agree; what still differs after a minute differs for good. */
async function settled(world: ChaosWorld): Promise<string[]> {
  let found: string[] = [];
  for (let round = 0; round < 120; round += 1) {
    found = await differences(world);
    if (found.length === 0) return found;
    await pause(500);
  }
  return found;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
