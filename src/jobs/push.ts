import { pushPatents } from '../actions/push-patents.ts';
import { type PushRules, WORKING_HOURS, withinWorkingHours } from '../domain/push-rules.ts';
import type { JobWorld } from './relay.ts';
import type { ScheduledJob } from './schedule.ts';

/** What the push job is built from: the world of a job and when the operator wants it. */
export type PushJobWorld = JobWorld & Pick<ScheduledJob, 'schedule'> & Pick<PushRules, 'holidays'>;

/**
 * Pushes to an enterprise what today still allows, by the schedule and within working hours alone. What could not be pushed
 * in its hour is pushed as soon as working hours allow.
 */
export function pushJob(world: PushJobWorld): ScheduledJob {
  const { holidays, schedule } = world;
  const { timeZone } = schedule;
  return {
    name: 'push',
    schedule,
    subjects: async (tx) => {
      const enterprises = await tx.enterprises.all();
      const active = enterprises.filter(({ state }) => state === 'active');
      return active.map(({ id }) => ({ id, since: null }));
    },
    mayRunAt: (at) => withinWorkingHours(at, { timeZone, holidays, ...WORKING_HOURS }),
    run: async (enterpriseId) => {
      const { pushed, stoppedBy } = await world.inTransaction((tx) =>
        pushPatents(tx, { enterpriseId, timeZone }),
      );
      world.log.info({ enterprise: enterpriseId, pushed, stoppedBy }, 'patents were pushed');
      return pushed;
    },
    repeatable: true,
  };
}
