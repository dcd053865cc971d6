import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { Patent } from '../domain/patent.ts';
import { type Act, may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type FactGroup, factGroups } from './detail-facts.ts';
import { type Happening, historyOf } from './detail-history.ts';
import { matchStanding } from './detail-standing.ts';
import { gistLines } from './patent-facts.ts';
import { type Fact, factLines, type PeopleButton } from './people-wording.ts';
import { reasonLine } from './reasons.ts';
import { type SimilarPatent, similarPatents } from './similar-patents.ts';
import { libraryName, linesOf, shorten, titleOf, typeOf } from './wording.ts';

/** All that is known of one patent, for one member: 专利详情. */
export interface DetailCard {
  readonly card: string;
  readonly title: string;
  readonly number: string;
  readonly identity: string;
  readonly subtitle: string;
  readonly sample: boolean;
  readonly tint: 'blue' | 'grey';
  /** The libraries it is in for this enterprise, the nearest one. */
  readonly library: string;
  /** Where the enterprise stands with it. */
  readonly standing: string;
  readonly groups: readonly FactGroup[];
  /** Problem, solution and benefit, each quoted from the abstract. */
  readonly gist: readonly string[];
  readonly abstract: string;
  readonly reasons: readonly string[];
  readonly history: readonly Happening[];
  readonly buttons: readonly PeopleButton[];
  /** Registered patents that are like it: the first ones, and those for which a card has no room. */
  readonly similar: readonly SimilarPatent[];
  readonly moreSimilar: readonly SimilarPatent[];
  /** The patent at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

/** The longest abstract on a page, in characters; the register's are a tenth of it. */
const ABSTRACT = 4000;

/** Reads what is known of a patent at this moment; whoever may not see it any more sees that alone. */
export async function detailCard(tx: Tx, card: SentCard, timeZone: string): Promise<DetailCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const patent = await tx.patents.get(card.subjectId);
  const { enterpriseId } = card;
  const match = await tx.matches.find(enterpriseId, patent.id);
  const common = { ...NOTHING, card: card.id, number: patent.applicationNumber, sample: patent.sample };
  if (!may(reader, 'view-resource-library')) return { ...common, title: '专利详情', standing: NOT_YOURS };
  const groups = factGroups(patent, tx.taxonomies);
  const standing = match ? await matchStanding(tx, match) : '没有推送给本企业';
  return {
    ...common,
    title: titleOf(patent),
    identity: `${typeOf(patent)} ${patent.applicationNumber}`,
    subtitle: shorten(patent.applicant, 80),
    tint: patent.state === 'registered' ? 'blue' : 'grey',
    library: match ? libraryName(match.library) : '转化资源库',
    standing,
    groups,
    gist: gistLines(patent),
    abstract: shorten(patent.abstract, ABSTRACT),
    reasons: match ? match.reasons.map((reason) => shorten(reasonLine(reason, tx.taxonomies), 120)) : [],
    history: await historyOf(tx, patent, match, { enterpriseId, timeZone }),
    buttons: buttonsFor(card.id, reader, patent, { match, sent: await hasIntent(tx, enterpriseId, patent) }),
    ...(await similarPatents(tx, card.id, patent)),
    brief: briefOf(groups),
  };
}

/** The same in plain text. */
export function detailText({ title, standing, groups, gist, reasons }: DetailCard): string {
  const facts = groups.map((group) => factLines(group.facts));
  return linesOf(title, standing, ...facts, ...gist, ...reasons);
}

const NOT_YOURS = '您现在不能查看专利资源库。';

const NOTHING = {
  identity: '',
  subtitle: '',
  tint: 'grey',
  library: '',
  groups: [],
  gist: [],
  abstract: '',
  reasons: [],
  history: [],
  buttons: [],
  similar: [],
  moreSimilar: [],
  brief: [],
} as const;

/** What cards of few words show: the facts a judgement rests on. */
const BRIEF = ['申请人', '成熟度', '合作方式', '技术领域', '技术分类', '登记状态'];

function briefOf(groups: readonly FactGroup[]): Fact[] {
  const facts = groups.flatMap((group) => group.facts);
  return BRIEF.flatMap((label) => facts.filter((each) => each.label === label)).slice(0, 5);
}

async function hasIntent(tx: Tx, enterpriseId: string, { id }: Patent): Promise<boolean> {
  const intent = await tx.intents.findLiving(enterpriseId, id);
  return intent !== null && intent.submittedAt !== null;
}

/** The manual's buttons, as far as this member may press them now. */
function buttonsFor(
  card: string,
  reader: Member,
  patent: Patent,
  { match, sent }: { readonly match: Match | null; readonly sent: boolean },
): PeopleButton[] {
  const rated = match?.state === 'open' && match.library === 'evaluation';
  const all: readonly { act: string; label: string; right: Act; there: boolean }[] = [
    { act: 'open-rating', label: '我要评价', right: 'rate', there: rated },
    { act: 'open-evaluation', label: '企业评价', right: 'evaluate', there: rated },
    {
      act: 'open-intent',
      label: sent ? '查看合作意向' : '我有合作意向',
      right: 'send-intent',
      there: sent || patent.state === 'registered',
    },
    {
      act: 'open-portfolio',
      label: '成员专利',
      right: 'view-evaluation-library',
      there: patent.kind === 'portfolio' && match !== null,
    },
  ];
  return all
    .filter(({ right, there }) => there && may(reader, right))
    .map(({ act, label }) => ({ name: act, label, type: 'default', value: { card, act } }));
}
