import { remindMember } from '../actions/remind.ts';
import { type PushRules, WORKING_HOURS, withinWorkingHours } from '../domain/push-rules.ts';
import type { JobWorld } from './relay.ts';
import type { ScheduledJob } from './schedule.ts';

/** What reminders are built from: the world of a job and when it looks who is to be reminded. */
export type RemindJobWorld = JobWorld & Pick<ScheduledJob, 'schedule'> & Pick<PushRules, 'holidays'>;

/** Looks once a day, within working hours alone, who has something to do, and reminds those whose time has come. */
export function remindJob(world: RemindJobWorld): ScheduledJob {
  const { holidays, schedule } = world;
  const { timeZone } = schedule;
  return {
    name: 'remind',
    schedule,
    subjects: async (tx) => {
      const enterprises = await tx.enterprises.all();
      return enterprises.flatMap(({ id, state }) => (state === 'active' ? [{ id, since: null }] : []));
    },
    mayRunAt: (at) => withinWorkingHours(at, { timeZone, holidays, ...WORKING_HOURS }),
    run: async (enterpriseId) => {
      const members = await world.inTransaction((tx) => tx.members.ofEnterprise(enterpriseId));
      let sent = 0;
      for (const { id: memberId, removed } of members) {
        if (removed) continue;
        const outcome = await world.inTransaction((tx) => remindMember(tx, { memberId, timeZone }));
        if (outcome === 'sent') sent += 1;
      }
      world.log.info({ enterprise: enterpriseId, sent }, 'members were reminded');
      return sent;
    },
    // Whoever was reminded today is not reminded again.
    repeatable: true,
  };
}
