import type { Config, PlatformConfig } from './config.ts';
import { daily, everyMinutes } from './domain/period.ts';
import { loadHolidays } from './holidays.ts';
import { digestJob, newHitsJob } from './jobs/digest.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { pullFromPlatform } from './jobs/intake.ts';
import { pushJob } from './jobs/push.ts';
import type { JobWorld } from './jobs/relay.ts';
import { remindJob } from './jobs/remind.ts';
import type { ScheduledJob } from './jobs/schedule.ts';
import { httpPlatform } from './platform/http/http-platform.ts';
import { manualPlatform } from './platform/manual/manual-platform.ts';
import type { Platform, Platforms } from './platform/port.ts';
import type { InTransaction } from './stores/transactions.ts';

/** The ways to the platform that the settings name. */
export function platformsOf({ mode, api }: PlatformConfig, now: () => Date): Platforms {
  return { standard: mode, manual: manualPlatform(), http: api ? httpPlatform({ ...api, now }) : null };
}

/** Pulls patents, pushes and answers from the platform now. */
export function pullNow(world: JobWorld, platforms: Platforms): () => Promise<unknown> {
  return async () =>
    pullFromPlatform({ ...world, platform: await pulledFrom(platforms, world.inTransaction) });
}

/** Patents, pushes and answers come from the platform's API as soon as one enterprise is to use it. */
async function pulledFrom(platforms: Platforms, inTransaction: InTransaction): Promise<Platform> {
  const { standard, manual, http } = platforms;
  const enterprises = await inTransaction((tx) => tx.enterprises.all());
  const used = standard === 'http' || enterprises.some(({ platformMode }) => platformMode === 'http');
  return used && http ? http : manual;
}

/** Everything that is done by the clock. */
export function scheduledJobs(
  world: JobWorld,
  { timeZone, pushSchedule, digestSchedule }: Pick<Config, 'timeZone' | 'pushSchedule' | 'digestSchedule'>,
  pull: () => Promise<unknown>,
): ScheduledJob[] {
  const holidays = loadHolidays();
  const forService = {
    // A service that starts for the first time has missed nothing.
    subjects: async () => [{ id: '', since: null }],
    repeatable: true,
  };
  return [
    { name: 'pull', schedule: everyMinutes(timeZone, 5), run: pull, ...forService },
    pushJob({ ...world, holidays, schedule: pushSchedule }),
    digestJob({ ...world, holidays, schedule: digestSchedule }),
    newHitsJob({ ...world, holidays, schedule: digestSchedule }),
    remindJob({ ...world, holidays, schedule: daily(timeZone, 10, 30) }),
    {
      name: 'housekeeping',
      schedule: daily(timeZone, 3, 17),
      run: () => housekeeping(world),
      ...forService,
    },
  ];
}
