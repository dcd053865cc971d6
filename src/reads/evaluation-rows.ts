import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import { namesOfReasons } from '../domain/rating-reason.ts';
import { drawStars } from '../domain/stars.ts';
import type { ListedEvaluation } from '../stores/evaluation-list-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { dayName, type PeopleButton, shownName } from './people-wording.ts';
import { shorten, stateName } from './wording.ts';

/** One answer of the list. */
export interface ListedAnswer {
  /** The patent, with its place in the list. */
  readonly name: string;
  /** Its number, and how far the enterprise's own evaluation is. */
  readonly place: string;
  /** Who has said what, and when. */
  readonly said: string;
  readonly status: string;
  readonly tint: 'orange' | 'green' | 'grey';
  readonly review: PeopleButton;
  readonly own: PeopleButton;
}

const OWN: Readonly<Record<EnterpriseEvaluation['state'], string>> = {
  editing: '填写中',
  draft: '待确认',
  submitted: '待平台接收',
  posted: '已上平台',
  refused: '平台未接收',
};

const TINTS = { submitted: 'orange', returned: 'orange', accepted: 'green', rejected: 'grey' } as const;

/** The longest opinion in the list, in characters; the review card shows it whole. */
const OPINION = 60;

/** Puts answers into words; `first` is the place of the first of them in the whole list. */
export async function listedAnswers(
  tx: Tx,
  card: string,
  listed: readonly ListedEvaluation[],
  { first, timeZone }: { readonly first: number; readonly timeZone: string },
): Promise<ListedAnswer[]> {
  const answers: ListedAnswer[] = [];
  for (const [index, answer] of listed.entries()) {
    const patent = await tx.patents.get(answer.patentId);
    const { name } = await tx.members.get(answer.memberId);
    const position = first + index;
    const why = [namesOfReasons(answer.reasons), shorten(answer.opinion, OPINION)];
    const opinion = why.map((part) => (part === '' ? '' : `，${part}`)).join('');
    const button = (verb: string, label: string): PeopleButton => ({
      name: `${verb}_${position}`,
      label,
      type: 'default',
      value: { card, act: 'open-listed', which: `${verb}:${answer.id}` },
    });
    answers.push({
      name: `${position}. ${shorten(patent.title, 60)}`,
      place: `${patent.applicationNumber} · 企业自评：${answer.own === null ? '未填' : OWN[answer.own]}`,
      said: `${shownName(name)}（${dayName(answer.ratedAt, timeZone)}） ${drawStars(answer.stars)} ${answer.stars} 星${opinion}`,
      status: stateName(answer.state),
      tint: TINTS[answer.state],
      review: button('review', '审核'),
      own: button('own', '企业自评'),
    });
  }
  return answers;
}
