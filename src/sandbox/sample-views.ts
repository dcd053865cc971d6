import { FULL_REACH, type Reach } from '../domain/connection.ts';
import { NO_FOCUS } from '../domain/focus.ts';
import { type CardView, cardView } from '../reads/card-view.ts';
import { openDatabase } from '../stores/database.ts';
import { sealsOf, throwawayKey } from '../stores/seal.ts';
import { type Tx, transactionsOn } from '../stores/transactions.ts';
import { MATCH_KINDS, type MatchSample, SAMPLE_AT, type SampleCard } from './sample-facts.ts';
import { storeAdmin, storeAnswers, storeEvaluation, storeMatch } from './sample-matches.ts';
import { type SampleSubject, storePeople } from './sample-people.ts';

/** A sample with what the service's reads make of its facts. */
export interface SampleView extends CardView {
  readonly name: string;
  /** The id of the card, which each of its buttons carries. */
  readonly card: string;
}

/** Reads the samples as the service would, from a database in memory; ids must grow, as the service's do. */
export async function viewsOf(
  samples: readonly SampleCard[],
  newId: () => string,
  reach: Reach = FULL_REACH,
): Promise<SampleView[]> {
  const database = openDatabase('sqlite::memory:');
  try {
    await database.migrate();
    const world = { now: () => SAMPLE_AT, newId, seals: sealsOf([throwawayKey()]), reachOf: () => reach };
    const inTransaction = transactionsOn(database.db, world);
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
  const { kind, name } = sample;
  const enterpriseId = await storeEnterprise(tx, sample, index);
  const subject = isOfMatch(sample)
    ? await matchSubject(tx, sample, enterpriseId, index)
    : await storePeople(tx, sample, enterpriseId, index);
  const card = {
    id: tx.newId(),
    kind,
    enterpriseId,
    chatId: tx.newId(),
    messageId: null,
    connection: '',
    channelChatId: null,
    shown: null,
    matters: '',
    state: 'pending',
    sentAt: null,
    ...subject,
  } as const;
  const platformByHand = isOfMatch(sample) && sample.byHand === true;
  const view = await cardView(tx, card, { timeZone: 'Asia/Shanghai', platformByHand, pageLink: () => '' });
  return { ...view, name, card: card.id };
}

function isOfMatch(sample: SampleCard): sample is MatchSample {
  return MATCH_KINDS.some((kind) => kind === sample.kind);
}

/** Each sample has an enterprise of its own: none sees the facts of another. */
async function storeEnterprise(tx: Tx, sample: SampleCard, index: number): Promise<string> {
  const id = tx.newId();
  const { name = '演示企业', state = 'active' } = isOfMatch(sample) ? {} : (sample.enterprise ?? {});
  const deadline = isOfMatch(sample) ? (sample.deadline ?? null) : null;
  const enterprise = {
    id,
    name: `${name} ${index}（虚构）`,
    platformId: id,
    focus: NO_FOCUS,
    deadline,
    dailyPushLimit: 5,
    state,
  };
  await tx.enterprises.add(enterprise, tx.at);
  return id;
}

async function matchSubject(
  tx: Tx,
  sample: MatchSample,
  enterpriseId: string,
  index: number,
): Promise<SampleSubject> {
  const match = await storeMatch(tx, enterpriseId, sample, index);
  const [first = null] = await storeAnswers(tx, match, sample.answers ?? []);
  if (sample.evaluation) await storeEvaluation(tx, match, sample.evaluation);
  const viewerId = sample.kind === 'returned' ? first : await storeAdmin(tx, match, sample.former ?? false);
  return { subjectId: match.id, viewerId, turnedTo: '' };
}
