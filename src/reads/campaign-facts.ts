import { medianOf, type Progress } from '../domain/campaign.ts';
import type { FieldFigure, FirstAnswer } from '../stores/campaign-figure-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Bar, barsOf } from './campaign-plots.ts';
import { declinedWords, meanStars, spanName } from './campaign-wording.ts';
import { expertRows } from './expert-rows.ts';
import type { Fact } from './people-wording.ts';
import { shorten } from './wording.ts';

/** How many experts and industries a card names. */
const EXPERTS = 8;
const FIELDS = 6;
/** From how many stars on an enterprise is expected to write to the university. */
const STRONG = 4;

/** How far the enterprise has come, in figures; those that say nothing are left out. */
export async function figuresOf(
  tx: Tx,
  enterpriseId: string,
  { pushed, rated, evaluated, toReview }: Progress,
  answers: readonly FirstAnswer[],
): Promise<Fact[]> {
  const { strong, wished } = await tx.campaignFigures.intents(enterpriseId, STRONG);
  const median = medianOf(answers.map(({ pushedAt, ratedAt: at }) => at.getTime() - pushedAt.getTime()));
  const declined = declinedWords(await tx.setAsides.uninteresting(enterpriseId));
  const all: readonly [string, string][] = [
    ['已推送', `${pushed} 件`],
    ['专家评价', `${rated} 件有评价，${pushed - rated} 件还没有`],
    ['待审核', toReview > 0 ? `${toReview} 件等企业管理员审核` : ''],
    ['企业评价', `已提交 ${evaluated} 件`],
    ['不感兴趣', declined],
    ['评价用时', median === null ? '' : `中位数 ${spanName(median)}`],
    ['合作意向', strong > 0 ? `${STRONG} 星以上 ${strong} 件，其中 ${wished} 件已发意向` : ''],
  ];
  return all.flatMap(([label, text]) => (text === '' ? [] : [{ label, text }]));
}

/** Who has rated what, those with most before them first. */
export async function expertsOf(
  tx: Tx,
  enterpriseId: string,
  answers: readonly FirstAnswer[],
): Promise<{ readonly experts: readonly Fact[]; readonly moreExperts: string }> {
  const rows = (await expertRows(tx, enterpriseId))
    .filter(({ member }) => member.expert === 'admitted' && !member.removed)
    .sort((one, other) => other.awaited - one.awaited);
  const experts = rows.slice(0, EXPERTS).map(({ member, given, awaited }) => {
    const own = answers.filter(({ memberId }) => memberId === member.id);
    const median = medianOf(own.map(({ pushedAt, ratedAt: at }) => at.getTime() - pushedAt.getTime()));
    const time = median === null ? '' : `，中位用时 ${spanName(median)}`;
    return { label: shorten(member.name, 12), text: `已评 ${given} 件，待评 ${awaited} 件${time}` };
  });
  const more = rows.length - experts.length;
  return { experts, moreExperts: more > 0 ? `其余 ${more} 位见专家名单。` : '' };
}

/** The mean of the stars by industry, those with most ratings. */
export async function fieldsOf(tx: Tx, enterpriseId: string): Promise<Bar[]> {
  const found = await tx.campaignFigures.starsByField(enterpriseId);
  const most = found.toSorted((one, other) => other.ratings - one.ratings).slice(0, FIELDS);
  const named = most.map((each: FieldFigure) => ({
    label: shorten(tx.taxonomies.sei.get(each.field)?.name ?? each.field, 16),
    text: `${meanStars(each)} 星（${each.ratings} 次）`,
    value: each.stars / each.ratings,
  }));
  return barsOf(named, 5);
}
