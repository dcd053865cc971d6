import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cardView } from '../../src/reads/card-view.ts';
import { LAWS } from '../support/story-laws.ts';
import type { Step } from '../support/story-presses.ts';
import { EXPERT_NAMES, MARK, openStage, resetStage, type Stage } from '../support/story-stage.ts';
import { take, walks } from '../support/story-steps.ts';
import { dump, everything, VIEW } from '../support/world.ts';

const RUNS = 100;

/** The same walks every time: whether they have been everywhere must not be left to luck. */
const SEED = 20261122;

it('whatever people press, in whatever order, the rules hold after every step', {
  timeout: 120_000,
}, async () => {
  const opened = await openStage();
  const snapshot = await everything(opened.world);
  /** How often each act went through and was refused, to see that the walk goes everywhere. */
  const tally = new Map<string, number>();
  const count = (name: string) => tally.set(name, (tally.get(name) ?? 0) + 1);
  try {
    await fc.assert(
      fc.asyncProperty(walks, async (steps) => {
        const stage = await resetStage(opened, snapshot);
        await walk(stage, steps, count);
        await groupsAreDiscreet(stage);
      }),
      // Shrinking a failure ends in time to show its seed.
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 90_000 },
    );
  } finally {
    await opened.world.close();
  }
  for (const act of ['rate', 'reply', 'review', 'open', 'draft', 'submit', 'mark-posted'])
    for (const outcome of ['done', 'refused'])
      expect([`${act} ${outcome}`, tally.get(`${act} ${outcome}`)]).not.toContain(undefined);
  for (const act of ['settle', 'remove', 'join', 'register', 'push', 'redeliver'])
    expect([act, tally.get(`${act} done`)]).not.toContain(undefined);
});

async function walk(stage: Stage, steps: readonly Step[], count: (name: string) => void): Promise<void> {
  let before = await dump(stage.world);
  for (const step of steps) {
    const done = await take(stage, step, before);
    if (!done) continue;
    const after = await dump(stage.world);
    for (const [law, holds] of Object.entries(LAWS)) {
      try {
        holds({ stage, before, after, done });
      } catch (cause) {
        throw new Error(`${law}: broken by ${JSON.stringify(done)}`, { cause });
      }
    }
    count(`${done.act} ${done.notice?.tone === 'warning' ? 'refused' : 'done'}`);
    before = after;
  }
}

/** What a whole group reads tells nothing of who gave what. */
async function groupsAreDiscreet(stage: Stage): Promise<void> {
  const settings = { ...VIEW, platformByHand: true };
  const views = await stage.world.inTransaction(async (tx) => {
    const matches = await tx.matches.ofPatents((await tx.patents.pageAfter('', 100)).map(({ id }) => id));
    const cards = (await Promise.all(matches.map(({ id }) => tx.cards.ofSubject(id)))).flat();
    const shared = cards.filter(({ viewerId }) => viewerId === null);
    return Promise.all(shared.map((card) => cardView(tx, card, settings)));
  });
  const text = JSON.stringify(views);
  expect([MARK, ...EXPERT_NAMES].filter((secret) => text.includes(secret))).toEqual([]);
}
