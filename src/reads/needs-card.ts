import type { Demand } from '../domain/demand.ts';
import type { Intent } from '../domain/intent.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { demandStateName } from './demand-card.ts';
import { answerName, intentStateName, originName } from './intent-wording.ts';
import { dayName, type Fact, type PeopleButton } from './people-wording.ts';
import type { PlatformWay } from './platform-way.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';
import { waitingLine } from './work-item.ts';

/** How many stand on one page of the list. */
const PAGE = 5;

/** One intent or demand of the list. */
export interface ListedNeed {
  readonly name: string;
  readonly place: string;
  readonly status: string;
  readonly tint: 'orange' | 'green' | 'grey' | 'red' | 'blue';
  readonly button: PeopleButton;
}

/** 企业需求发布管理: a page of the enterprise's intents (高校院所合作需求), or of its demands (公开需求). */
export interface NeedsCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  /** Which of its two parts is shown, by its name. */
  readonly part: string;
  readonly summary: string;
  /** How much waits for the platform, of everything; empty when nothing does. */
  readonly waiting: string;
  readonly needs: readonly ListedNeed[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  /** Leads to the other part. */
  readonly other: PeopleButton;
  /** The list at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

const PARTS = { intents: '高校院所合作需求', demands: '公开需求' } as const;
type Part = keyof typeof PARTS;

/** Reads what the list of intents and demands shows at this moment; a turn that leads nowhere shows its first page. */
export async function needsCard(tx: Tx, card: SentCard, way: PlatformWay): Promise<NeedsCard> {
  const { timeZone, byHand } = way;
  const { name } = await tx.enterprises.get(card.enterpriseId);
  const [, to = 'intents', wanted = '1'] = /^(intents|demands):(\d{1,6})$/.exec(card.turnedTo) ?? [];
  const part = to as Part;
  const common = {
    card: card.id,
    enterprise: shorten(name, 60),
    part: PARTS[part],
    other: otherPart(card.id, part),
  };
  if (!(await viewerMay(tx, card, 'manage-demands'))) return { ...common, ...NOTHING, summary: NO_ADMIN };
  const tally = part === 'intents' ? await intentTally(tx, card) : await demandTally(tx, card);
  const pages = Math.max(1, Math.ceil(sumOf(tally) / PAGE));
  const page = Math.min(Math.max(1, Number(wanted)), pages);
  const place = { limit: PAGE, offset: (page - 1) * PAGE };
  const needs =
    part === 'intents'
      ? await intentsAt(tx, card, place, timeZone)
      : await demandsAt(tx, card, place, timeZone);
  return {
    ...common,
    served: true,
    summary: summaryOf(part, tally),
    waiting: await waitingLine(tx, card.enterpriseId, byHand ? 'manual' : 'http'),
    needs,
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns: [
      ...(page > 1 ? [turnButton(card.id, 'before', '上一页', `${part}:${page - 1}`)] : []),
      ...(page < pages ? [turnButton(card.id, 'after', '下一页', `${part}:${page + 1}`)] : []),
    ],
    brief: needs.map(({ status, name: label }) => ({ label: status, text: label })),
  };
}

/** The same in plain text; nobody can turn it. */
export function needsText({ part, summary, waiting, needs, pageNote }: NeedsCard): string {
  return linesOf(
    part,
    summary,
    waiting,
    ...needs.map(({ name, place, status }) => `${name}，${place}，${status}`),
    pageNote,
  );
}

const NOTHING = { served: false, waiting: '', needs: [], pageNote: '', turns: [], brief: [] } as const;

function otherPart(card: string, part: Part): PeopleButton {
  const other: Part = part === 'intents' ? 'demands' : 'intents';
  return turnButton(card, 'other', PARTS[other], `${other}:1`);
}

function turnButton(card: string, name: string, label: string, to: string): PeopleButton {
  return { name, label, type: 'default', value: { card, act: 'turn-needs', to } };
}

/** Names of states in the order of the work, each with how many there are. */
type Tally = readonly (readonly [string, number])[];

const INTENT_STATES = [
  'editing',
  'draft',
  'submitted',
  'posted',
  'answered',
  'refused',
  'withdrawn',
] as const;
const DEMAND_STATES = ['editing', 'draft', 'submitted', 'posted', 'refused', 'closed'] as const;

async function intentTally(tx: Tx, { enterpriseId }: SentCard): Promise<Tally> {
  const found = await tx.intents.tally(enterpriseId);
  return INTENT_STATES.map((state) => [intentStateName(state), found.get(state) ?? 0]);
}

async function demandTally(tx: Tx, { enterpriseId }: SentCard): Promise<Tally> {
  const found = await tx.demands.tally(enterpriseId);
  return DEMAND_STATES.map((state) => [demandStateName(state), found.get(state) ?? 0]);
}

function sumOf(tally: Tally): number {
  return tally.reduce((sum, [, count]) => sum + count, 0);
}

const HOW_TO_BEGIN: Readonly<Record<Part, string>> = {
  intents: '还没有合作意向。在专利卡片上点「我有合作意向（管理员）」即可发起。',
  demands: '还没有公开需求。点「发布需求」填写，核对后平台所有用户可见。',
};

function summaryOf(part: Part, tally: Tally): string {
  if (sumOf(tally) === 0) return HOW_TO_BEGIN[part];
  return tally
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(' · ');
}

type Place = Parameters<Tx['intents']['listed']>[1];

async function intentsAt(tx: Tx, card: SentCard, place: Place, timeZone: string): Promise<ListedNeed[]> {
  const listed: ListedNeed[] = [];
  for (const intent of await tx.intents.listed(card.enterpriseId, place)) {
    const patent = await tx.patents.get(intent.patentId);
    const position = place.offset + listed.length + 1;
    const sent = intent.submittedAt ? [dayName(intent.submittedAt, timeZone)] : [];
    const answer = intent.answer ? [answerName(intent.answer.state)] : [];
    listed.push({
      name: `${position}. ${shorten(patent.title, 60)}`,
      place: [patent.applicationNumber, originName(intent.origin), ...sent].join(' · '),
      status: [intentStateName(intent.state), ...answer].join('：'),
      tint: TINTS[intent.state],
      button: viewButton(card.id, position, `intent:${intent.id}`),
    });
  }
  return listed;
}

async function demandsAt(tx: Tx, card: SentCard, place: Place, timeZone: string): Promise<ListedNeed[]> {
  const demands = await tx.demands.listed(card.enterpriseId, place);
  return demands.map((demand, index) => {
    const position = place.offset + index + 1;
    const title = demand.title === '' ? '（还没有名称）' : shorten(demand.title, 60);
    return {
      name: `${position}. ${title}`,
      place: demand.submittedAt ? `${dayName(demand.submittedAt, timeZone)} 确认` : '还没有确认',
      status: demandStateName(demand.state),
      tint: TINTS[demand.state],
      button: viewButton(card.id, position, `demand:${demand.id}`),
    };
  });
}

const TINTS: Readonly<Record<Intent['state'] | Demand['state'], ListedNeed['tint']>> = {
  editing: 'orange',
  draft: 'orange',
  submitted: 'blue',
  posted: 'green',
  answered: 'green',
  withdrawn: 'grey',
  closed: 'grey',
  refused: 'red',
};

function viewButton(card: string, position: number, which: string): PeopleButton {
  return {
    name: `view_${position}`,
    label: '查看',
    type: 'default',
    value: { card, act: 'open-need', which },
  };
}
