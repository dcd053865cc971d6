import { type DigestSent, sendDigest } from '../actions/send-digest.ts';
import { sendNewHits } from '../actions/send-new-hits.ts';
import { takesCards } from '../domain/chat-room.ts';
import { type DigestPlan, digestSchedule, mayGoOut } from '../domain/digest.ts';
import type { Schedule } from '../domain/period.ts';
import { type PushRules, WORKING_HOURS } from '../domain/push-rules.ts';
import type { Tx } from '../stores/transactions.ts';
import type { JobWorld } from './relay.ts';
import type { ScheduledJob, Subject } from './schedule.ts';

/** What digests are built from: the world of a job and when enterprises get theirs that have no plan of their own. */
export type DigestJobWorld = JobWorld & Pick<ScheduledJob, 'schedule'> & Pick<PushRules, 'holidays'>;

/** Sends every bound group its digest, once for each week; one that is late waits for working hours. */
export function digestJob(world: DigestJobWorld): ScheduledJob {
  return weeklyJob(world, {
    name: 'digest',
    subjects: groupsDue,
    send: (tx, chatId, until) => sendDigest(tx, { chatId, until }),
  });
}

/** Tells every member what is new in his saved searches, at the time of his enterprise's digests. */
export function newHitsJob(world: DigestJobWorld): ScheduledJob {
  return weeklyJob(world, {
    name: 'new-hits',
    subjects: saversDue,
    send: (tx, memberId, until) => sendNewHits(tx, { memberId, until }),
  });
}

function weeklyJob(
  world: DigestJobWorld,
  {
    name,
    subjects,
    send,
  }: {
    readonly name: string;
    readonly subjects: (tx: Tx, planned: Planned) => Promise<Subject[]>;
    readonly send: (tx: Tx, subject: string, until: Date) => Promise<DigestSent>;
  },
): ScheduledJob {
  const { holidays, schedule } = world;
  const hours = { timeZone: schedule.timeZone, holidays, ...WORKING_HOURS };
  return {
    name,
    schedule,
    subjects: async (tx) => subjects(tx, await plannedTimes(tx, schedule)),
    mayRunAt: (at, period) => mayGoOut(at, period, hours),
    run: async (subject, { from: until }) => {
      const sent = await world.inTransaction((tx) => send(tx, subject, until));
      world.log.info({ job: name, subject, sent }, 'a digest was due');
      return sent;
    },
    // Whoever has had it is not told twice: another run says so.
    repeatable: true,
  };
}

/** When the digests of an enterprise come, and from when on; null where there are none. */
type Planned = (
  enterpriseId: string,
) => (Pick<DigestPlan, 'changedAt'> & { readonly schedule: Schedule }) | null;

async function plannedTimes(tx: Tx, standard: Schedule): Promise<Planned> {
  const [plans, enterprises] = [await tx.digests.plans(), await tx.enterprises.all()];
  const active = new Set(enterprises.filter(({ state }) => state === 'active').map(({ id }) => id));
  const shared = new Map<string, Schedule>();
  return (enterpriseId) => {
    const plan = plans.get(enterpriseId);
    if (!active.has(enterpriseId) || plan?.off) return null;
    if (!plan) return { changedAt: null, schedule: standard };
    const time = `${plan.weekday} ${plan.minute}`;
    const schedule = shared.get(time) ?? digestSchedule(plan, standard);
    shared.set(time, schedule);
    return { changedAt: plan.changedAt, schedule };
  };
}

async function groupsDue(tx: Tx, planned: Planned): Promise<Subject[]> {
  return (await tx.chats.groups()).flatMap((chat) => {
    const { id, enterpriseId, boundAt } = chat;
    const plan = enterpriseId === null || !takesCards(chat) ? null : planned(enterpriseId);
    if (enterpriseId === null || plan === null) return [];
    return [{ id, enterpriseId, since: latest(boundAt, plan.changedAt), schedule: plan.schedule }];
  });
}

async function saversDue(tx: Tx, planned: Planned): Promise<Subject[]> {
  return (await tx.searches.savers()).flatMap(({ memberId: id, enterpriseId }) => {
    const plan = planned(enterpriseId);
    return plan ? [{ id, enterpriseId, since: plan.changedAt, schedule: plan.schedule }] : [];
  });
}

/** A digest is due from when its group was bound, and from when its time was changed. */
function latest(boundAt: Date | null, changedAt: Date | null): Date | null {
  if (boundAt === null || changedAt === null) return boundAt;
  return boundAt.getTime() < changedAt.getTime() ? changedAt : boundAt;
}
