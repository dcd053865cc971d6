import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Match, Reason } from '../domain/match.ts';
import { type Member, newMember } from '../domain/member.ts';
import type { PatentRecord } from '../domain/patent.ts';
import { AppError } from '../errors.ts';
import { searchEntryOf } from '../matching/search-entry.ts';
import type { Tx } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import type { MatchSample, SampleAnswer } from './sample-facts.ts';

const REASONS: readonly Reason[] = [
  { kind: 'platform', wanted: '', found: '按产业分类、技术领域匹配' },
  { kind: 'ipc', wanted: 'H01M', found: 'H01M50/449' },
];

const HOUR_MS = 3_600_000;

/** One of the sandbox's inventions, all of them in turn, under a number of its own. */
function inventionAt(index: number): PatentRecord {
  const invention = DEMO_PATENTS[index % DEMO_PATENTS.length];
  if (!invention) throw new AppError('bug', 'no_demo_patent', 'the sandbox has no patent to show');
  const applicationNumber = `CN20991${String(20_001 + index).padStart(7, '0')}.${index % 10}`;
  return { ...invention, applicationNumber, applicationDate: '2021-03-04', registeredOn: '2024-05-06' };
}

/** Stores a patent of its own and its match with an enterprise, if it has one; `index` gives the patent its number. */
export async function storeMatch(
  tx: Tx,
  enterpriseId: string,
  sample: Pick<MatchSample, 'patent' | 'match'>,
  index: number,
): Promise<Match> {
  const patentId = tx.newId();
  const patent = { ...inventionAt(index), ...sample.patent, id: patentId };
  await tx.patents.add(patent, '', tx.at);
  await tx.search.put([searchEntryOf(patent, tx.taxonomies)]);
  const opened: Match = {
    id: tx.newId(),
    enterpriseId,
    patentId,
    library: 'evaluation',
    score: 10,
    reasons: REASONS,
    state: 'open',
    pushedAt: new Date(tx.at.getTime() - HOUR_MS),
    closedAt: null,
    ...sample.match,
  };
  if (sample.match !== null) await tx.matches.add(opened, tx.at);
  return opened;
}

/** Stores one member's answer to a match. */
export async function storeAnswer(
  tx: Tx,
  matchId: string,
  memberId: string,
  answer: Partial<ExpertEvaluation> = {},
): Promise<void> {
  const given: ExpertEvaluation = {
    id: tx.newId(),
    matchId,
    memberId,
    stars: 4,
    opinion: '工艺成熟，建议先做 200 kg 级中试。',
    reasons: [],
    state: 'submitted',
    reason: '',
    reviewedBy: null,
    reviewedAt: null,
    ratedAt: tx.at,
    version: 1,
    ...answer,
  };
  await tx.expertEvaluations.put(given, memberId, tx.at);
}

/** Stores the answers in this order, each by an expert of its own, and returns these experts. */
export async function storeAnswers(
  tx: Tx,
  match: Match,
  answers: readonly SampleAnswer[],
): Promise<string[]> {
  const experts: string[] = [];
  for (const [index, { by, ...answer }] of answers.entries()) {
    // The name goes past newMember: a sample may have a worse one than is ever taken in.
    const name = by ?? `专家${index + 1}`;
    const expert: Member = {
      ...newMember(tx.newId(), match.enterpriseId, ''),
      name,
      expert: 'admitted',
    };
    await tx.members.add(expert, tx.at);
    await storeAnswer(tx, match.id, expert.id, answer);
    experts.push(expert.id);
  }
  return experts;
}

/** Stores the admin who reads a card about a match, or one who is no admin any more, and returns him. */
export async function storeAdmin(tx: Tx, { enterpriseId }: Match, former: boolean): Promise<string> {
  const admin = { ...newMember(tx.newId(), enterpriseId, '管理员'), isAdmin: !former };
  await tx.members.add(admin, tx.at);
  return admin.id;
}

/** Stores the enterprise's own evaluation of a match; what was entered by hand, was entered by its reader. */
export async function storeEvaluation(
  tx: Tx,
  match: Match,
  over: NonNullable<MatchSample['evaluation']>,
  reader: string | null,
): Promise<void> {
  await tx.enterpriseEvaluations.put({
    id: tx.newId(),
    matchId: match.id,
    stars: 4,
    opinion: '与本企业的中试线相符，愿意进一步了解。',
    state: 'draft',
    revision: 1,
    draftedBy: tx.newId(),
    submittedBy: null,
    submittedAt: null,
    receipt: null,
    postedAt: null,
    postedBy: null,
    refusal: '',
    ...over,
    ...(over.postedBy ? { postedBy: reader } : {}),
  });
}
