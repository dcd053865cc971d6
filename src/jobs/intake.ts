import { takeInAnswers } from '../actions/take-in-answers.ts';
import { takeInPatents } from '../actions/take-in-patents.ts';
import { takeInPushes } from '../actions/take-in-pushes.ts';
import type { Page, Platform } from '../platform/port.ts';
import type { Tx } from '../stores/transactions.ts';
import type { JobWorld } from './relay.ts';

/** What one intake brought. */
export interface Intake {
  readonly added: number;
  readonly changed: number;
  readonly pushes: number;
  readonly answers: number;
}

type IntakeWorld = JobWorld & { readonly platform: Platform };

/** The most pages read in one go, so that a platform whose cursor never ends cannot hold the job for ever. */
const PAGES = 1000;

/** Pulls patents, pushes and answers since the last time; each page and its cursor are committed together. */
export async function pullFromPlatform(world: IntakeWorld): Promise<Intake> {
  const first = await pullPatents(world);
  const pushes = await pullPushes(world);
  return { ...first, pushes, answers: await pullAnswers(world) };
}

/** Reads a feed page by page from where the last time ended. */
async function readFeed<T>(
  world: IntakeWorld,
  feed: string,
  pull: (cursor: string | null) => Promise<Page<T>>,
  takeIn: (items: readonly T[]) => Promise<(tx: Tx) => Promise<void>>,
): Promise<void> {
  const cursor = `platform.${feed}`;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, unfit, next, more } = await pull(
      await world.inTransaction((tx) => tx.cursors.get(cursor)),
    );
    if (unfit.length > 0)
      world.log.error({ feed, unfit }, 'the platform sent records outside the contract; they are left out');
    const commit = await takeIn(items);
    await world.inTransaction(async (tx) => {
      await commit(tx);
      await tx.cursors.put(cursor, next);
    });
    if (!more) break;
  }
}

async function pullPatents(world: IntakeWorld): Promise<Pick<Intake, 'added' | 'changed'>> {
  let sum = { added: 0, changed: 0 };
  await readFeed(world, 'patents', world.platform.pullPatents, async (items) => async (tx) => {
    const { added, changed } = await takeInPatents(tx, items, null);
    sum = { added: sum.added + added, changed: sum.changed + changed };
  });
  return sum;
}

async function pullPushes(world: IntakeWorld): Promise<number> {
  let sum = 0;
  await readFeed(world, 'pushes', world.platform.pullPushes, async (items) => {
    // A patent may have been registered between the two pulls: then the patents are asked for once more.
    const numbers = items.map(({ applicationNumber }) => applicationNumber);
    const known = await world.inTransaction((tx) => tx.patents.findByNumbers(numbers));
    if (numbers.some((number) => !known.has(number))) await pullPatents(world);
    return async (tx) => {
      const { taken, unknownPatents, unknownEnterprises } = await takeInPushes(tx, items);
      sum += taken;
      if (unknownPatents.length > 0 || unknownEnterprises.length > 0)
        world.log.warn(
          { unknownPatents, unknownEnterprises },
          'the platform pushed something this service does not know',
        );
    };
  });
  return sum;
}

async function pullAnswers(world: IntakeWorld): Promise<number> {
  let sum = 0;
  await readFeed(world, 'answers', world.platform.pullAnswers, async (items) => async (tx) => {
    const { taken, unknown } = await takeInAnswers(tx, items);
    sum += taken;
    if (unknown.length > 0)
      world.log.warn({ unknown }, 'the platform answered intents this service does not know');
  });
  return sum;
}
