/** Where an enterprise stands, as whoever serves many of them needs to know it; the first that is true. */
export const STANDINGS = [
  'closed',
  'not-bound',
  'no-admin',
  'no-experts',
  'platform-silent',
  'not-entered',
  'not-reviewed',
  'nobody-rates',
  'nothing-pushed',
  'done',
  'on-course',
] as const;

/** One of them. */
export type Standing = (typeof STANDINGS)[number];

/** What is known of the course of one enterprise. */
export interface Course {
  readonly active: boolean;
  readonly groups: number;
  readonly admins: number;
  /** Admitted experts. */
  readonly experts: number;
  readonly pushed: number;
  /** Patents with which it has reached its goal. */
  readonly done: number;
  /** Since when the oldest of each has waited; null where nothing waits. */
  readonly oldest: {
    /** A patent that nobody has rated. */
    readonly unrated: Date | null;
    /** An answer that no admin has reviewed. */
    readonly unreviewed: Date | null;
    /** What was confirmed and is on its way to the platform, by its API or by an admin's hand. */
    readonly http: Date | null;
    readonly manual: Date | null;
  };
  /** When anybody rated last; null when nobody ever has. */
  readonly lastRatedAt: Date | null;
}

const DAY_MS = 86_400_000;
/** How long something may lie before an enterprise is said to be stuck, in ms. */
const PATIENCE = { rate: 7 * DAY_MS, review: 3 * DAY_MS, http: DAY_MS, manual: 7 * DAY_MS } as const;

/** Says where an enterprise stands: closed, stuck and at what, without anything to do, done, or on its course. */
export function standingOf(course: Course, at: Date): Standing {
  const { active, groups, admins, experts, pushed, done, oldest, lastRatedAt } = course;
  const since = (moment: Date | null, patience: number) =>
    moment !== null && at.getTime() - moment.getTime() >= patience;
  if (!active) return 'closed';
  if (groups === 0) return 'not-bound';
  if (admins === 0) return 'no-admin';
  if (experts === 0) return 'no-experts';
  if (since(oldest.http, PATIENCE.http)) return 'platform-silent';
  if (since(oldest.manual, PATIENCE.manual)) return 'not-entered';
  if (since(oldest.unreviewed, PATIENCE.review)) return 'not-reviewed';
  const silent = lastRatedAt === null || since(lastRatedAt, PATIENCE.rate);
  if (silent && since(oldest.unrated, PATIENCE.rate)) return 'nobody-rates';
  if (pushed === 0) return 'nothing-pushed';
  return done >= pushed ? 'done' : 'on-course';
}

/** Says whether somebody must do something before it goes on. */
export function isStuck(standing: Standing): boolean {
  return STANDINGS.indexOf(standing) > 0 && STANDINGS.indexOf(standing) < STANDINGS.indexOf('nothing-pushed');
}
