import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import { NO_FOCUS } from '../domain/focus.ts';
import type { Match, Reason } from '../domain/match.ts';
import type { PatentRecord } from '../domain/patent.ts';
import { AppError } from '../errors.ts';
import { type CardView, cardView } from '../reads/card-view.ts';
import { openDatabase } from '../stores/database.ts';
import { NO_SEALS } from '../stores/seal.ts';
import { type Tx, transactionsOn } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import { SAMPLE_AT, type SampleAnswer, type SampleCard } from './sample-facts.ts';

/** A sample with what the service's reads make of its facts. */
export interface SampleView extends CardView {
  readonly name: string;
  /** The id of the card, which each of its buttons carries. */
  readonly card: string;
}

/** Reads the samples as the service would, from a database in memory; ids must grow, as the service's do. */
export async function viewsOf(samples: readonly SampleCard[], newId: () => string): Promise<SampleView[]> {
  const database = openDatabase('sqlite::memory:');
  try {
    await database.migrate();
    const inTransaction = transactionsOn(database.db, { now: () => SAMPLE_AT, newId, seals: NO_SEALS });
    return await inTransaction(async (tx) => {
      const views: SampleView[] = [];
      for (const [index, sample] of samples.entries()) views.push(await viewOf(tx, sample, index));
      return views;
    });
  } finally {
    await database.close();
  }
}

async function viewOf(tx: Tx, sample: SampleCard, index: number): Promise<SampleView> {
  const { kind, name, byHand: platformByHand = false } = sample;
  const match = await storeMatch(tx, sample, index);
  const experts = await storeAnswers(tx, match, sample.answers ?? []);
  if (sample.evaluation) await storeEvaluation(tx, match, sample.evaluation);
  const card = {
    id: tx.newId(),
    kind,
    subjectId: match.id,
    enterpriseId: match.enterpriseId,
    chatId: tx.newId(),
    viewerId: experts[0] ?? null,
    messageId: null,
    channelChatId: null,
    turnedTo: '',
    shown: null,
    state: 'pending',
    sentAt: null,
  } as const;
  const view = await cardView(tx, card, { timeZone: 'Asia/Shanghai', platformByHand });
  return { ...view, name, card: card.id };
}

const REASONS: readonly Reason[] = [
  { kind: 'platform', wanted: '', found: '按产业分类、技术领域匹配' },
  { kind: 'ipc', wanted: 'H01M', found: 'H01M50/449' },
];

/** One of the sandbox's inventions, all of them in turn, under a number of its own. */
function inventionAt(index: number): PatentRecord {
  const invention = DEMO_PATENTS[index % DEMO_PATENTS.length];
  if (!invention) throw new AppError('bug', 'no_demo_patent', 'the sandbox has no patent to show');
  const applicationNumber = `CN20991${String(20_001 + index).padStart(7, '0')}.${index % 10}`;
  return { ...invention, applicationNumber, applicationDate: '2021-03-04', registeredOn: '2024-05-06' };
}

/** Each sample has an enterprise and a patent of its own: none sees the facts of another. */
async function storeMatch(tx: Tx, sample: SampleCard, index: number): Promise<Match> {
  const [enterpriseId, patentId] = [tx.newId(), tx.newId()];
  const names = { name: `演示企业 ${index}（虚构）`, platformId: enterpriseId };
  const usual = { focus: NO_FOCUS, dailyPushLimit: 5, state: 'active' } as const;
  await tx.enterprises.add(
    { id: enterpriseId, ...names, ...usual, deadline: sample.deadline ?? null },
    tx.at,
  );
  await tx.patents.add({ ...inventionAt(index), ...sample.patent, id: patentId }, '', tx.at);
  const opened: Match = {
    id: tx.newId(),
    enterpriseId,
    patentId,
    library: 'evaluation',
    score: 10,
    reasons: REASONS,
    state: 'open',
    pushedAt: tx.at,
    closedAt: null,
    ...sample.match,
  };
  await tx.matches.add(opened, tx.at);
  return opened;
}

/** Stores the answers in this order and returns their experts. */
async function storeAnswers(tx: Tx, match: Match, answers: readonly SampleAnswer[]): Promise<string[]> {
  const experts: string[] = [];
  for (const [index, { by, ...answer }] of answers.entries()) {
    const expert = {
      id: tx.newId(),
      enterpriseId: match.enterpriseId,
      name: by ?? `专家${index + 1}`,
      isAdmin: false,
      expert: 'admitted',
      removed: false,
    } as const;
    await tx.members.add(expert, tx.at);
    const given: ExpertEvaluation = {
      id: tx.newId(),
      matchId: match.id,
      memberId: expert.id,
      stars: 4,
      opinion: '工艺成熟，建议先做 200 kg 级中试。',
      state: 'submitted',
      reason: '',
      reviewedBy: null,
      reviewedAt: null,
      ratedAt: tx.at,
      version: 1,
      ...answer,
    };
    await tx.expertEvaluations.put(given, expert.id, tx.at);
    experts.push(expert.id);
  }
  return experts;
}

async function storeEvaluation(
  tx: Tx,
  match: Match,
  over: NonNullable<SampleCard['evaluation']>,
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
  });
}
