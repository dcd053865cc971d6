import {
  type EnterpriseEvaluation,
  isSubmitted,
  proposeOpinion,
  quotesAnExpert,
} from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import { isMarked } from '../domain/mark-evaluation.ts';
import type { Match } from '../domain/match.ts';
import { ALL_STARS, STAR_MEANINGS } from '../domain/stars.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { WayShown } from './cooperation-card.ts';
import { type Fact, fact } from './people-wording.ts';
import { markedLine, PLATFORM_PAGE, type PlatformWay } from './platform-way.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { starsLine, titleOf } from './wording.ts';

/** What the admin sees of the enterprise's evaluation: the form, the exact text to confirm, or what became of it. */
export interface EnterpriseEvaluationCard {
  readonly card: string;
  readonly title: string;
  readonly number: string;
  readonly tint: 'orange' | 'blue' | 'green' | 'red' | 'grey';
  readonly editing: boolean;
  readonly confirming: boolean;
  readonly byHand: boolean;
  /** True when an admin's word that he has entered it can be taken back. */
  readonly marked: boolean;
  readonly status: string;
  /** The text the form starts with: the draft, or the proposal from accepted answers. */
  readonly text: string;
  readonly proposed: boolean;
  /** The rating of a draft, for the form's preselection; empty on the first edit, so that the admin must choose. */
  readonly chosen: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly stars: string;
  readonly opinion: string;
  readonly revision: number;
  readonly warning: string;
  /** What leads on to the enterprise's intent; empty until the evaluation is confirmed, and where none can be sent. */
  readonly wish: string;
  /** The patent at a glance and what a press leads to, for cards that hold few words; some lead to a page. */
  readonly brief: readonly (Fact & { readonly url: string })[];
}

const OPTIONS = ALL_STARS.map((stars) => ({
  value: String(stars),
  label: `${stars} 星 · ${STAR_MEANINGS[stars]}`,
}));

/** Reads what the card of the enterprise's evaluation shows at this moment. */
export async function enterpriseEvaluationCard(
  tx: Tx,
  sent: SentCard,
  { byHand, timeZone }: PlatformWay,
): Promise<EnterpriseEvaluationCard> {
  const { id: card, subjectId: matchId } = sent;
  const match = await tx.matches.get(matchId);
  const patent = await tx.patents.get(match.patentId);
  const named = { card, title: titleOf(patent), number: patent.applicationNumber };
  if (!(await viewerMay(tx, sent, 'evaluate'))) return { ...named, ...NOT_HIS };
  const evaluation = await tx.enterpriseEvaluations.findOfMatch(matchId);
  const answers = await tx.expertEvaluations.ofMatch(matchId);
  const marked = evaluation ? await markedLine(tx, evaluation, timeZone) : '';
  const state = stateOf(match, evaluation, { byHand, marked });
  const proposal = proposeOpinion(answers);
  return {
    ...named,
    ...state,
    marked: evaluation !== null && isMarked(evaluation),
    text: evaluation?.opinion ?? proposal,
    proposed: evaluation === null && proposal !== '',
    chosen: evaluation === null ? '' : String(evaluation.stars),
    options: OPTIONS,
    stars: evaluation === null ? '' : starsLine(evaluation.stars),
    opinion: evaluation?.opinion ?? '',
    revision: evaluation?.revision ?? 0,
    warning: warningOf(evaluation, answers),
    wish: evaluation && isSubmitted(evaluation) && patent.state === 'registered' ? '我有合作意向' : '',
    brief: briefOf(patent.applicationNumber, state),
  };
}

const NOT_HIS = {
  tint: 'grey',
  editing: false,
  confirming: false,
  byHand: false,
  marked: false,
  status: NO_ADMIN,
  text: '',
  proposed: false,
  chosen: '',
  options: OPTIONS,
  stars: '',
  opinion: '',
  revision: 0,
  warning: '',
  wish: '',
  brief: [],
} as const;

function briefOf(
  number: string,
  { editing, confirming, byHand }: Pick<EnterpriseEvaluationCard, 'editing' | 'confirming' | 'byHand'>,
): EnterpriseEvaluationCard['brief'] {
  const facts = [fact('专利号', number)];
  if (editing) facts.push(fact('提交后', '高校可见，专家不能再评价'));
  if (confirming)
    facts.push(
      fact('全文', '见上面的消息'),
      fact('提交后', '高校可见，不可修改'),
      fact('专家评价', '提交后随即关闭'),
    );
  const platform = byHand ? [{ ...fact('平台', '打开填报'), url: PLATFORM_PAGE }] : [];
  return [...facts.map((each) => ({ ...each, url: '' })), ...platform];
}

function stateOf(match: Match, evaluation: EnterpriseEvaluation | null, way: WayShown) {
  const plain = { editing: false, confirming: false, byHand: false };
  if (evaluation === null || !isSubmitted(evaluation)) {
    if (match.state === 'withdrawn') {
      const draft = evaluation === null ? '' : '下面的草稿没有提交。';
      return { ...plain, tint: 'grey' as const, status: `该专利已不在登记库，无需评价。${draft}` };
    }
    const confirming = evaluation?.state === 'draft';
    return { ...plain, editing: !confirming, confirming, tint: 'orange' as const, status: '' };
  }
  if (evaluation.state === 'posted')
    return { ...plain, tint: 'green' as const, status: postedLine(evaluation, way) };
  if (evaluation.state === 'refused') {
    const status = `平台未接收：${evaluation.refusal}。请在平台上人工填报，完成后点「已在平台填报」。`;
    return { ...plain, byHand: true, tint: 'red' as const, status };
  }
  if (way.byHand) {
    const status =
      '企业评价已确认，专家评价已关闭。请把下面的内容填到平台「专利转化评价库」，完成后点「已在平台填报」。';
    return { ...plain, byHand: true, tint: 'blue' as const, status };
  }
  return { ...plain, tint: 'blue' as const, status: '企业评价已提交，正在发送到平台。' };
}

function postedLine(evaluation: EnterpriseEvaluation, { marked }: WayShown): string {
  return evaluation.receipt === null ? marked : `平台已接收，回执号 ${evaluation.receipt}。`;
}

function warningOf(evaluation: EnterpriseEvaluation | null, answers: readonly ExpertEvaluation[]): string {
  if (evaluation?.state !== 'draft' || !quotesAnExpert(evaluation.opinion, answers)) return '';
  return '意见中有专家评价的原文。提交后高校可见，请确认可以公开，或返回修改。';
}
