import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Member } from '../domain/member.ts';
import { namesOfReasons } from '../domain/rating-reason.ts';
import { drawStars } from '../domain/stars.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { Button } from './patent-card.ts';
import { type Fact, fact } from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { shorten, stateName, titleOf } from './wording.ts';

/** How many waiting answers one card offers for decision; more would break the channel's limit of 180 elements. */
const OFFERED = 8;
/** How many characters of decided answers are listed; beside eight long answers to decide, more would break the limit of bytes. */
const LISTED_LENGTH = 1000;
/** The longest name on a card, in characters. */
const NAME_LENGTH = 20;
/** The longest opinion shown on a card; the whole text stays in the database. */
const SHOWN_OPINION = 300;

/** A verdict on an answer; `asks` where the admin has to say why. */
export interface VerdictButton extends Button {
  readonly type: string;
  readonly asks: boolean;
}

/** One answer that waits for the admin, with the three verdicts he may give. */
export interface WaitingAnswer {
  /** The two parts below as one text. */
  readonly text: string;
  /** Whose it is, and the stars. */
  readonly heading: string;
  readonly opinion: string;
  readonly buttons: readonly VerdictButton[];
}

const VERDICTS = [
  { to: 'accepted', label: '通过', type: 'primary', asks: false },
  { to: 'returned', label: '退回修改', type: 'default', asks: true },
  { to: 'rejected', label: '不采纳', type: 'danger', asks: true },
] as const;

/** What the admin's review card shows: every expert's answer, the waiting ones with their buttons. */
export interface ReviewCard {
  readonly card: string;
  readonly title: string;
  readonly number: string;
  readonly open: boolean;
  readonly summary: string;
  /** The patent, and how many answers wait for a verdict; for cards that offer one at a time. */
  readonly brief: readonly Fact[];
  readonly waiting: readonly WaitingAnswer[];
  readonly hasWaiting: boolean;
  readonly decided: string;
  readonly more: string;
  readonly status: string;
}

/** Reads what the review card of a match shows at this moment. */
export async function reviewCard(tx: Tx, sent: SentCard): Promise<ReviewCard> {
  const { id: card, subjectId: matchId } = sent;
  const match = await tx.matches.get(matchId);
  const patent = await tx.patents.get(match.patentId);
  if (!(await viewerMay(tx, sent, 'review')))
    return { card, title: titleOf(patent), number: patent.applicationNumber, ...NOT_HIS };
  const answers = await tx.expertEvaluations.ofMatch(matchId);
  const members = await tx.members.ofEnterprise(match.enterpriseId);
  const waiting = answers.filter(({ state }) => state === 'submitted');
  const decided = answers.filter(({ state }) => state !== 'submitted');
  const open = match.state === 'open';
  const offered = open ? waiting.slice(0, OFFERED) : [];
  return {
    card,
    title: titleOf(patent),
    number: patent.applicationNumber,
    open,
    summary: summaryOf(answers, waiting.length),
    brief: briefOf(patent.applicationNumber, offered.length === 0 ? 0 : waiting.length),
    waiting: offered.map((answer, index) => ({
      ...partsOf(answer, members),
      buttons: VERDICTS.map(({ to, ...button }) => ({
        ...button,
        name: `${to}_${index}`,
        value: { card, act: 'review', to, evaluation: answer.id, version: answer.version },
      })),
    })),
    hasWaiting: offered.length > 0,
    decided: listOf((open ? decided : answers).map((answer) => decidedLine(answer, members))),
    more:
      open && waiting.length > OFFERED ? `还有 ${waiting.length - OFFERED} 条待审核，处理后依次显示。` : '',
    status: statusOf(match.state),
  };
}

const NOT_HIS = {
  open: false,
  summary: '',
  brief: [],
  waiting: [],
  hasWaiting: false,
  decided: '',
  more: '',
  status: NO_ADMIN,
} as const;

function statusOf(state: 'waiting' | 'open' | 'closed' | 'withdrawn'): string {
  if (state === 'closed') return '企业评价已提交，审核已结束。';
  return state === 'withdrawn' ? '该专利已不在登记库，审核已停止。' : '';
}

function summaryOf(answers: readonly ExpertEvaluation[], waiting: number): string {
  if (answers.length === 0) return '还没有专家评价。企业评价可以不含专家意见，但必须由管理员填写。';
  const counts = `${answers.length} 位专家已评价，${waiting} 条待审核`;
  if (answers.length === 1) return counts;
  const stars = answers.map((answer) => answer.stars).sort((a, b) => a - b);
  const middle = (at: number) => stars[at] ?? 0;
  const median = (middle(Math.floor((stars.length - 1) / 2)) + middle(Math.ceil((stars.length - 1) / 2))) / 2;
  return `${counts}；中位数 ${median} 星，最低 ${middle(0)} 星，最高 ${middle(stars.length - 1)} 星`;
}

function nameOf(answer: ExpertEvaluation, members: readonly Member[]): string {
  const name = members.find(({ id }) => id === answer.memberId)?.name ?? '已移除的专家';
  return shorten(name, NAME_LENGTH);
}

function partsOf(answer: ExpertEvaluation, members: readonly Member[]) {
  const heading = `${nameOf(answer, members)}　${drawStars(answer.stars)} ${answer.stars} 星`;
  const said = [namesOfReasons(answer.reasons), shorten(answer.opinion, SHOWN_OPINION)].filter(
    (part) => part !== '',
  );
  const opinion = said.length === 0 ? '（未填写评价建议）' : said.join('\n');
  return { text: `${heading}\n${opinion}`, heading, opinion };
}

function briefOf(number: string, waiting: number): Fact[] {
  const count = waiting === 1 ? '1 条' : `${waiting} 条，逐条显示`;
  return [fact('专利号', number), ...(waiting === 0 ? [] : [fact('待审核', count)])];
}

function decidedLine(answer: ExpertEvaluation, members: readonly Member[]): string {
  const reason = answer.reason === '' ? '' : `：${shorten(answer.reason, 80)}`;
  const opinion = answer.opinion === '' ? '' : ` ${shorten(answer.opinion, 80)}`;
  const reasons = answer.reasons.length === 0 ? '' : ` ${namesOfReasons(answer.reasons)}`;
  return `${nameOf(answer, members)} ${answer.stars} 星${reasons}${opinion}（${stateName(answer.state)}${reason}）`;
}

/** Puts lines under each other as far as the card has room, and says how many it has not. */
function listOf(lines: readonly string[]): string {
  let length = 0;
  const fitting = lines.filter((line) => {
    length += [...line].length;
    return length <= LISTED_LENGTH;
  });
  const left = lines.length - fitting.length;
  return (left === 0 ? fitting : [...fitting, `另有 ${left} 条未列出。`]).join('\n');
}
