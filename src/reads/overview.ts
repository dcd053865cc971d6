import { localTime } from '../domain/calendar.ts';
import { percentOf, reached, STANDARD_GOAL } from '../domain/campaign.ts';
import { daysUntil } from '../domain/digest.ts';
import type { Enterprise, PlatformMode } from '../domain/enterprise.ts';
import { type Course, isStuck, STANDINGS, type Standing, standingOf } from '../domain/overview.ts';
import type { Tx } from '../stores/transactions.ts';
import { GOAL_NAMES, progressBar } from './campaign-wording.ts';
import { dayName } from './people-wording.ts';
import { oldestForPlatform } from './platform-waiting.ts';
import { shorten } from './wording.ts';
import type { Sheet } from './work-sheet.ts';

/** One enterprise as whoever serves many of them sees it. */
export interface OverviewRow {
  readonly name: string;
  readonly standing: Standing;
  /** The same in words, with since when; and whether somebody must act. */
  readonly status: string;
  readonly stuck: boolean;
  readonly goal: string;
  readonly progress: string;
  readonly percent: number;
  readonly deadline: string;
  /** Days to the deadline, negative when it is over; null without one. */
  readonly daysLeft: number | null;
  readonly pushed: number;
  readonly rated: number;
  readonly evaluated: number;
  readonly toReview: number;
  readonly admins: number;
  readonly experts: number;
  readonly groups: number;
  readonly lastRated: string;
}

/** All enterprises, those first that somebody must help, and how many stand where. */
export interface Overview {
  readonly rows: readonly OverviewRow[];
  readonly tally: readonly { readonly name: string; readonly number: number; readonly stuck: boolean }[];
}

const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  closed: '已停用',
  'not-bound': '没有绑定群',
  'no-admin': '没有管理员',
  'no-experts': '没有入库专家',
  'platform-silent': '平台没有收到',
  'not-entered': '没有在平台填报',
  'not-reviewed': '管理员没有审核',
  'nobody-rates': '专家没有评价',
  'nothing-pushed': '还没有推送',
  done: '目标已完成',
  'on-course': '进行中',
};

/** Reads where every enterprise stands, in as many statements as there are figures. No expert is named, no stars are told. */
export async function readOverview(
  tx: Tx,
  { timeZone, standard }: { readonly timeZone: string; readonly standard: PlatformMode },
): Promise<Overview> {
  const courseOf = await courses(tx, standard);
  const today = localTime(tx.at, timeZone).day;
  const rows = (await tx.enterprises.all()).map((enterprise) => {
    const { course, ...figures } = courseOf(enterprise);
    const { deadline } = enterprise;
    return {
      name: shorten(enterprise.name, 60),
      ...standingWords(course, tx.at, timeZone),
      ...figures,
      deadline: deadline ?? '',
      daysLeft: deadline === null ? null : daysUntil(deadline, today),
      lastRated: course.lastRatedAt === null ? '' : dayName(course.lastRatedAt, timeZone),
    };
  });
  return { rows: rows.sort(byNeed), tally: tallyOf(rows) };
}

/** The same as a spreadsheet. */
export function overviewSheet({ rows }: Overview, day: string): Sheet {
  return {
    name: `企业总览 ${day}.xlsx`,
    header: SHEET.map(([label]) => label),
    rows: rows.map((row) => SHEET.map(([, value]) => String(value(row) ?? ''))),
  };
}

const SHEET: readonly (readonly [string, (row: OverviewRow) => string | number | null])[] = [
  ['企业', ({ name }) => name],
  ['状态', ({ status }) => status],
  ['目标', ({ goal }) => goal],
  ['完成（%）', ({ percent }) => percent],
  ['截止日', ({ deadline }) => deadline],
  ['剩余天数', ({ daysLeft }) => daysLeft],
  ['已推送', ({ pushed }) => pushed],
  ['有专家评价', ({ rated }) => rated],
  ['已提交企业评价', ({ evaluated }) => evaluated],
  ['待审核', ({ toReview }) => toReview],
  ['管理员', ({ admins }) => admins],
  ['专家', ({ experts }) => experts],
  ['群', ({ groups }) => groups],
  ['最近一次评价', ({ lastRated }) => lastRated],
];

const NOTHING = { pushed: 0, rated: 0, evaluated: 0, toReview: 0 };

async function courses(tx: Tx, standard: PlatformMode) {
  const tallies = await tx.enterprises.tallies();
  const [goals, progress] = [await tx.campaigns.goals(), await tx.campaigns.progress()];
  const [experts, lastRated] = [await tx.overview.experts(), await tx.overview.lastRated()];
  const [unrated, unreviewed] = [await tx.overview.oldestUnrated(), await tx.overview.oldestUnreviewed()];
  const platform = await oldestForPlatform(tx, standard);
  return ({ id, state }: Enterprise) => {
    const { admins, groups } = tallies.get(id) ?? { admins: 0, groups: 0 };
    const come = progress.get(id) ?? NOTHING;
    const goal = goals.get(id) ?? STANDARD_GOAL;
    const done = reached(goal, come);
    const course: Course = {
      ...{ active: state === 'active', groups, admins, experts: experts.get(id) ?? 0 },
      ...{ pushed: come.pushed, done, lastRatedAt: lastRated.get(id) ?? null },
      oldest: {
        unrated: unrated.get(id) ?? null,
        unreviewed: unreviewed.get(id) ?? null,
        http: platform.get(id)?.http ?? null,
        manual: platform.get(id)?.manual ?? null,
      },
    };
    const shown = { goal: GOAL_NAMES[goal], progress: progressBar(done, come.pushed) };
    const people = { admins, groups, experts: course.experts };
    return { course, ...come, ...people, ...shown, percent: percentOf(done, come.pushed) };
  };
}

function standingWords(course: Course, at: Date, timeZone: string) {
  const standing = standingOf(course, at);
  const { unrated, unreviewed, http, manual } = course.oldest;
  const since: Partial<Record<Standing, Date | null>> = {
    'platform-silent': http,
    'not-entered': manual,
    'not-reviewed': unreviewed,
    'nobody-rates': unrated,
  };
  const moment = since[standing] ?? null;
  const status = `${STANDING_NAMES[standing]}${moment === null ? '' : `（自 ${dayName(moment, timeZone)}）`}`;
  return { standing, status, stuck: isStuck(standing) };
}

/** Whoever is stuck comes first, then whoever has least time. */
function byNeed(one: OverviewRow, other: OverviewRow): number {
  const rank = ({ stuck, standing }: OverviewRow) => (stuck ? 0 : standing === 'closed' ? 2 : 1);
  const days = ({ daysLeft }: OverviewRow) => daysLeft ?? Number.MAX_SAFE_INTEGER;
  return rank(one) - rank(other) || days(one) - days(other) || (one.name < other.name ? -1 : 1);
}

function tallyOf(rows: readonly OverviewRow[]): Overview['tally'] {
  return STANDINGS.flatMap((standing) => {
    const number = rows.filter((row) => row.standing === standing).length;
    return number === 0 ? [] : [{ name: STANDING_NAMES[standing], number, stuck: isStuck(standing) }];
  });
}
