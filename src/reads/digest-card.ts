import { type Digest, type DigestFigures, type DigestPlan, hidesWho } from '../domain/digest.ts';
import { may } from '../domain/permissions.ts';
import { namesOfReasons } from '../domain/rating-reason.ts';
import { ALL_STARS, drawStars } from '../domain/stars.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { StarFigures } from '../stores/digest-figure-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type DigestRow, digestRows } from './digest-rows.ts';
import { digestFigures, goalFact } from './digest-summary.ts';
import { countdownOf, dayAndMonth, figureFacts, type PlanField, planFields } from './digest-wording.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** Some patents of a digest under one heading. */
export interface DigestSection {
  readonly heading: string;
  readonly patents: readonly DigestRow[];
  /** How many more there are, and where; empty when these are all. */
  readonly more: string;
}

/** What happened in an enterprise since its last digest, and what is open: 盘活周报. */
export interface DigestCard {
  readonly card: string;
  readonly enterprise: string;
  /** False for a reader who is no member any more. */
  readonly served: boolean;
  readonly period: string;
  readonly countdown: string;
  readonly figures: readonly Fact[];
  /** The ratings by their stars, a line each; empty where they would tell who gave what. */
  readonly bars: string;
  readonly sections: readonly DigestSection[];
  /** All patents on the card. */
  readonly patents: readonly DigestRow[];
  readonly buttons: readonly PeopleButton[];
  /** Lead an admin to the form, and back. */
  readonly turns: readonly PeopleButton[];
  /** The form in which an admin says when digests come; empty while it is not open. */
  readonly fields: readonly PlanField[];
  readonly plan: PeopleButton | null;
  /** The figures at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

/** How many patents each part of a digest names at most. */
const NAMED = { pushed: 5, found: 3, unrated: 3 } as const;
/** How many facts stand on a card that holds few words. */
const BRIEF = 5;
const WIDEST_BAR = 12;

/** Reads a digest: its period is over and stays as it was, what is open is what is open now. */
export async function digestCard(tx: Tx, card: SentCard, timeZone: string): Promise<DigestCard> {
  const digest = await tx.digests.get(card.subjectId);
  const reader = card.viewerId === null ? null : await tx.members.get(card.viewerId);
  const { name, deadline } = await tx.enterprises.get(digest.enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(name, 60) };
  if (reader && !may(reader, 'view-evaluation-library'))
    return { ...common, served: false, period: '您现在不能查看本企业的周报。' };
  const period = `${dayAndMonth(digest.since, timeZone)} 至 ${dayAndMonth(digest.until, timeZone)}`;
  if (card.turnedTo === 'plan' && reader && may(reader, 'plan-digest'))
    return { ...common, period, ...planning(card.id, await tx.digests.planOf(digest.enterpriseId)) };
  const figures = await digestFigures(tx, digest);
  const sections = await sectionsOf(tx, card, digest, figures);
  const facts = [...figureFacts(figures), ...(await goalFact(tx, digest))];
  return {
    ...common,
    period,
    countdown: countdownOf(deadline, digest.until, timeZone),
    figures: facts,
    bars: figures.ratings === 0 ? '' : barsOf(await tx.digestFigures.stars(digest)),
    sections,
    patents: sections.flatMap(({ patents }) => patents),
    buttons: [opening(card.id, 'evaluation', '评价库'), opening(card.id, 'focus', '关注库')],
    turns: reader && may(reader, 'plan-digest') ? [turning(card.id, '周报设置', 'plan')] : [],
    brief: facts.slice(0, BRIEF),
  };
}

/** The same in plain text. */
export function digestText(view: DigestCard): string {
  return linesOf(`盘活周报 · ${view.enterprise}`, digestWords(view));
}

/** What it says under its heading. */
export function digestWords({ period, countdown, figures, bars, sections }: DigestCard): string {
  return linesOf(
    period,
    countdown,
    ...figures.map(({ label, text }) => `${label}：${text}`),
    bars,
    ...sections.flatMap(({ heading, patents, more }) => [
      heading,
      ...patents.map((row) => linesOf(row.name, row.about)),
      more,
    ]),
  );
}

const NOTHING = {
  served: true,
  countdown: '',
  figures: [],
  bars: '',
  sections: [],
  patents: [],
  buttons: [],
  turns: [],
  fields: [],
  plan: null,
  brief: [],
} as const;

function planning(card: string, plan: DigestPlan): Pick<DigestCard, 'fields' | 'plan' | 'turns'> {
  return {
    fields: planFields(plan),
    plan: {
      name: 'plan_digest',
      label: '保存',
      type: 'primary_filled',
      value: { card, act: 'plan-digest' },
    },
    turns: [turning(card, '返回周报', 'all')],
  };
}

async function sectionsOf(
  tx: Tx,
  card: SentCard,
  digest: Digest,
  { pushed, found, unrated }: DigestFigures,
): Promise<DigestSection[]> {
  const lists = [
    {
      heading: `新推送 ${pushed} 件`,
      ids: await tx.digestFigures.newest(digest, NAMED.pushed),
      of: pushed,
      where: '评价库',
    },
    {
      heading: `关注领域新匹配 ${found} 件`,
      ids: await tx.digestFigures.found(digest, NAMED.found),
      of: found,
      where: '关注库',
    },
    {
      heading: '还没有人评价的较早专利',
      ids: await tx.digestFigures.unrated(digest, NAMED.unrated),
      of: unrated - pushed,
      where: '评价库',
    },
  ].filter(({ ids }) => ids.length > 0);
  const rows = await digestRows(
    tx,
    card,
    digest.enterpriseId,
    lists.flatMap(({ ids }) => ids),
  );
  return lists.map(({ heading, ids, of, where }) => ({
    heading,
    patents: rows.filter(({ patent }) => ids.includes(patent)),
    more: of > ids.length ? `其余 ${of - ids.length} 件见${where}。` : '',
  }));
}

/** A line of blocks for each rating that was given, the best first. */
function barsOf(given: StarFigures): string {
  if (!hidesWho(given)) return '';
  const most = Math.max(...given.byStars.values());
  const lines = ALL_STARS.map((stars) => {
    const times = given.byStars.get(stars) ?? 0;
    const bar = '▇'.repeat(Math.ceil((times / most) * WIDEST_BAR));
    return `${drawStars(stars)} ${bar}${bar === '' ? '' : ' '}${times}`;
  });
  return linesOf(...lines, reasonsOf(given));
}

/** Which reasons were named, the most frequent first. */
function reasonsOf({ byReason }: StarFigures): string {
  const named = [...byReason].sort(([, one], [, other]) => other - one);
  const all = named.map(([reason, times]) => `${namesOfReasons([reason])} ${times}`);
  return all.length === 0 ? '' : `理由：${all.join('、')}`;
}

function opening(card: string, library: string, label: string): PeopleButton {
  const value = { card, act: 'open-library', library };
  return { name: `open_${library}`, label, type: 'default', value };
}

function turning(card: string, label: string, to: string): PeopleButton {
  return {
    name: `to_${to}`,
    label,
    type: 'default',
    value: { card, act: 'turn-digest', to },
  };
}
