import type { Enterprise } from '../domain/enterprise.ts';
import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Intent } from '../domain/intent.ts';
import type { Match } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import { namesOfReasons, RATING_REASONS, type RatingReason } from '../domain/rating-reason.ts';
import { ALL_STARS, drawStars, STAR_MEANINGS } from '../domain/stars.ts';
import type { Tx } from '../stores/transactions.ts';
import { answerName, intentStateName } from './intent-wording.ts';
import { briefOf, detailsOf, factsOf, gistLines, reasonsOf } from './patent-facts.ts';
import type { Fact } from './people-wording.ts';
import { libraryName, shorten, starsLine, stateName, titleOf, typeOf } from './wording.ts';

/** A button: its name on the card, what it says, and the ids and the verb it carries. */
export interface Button {
  readonly name: string;
  readonly label: string;
  readonly value: Readonly<Record<string, string | number>>;
}

/** A button with a rating on it. */
export interface StarButton extends Button {
  /** The label where there is no room for the meaning. */
  readonly short: string;
  /** True on the rating that whoever reads the card has given. */
  readonly given: boolean;
}

/** What the patent card shows; the same for everybody in the group, so nobody is led by what others gave. */
export interface PatentCard {
  readonly card: string;
  readonly title: string;
  readonly number: string;
  readonly subtitle: string;
  /** What kind of patent it is, and its number. */
  readonly identity: string;
  /** What is known of it at a glance, for cards that hold few words; at most five facts, none of them empty. */
  readonly brief: readonly Fact[];
  /** What the stars mean, in the platform's own words. */
  readonly scale: string;
  readonly tint: 'blue' | 'green' | 'grey';
  readonly library: string;
  readonly sample: boolean;
  /** What leads to the patents of a portfolio; empty for a single patent. */
  readonly members: string;
  /** Problem, solution and benefit, each quoted from the abstract. */
  readonly gist: readonly string[];
  /** What a judgement rests on beside the gist: how far the invention is and on which terms it can be had. */
  readonly facts: string;
  readonly reasons: string;
  /** What is looked up rather than read: classes, dates, the members of a portfolio. */
  readonly details: string;
  readonly progress: string;
  readonly open: boolean;
  readonly viewOnly: boolean;
  readonly withdrawn: boolean;
  readonly closed: boolean;
  readonly result: string;
  readonly opinion: string;
  readonly stars: readonly StarButton[];
  /** Reasons to choose from, and those the reader of a copy of his own has given. */
  readonly chips: typeof RATING_REASONS;
  readonly chosen: readonly RatingReason[];
  /** Where the enterprise's intent stands, without a word of it; empty when there is none. */
  readonly intent: string;
  /** What leads the admin to the intent; empty where none can be sent. */
  readonly wish: string;
  /** What the reader of this very copy has given; empty on the copy everybody sees, and before he has. */
  readonly yours: string;
  /** The stars he has given, 0 for none. */
  readonly yourStars: number;
}

/** The five buttons, best first, each with the platform's own meaning (rule 14); `given` is the reader's own rating. */
export function starButtons(card: string, given = 0): StarButton[] {
  return ALL_STARS.map((stars) => ({
    name: `stars_${stars}`,
    label: `${drawStars(stars)} ${stars} 星 · ${STAR_MEANINGS[stars]}`,
    short: `${drawStars(stars)} ${stars} 星`,
    given: stars === given,
    value: { card, act: 'rate', stars },
  }));
}

/** What the stars mean, for cards whose buttons have no room for it (rule 14). */
const SCALE = ALL_STARS.map((stars) => `${stars} 星 ${STAR_MEANINGS[stars]}`).join('\n');

