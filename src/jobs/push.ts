import { pushPatents } from '../actions/push-patents.ts';
import { WORKING_HOURS, withinWorkingHours } from '../domain/push-rules.ts';
import type { JobWorld } from './relay.ts';

/** Pushes to every enterprise what today still allows, each in its own transaction; returns how many cards' matches. */
export async function pushToAll(
  world: JobWorld,
  options: { readonly timeZone: string; readonly atAnyHour: boolean },
): Promise<number> {
  const { timeZone } = options;
  if (!options.atAnyHour && !withinWorkingHours(world.now(), { timeZone, ...WORKING_HOURS })) {
    world.log.info('nothing is pushed outside working hours');
    return 0;
  }
  const enterprises = await world.inTransaction((tx) => tx.enterprises.all());
  let sum = 0;
  for (const { id: enterpriseId } of enterprises) {
    const { pushed, stoppedBy } = await world.inTransaction((tx) =>
      pushPatents(tx, { enterpriseId, timeZone }),
    );
    world.log.info({ enterprise: enterpriseId, pushed, stoppedBy }, 'patents were pushed');
    sum += pushed;
  }
  return sum;
}
