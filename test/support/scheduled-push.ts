import { daily } from '../../src/domain/period.ts';
import { NO_HOLIDAYS } from '../../src/domain/working-day.ts';
import { pushJob } from '../../src/jobs/push.ts';
import { createLog } from '../../src/log.ts';
import type { Service } from './service.ts';

/** Does what the schedule of pushes does for every enterprise at this moment of the clock; returns how much was pushed. */
export async function pushBySchedule({ app, clock }: Service, { atAnyHour = false } = {}): Promise<number> {
  const { inTransaction } = app;
  const schedule = daily('Asia/Shanghai', 10);
  const job = pushJob({ ...clock, inTransaction, log: createLog('silent'), schedule, holidays: NO_HOLIDAYS });
  if (!atAnyHour && !job.mayRunAt?.(clock.now(), { from: clock.now(), until: clock.now() })) return 0;
  let pushed = 0;
  for (const { id } of await inTransaction(job.subjects)) {
    const at = clock.now();
    pushed += Number(await job.run(id, { from: at, until: at }));
  }
  return pushed;
}