/** Reads what a patent card shows at this moment. */
export async function patentCard(
  tx: Tx,
  card: string,
  matchId: string,
  reader: string | null = null,
): Promise<PatentCard> {
  const match = await tx.matches.get(matchId);
  const [patent, enterprise] = [
    await tx.patents.get(match.patentId),
    await tx.enterprises.get(match.enterpriseId),
  ];
  const answers = await tx.expertEvaluations.ofMatch(matchId);
  const result = await tx.enterpriseEvaluations.findOfMatch(matchId);
  const yours = yoursOf(answers.find(({ memberId }) => memberId === reader));
  return {
    card,
    ...identityOf(patent, match),
    brief: briefOf(patent, match, tx.taxonomies),
    scale: SCALE,
    gist: gistLines(patent),
    facts: factsOf(patent),
    reasons: reasonsOf(match, tx.taxonomies),
    details: detailsOf(patent, tx.taxonomies),
    progress: progressOf(match, answers.length, deadlineNote(enterprise)),
    ...stateOf(match, result),
    ...intentOf(match, patent, await tx.intents.findLiving(match.enterpriseId, patent.id)),
    stars: starButtons(card, yours.yourStars),
    chips: RATING_REASONS,
    ...yours,
  };
}

/** The group learns how far an intent has come, and nothing of what is in it. */
function intentOf(match: Match, patent: Patent, intent: Intent | null): Pick<PatentCard, 'intent' | 'wish'> {
  const sent = intent !== null && intent.submittedAt !== null;
  const answer = intent?.answer ? `：${answerName(intent.answer.state)}` : '';
  const possible = patent.state === 'registered' && match.state !== 'waiting';
  const wish = sent ? '合作意向（管理员）' : possible ? '我有合作意向（管理员）' : '';
  return {
    wish,
    intent: sent ? `合作意向：${intentStateName(intent.state)}${answer}` : '',
  };
}

function yoursOf(answer: ExpertEvaluation | undefined): Pick<PatentCard, 'yours' | 'yourStars' | 'chosen'> {
  if (!answer) return { yours: '', yourStars: 0, chosen: [] };
  const why = [namesOfReasons(answer.reasons), shorten(answer.opinion, 60)];
  const opinion = why.map((part) => (part === '' ? '' : `，${part}`)).join('');
  return {
    yours: `您的评价：${drawStars(answer.stars)} ${answer.stars} 星（${stateName(answer.state)}）${opinion}`,
    yourStars: answer.stars,
    chosen: answer.reasons,
  };
}

function identityOf(patent: Patent, match: Match) {
  const tints = { waiting: 'blue', open: 'blue', closed: 'green', withdrawn: 'grey' } as const;
  const number = `${typeOf(patent)} ${patent.applicationNumber}`;
  return {
    title: titleOf(patent),
    number: patent.applicationNumber,
    identity: number,
    subtitle: shorten(patent.applicant === '' ? number : `${patent.applicant} · ${number}`, 80),
    tint: tints[match.state],
    library: libraryName(match.library),
    sample: patent.sample,
    members: patent.kind === 'portfolio' ? `查看 ${patent.members.length} 件成员专利` : '',
  };
}

/** The day itself and no countdown: a card is not drawn anew every morning, and must stay true. */
function deadlineNote({ deadline }: Enterprise): string {
  return deadline === null ? '' : ` · 截止日 ${deadline}`;
}

function progressOf(match: Match, answered: number, deadline: string): string {
  if (match.state === 'withdrawn') return '该专利已不在登记库，评价已停止。';
  if (match.state === 'closed') {
    const by = answered === 0 ? '' : `（共 ${answered} 位专家评价）`;
    return `企业评价已提交，专家评价已关闭${by}。`;
  }
  if (match.library === 'focus') return '来自转化关注库，仅供查看。';
  return (answered === 0 ? '还没有专家评价' : `已有 ${answered} 位专家评价`) + deadline;
}

function stateOf(match: Match, result: EnterpriseEvaluation | null) {
  const closed = match.state === 'closed' && result !== null;
  return {
    open: match.state === 'open' && match.library === 'evaluation',
    viewOnly: match.state === 'open' && match.library === 'focus',
    withdrawn: match.state === 'withdrawn',
    closed,
    result: closed ? starsLine(result.stars) : '',
    opinion: closed ? result.opinion : '',
  };
}
