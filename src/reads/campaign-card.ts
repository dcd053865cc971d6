import { localTime } from '../domain/calendar.ts';
import { type Campaign, type Progress, reached, weeklyPace } from '../domain/campaign.ts';
import { daysUntil } from '../domain/digest.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { expertsOf, fieldsOf, figuresOf } from './campaign-facts.ts';
import { type Bar, type Curve, curveOf, ratedAt } from './campaign-plots.ts';
import { GOAL_NAMES, goalField, progressBar } from './campaign-wording.ts';
import { countdownOf, type PlanField } from './digest-wording.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** How far an enterprise has come with what it has set itself, for its admins: 盘活任务. */
export interface CampaignCard {
  readonly card: string;
  readonly enterprise: string;
  /** False for a reader who is no admin any more. */
  readonly served: boolean;
  readonly goal: string;
  readonly countdown: string;
  /** The share of patents that are done, as a bar. */
  readonly progress: string;
  /** What it takes to be ready in time; empty where nothing is left or no day is set. */
  readonly pace: string;
  readonly figures: readonly Fact[];
  /** Who has rated what, those with most before them first. */
  readonly experts: readonly Fact[];
  readonly moreExperts: string;
  /** The mean of the stars by industry, a line each. */
  readonly fields: string;
  readonly fieldBars: readonly Bar[];
  readonly curve: Curve | null;
  readonly buttons: readonly PeopleButton[];
  /** Lead to the form, and back. */
  readonly turns: readonly PeopleButton[];
  /** The form in which an admin sets deadline and goal; null while it is not open. */
  readonly plan: { readonly deadline: string; readonly goal: PlanField; readonly save: PeopleButton } | null;
  /** The figures at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

const BRIEF = 5;
/** Reads how far the enterprise has come at this moment. */
export async function campaignCard(tx: Tx, card: SentCard, timeZone: string): Promise<CampaignCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const { id, name, deadline } = await tx.enterprises.get(card.enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(name, 60) };
  if (!may(reader, 'follow-campaign')) return { ...common, served: false, goal: '您现在不能查看盘活任务。' };
  const campaign: Campaign = { goal: await tx.campaigns.goalOf(id), deadline };
  const goal = `目标：${GOAL_NAMES[campaign.goal]}`;
  const countdown = deadline === null ? '还没有设截止日' : countdownOf(deadline, tx.at, timeZone);
  if (card.turnedTo === 'plan') return { ...common, goal, countdown, ...planning(card.id, campaign) };
  const progress = await tx.campaigns.progressOf(id);
  const answers = await tx.campaignFigures.firstAnswers(id);
  const fields = await fieldsOf(tx, id);
  const figures = await figuresOf(tx, id, progress, answers);
  const done = campaign.goal === 'rated' ? ratedAt(answers) : await tx.campaignFigures.submittedAt(id);
  return {
    ...common,
    goal,
    countdown,
    progress: progressBar(reached(campaign.goal, progress), progress.pushed),
    pace: paceOf(campaign, progress, localTime(tx.at, timeZone).day),
    figures,
    ...(await expertsOf(tx, id, answers)),
    fields: linesOf(...fields.map(({ label, text, share }) => `${label}　${blocks(share)} ${text}`)),
    fieldBars: fields,
    curve: curveOf(done, progress.pushed, tx.at),
    buttons: buttonsOf(card.id),
    turns: [turning(card.id, '设截止日和目标', 'plan')],
    brief: [
      { label: '进度', text: progressBar(reached(campaign.goal, progress), progress.pushed) },
      ...figures,
    ].slice(0, BRIEF),
  };
}

/** The same in plain text. */
export function campaignText(view: CampaignCard): string {
  return linesOf(`盘活任务 · ${view.enterprise}`, campaignWords(view));
}

/** What it says under its heading. */
export function campaignWords(view: CampaignCard): string {
  const { goal, countdown, progress, pace, figures, experts, moreExperts, fields } = view;
  const said = (facts: readonly Fact[]) => facts.map(({ label, text }) => `${label}：${text}`);
  return linesOf(goal, countdown, progress, pace, ...said(figures), ...said(experts), moreExperts, fields);
}

const NOTHING = {
  served: true,
  countdown: '',
  progress: '',
  pace: '',
  figures: [],
  experts: [],
  moreExperts: '',
  fields: '',
  fieldBars: [],
  curve: null,
  buttons: [],
  turns: [],
  plan: null,
  brief: [],
} as const;

function planning(card: string, { goal, deadline }: Campaign): Pick<CampaignCard, 'plan' | 'turns'> {
  const value = { card, act: 'plan-campaign' };
  const save: PeopleButton = { name: 'plan_campaign', label: '保存', type: 'primary_filled', value };
  return {
    plan: { deadline: deadline ?? '', goal: goalField(goal), save },
    turns: [turning(card, '返回进展', 'all')],
  };
}

function paceOf({ goal, deadline }: Campaign, progress: Progress, today: string): string {
  const left = progress.pushed - reached(goal, progress);
  const pace = deadline === null ? null : weeklyPace(left, daysUntil(deadline, today));
  return pace === null ? '' : `还差 ${left} 件，按期完成每周约需 ${pace} 件`;
}

/** A block for every star. */
function blocks(share: number): string {
  return '▇'.repeat(Math.round(share / 20));
}

function buttonsOf(card: string): PeopleButton[] {
  const button = (act: string, label: string): PeopleButton => ({
    name: act.replace('-', '_'),
    label,
    type: 'default',
    value: { card, act },
  });
  return [button('open-evaluations', '评价管理'), button('open-experts', '专家名单')];
}

function turning(card: string, label: string, to: string): PeopleButton {
  return { name: `to_${to}`, label, type: 'default', value: { card, act: 'turn-campaign', to } };
}
