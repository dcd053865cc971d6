import { takeInPatents } from '../actions/take-in-patents.ts';
import { takeInPushes } from '../actions/take-in-pushes.ts';
import type { Platform } from '../platform/port.ts';
import type { JobWorld } from './relay.ts';

/** What one intake brought. */
export interface Intake {
  readonly added: number;
  readonly changed: number;
  readonly pushes: number;
}

/** The most pages read in one go, so that a platform whose cursor never ends cannot hold the job for ever. */
const PAGES = 1000;

/** Pulls patents and then pushes since the last time; each page and its cursor are committed together. */
export async function pullFromPlatform(world: JobWorld & { readonly platform: Platform }): Promise<Intake> {
  const first = await pullPatents(world);
  const pushes = await pullPushes(world);
  return { ...first, pushes };
}

async function pullPatents(
  world: JobWorld & { readonly platform: Platform },
): Promise<Omit<Intake, 'pushes'>> {
  const sum = { added: 0, changed: 0 };
  for (let page = 0; page < PAGES; page += 1) {
    const cursor = await world.inTransaction((tx) => tx.cursors.get('platform.patents'));
    const { items, next, more } = await world.platform.pullPatents(cursor);
    await world.inTransaction(async (tx) => {
      const { added, changed } = await takeInPatents(tx, items, null);
      sum.added += added;
      sum.changed += changed;
      await tx.cursors.put('platform.patents', next);
    });
    if (!more) break;
  }
  return sum;
}

async function pullPushes(world: JobWorld & { readonly platform: Platform }): Promise<number> {
  let sum = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const cursor = await world.inTransaction((tx) => tx.cursors.get('platform.pushes'));
    const { items, next, more } = await world.platform.pullPushes(cursor);
    // A patent may have been registered between the two pulls: then the patents are asked for once more.
    const known = await world.inTransaction((tx) =>
      tx.patents.findByNumbers(items.map(({ applicationNumber }) => applicationNumber)),
    );
    if (items.some(({ applicationNumber }) => !known.has(applicationNumber))) await pullPatents(world);
    await world.inTransaction(async (tx) => {
      const { taken, unknownPatents, unknownEnterprises } = await takeInPushes(tx, items);
      sum += taken;
      await tx.cursors.put('platform.pushes', next);
      if (unknownPatents.length > 0 || unknownEnterprises.length > 0) {
        world.log.warn(
          { unknownPatents, unknownEnterprises },
          'the platform pushed something this service does not know',
        );
      }
    });
    if (!more) break;
  }
  return sum;
}
