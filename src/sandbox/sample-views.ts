import { FULL_REACH, type Reach } from '../domain/connection.ts';
import { NO_FOCUS } from '../domain/focus.ts';
import { loadForms } from '../forms.ts';
import { type CardView, cardView } from '../reads/card-view.ts';
import { openDatabase } from '../stores/database.ts';
import { sealsOf, throwawayKey } from '../stores/seal.ts';
import { type Tx, transactionsOn } from '../stores/transactions.ts';
import { loadTaxonomies } from '../taxonomies.ts';
import { intentFor, storeCooperation } from './sample-cooperation.ts';
import {
  type CooperationSample,
  MATCH_KINDS,
  type MatchSample,
  SAMPLE_AT,
  type SampleCard,
  type SampleSubject,
} from './sample-facts.ts';
import { storeAdmin, storeAnswers, storeEvaluation, storeMatch } from './sample-matches.ts';
import { storePeople } from './sample-people.ts';

/** Where the page of a sample would be. */
const SAMPLE_PAGE = 'https://panhuo.example.com/p/sample';

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
    const seals = sealsOf([throwawayKey()]);
    const files = { forms: loadForms(), taxonomies: loadTaxonomies() };
    const world = { now: () => SAMPLE_AT, newId, seals, reachOf: () => reach, ...files };
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
  const subject = await subjectFor(tx, sample, enterpriseId, index);
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
  const platformByHand = 'byHand' in sample && sample.byHand === true;
  const address = 'reachable' in sample && sample.reachable === true ? SAMPLE_PAGE : '';
  const view = await cardView(tx, card, {
    timeZone: 'Asia/Shanghai',
    platformByHand,
    pageLink: () => address,
  });
  return { ...view, name, card: card.id };
}

function subjectFor(tx: Tx, sample: SampleCard, enterpriseId: string, index: number) {
  if (isOfMatch(sample)) return matchSubject(tx, sample, enterpriseId, index);
  if (isOfCooperation(sample)) return storeCooperation(tx, sample, enterpriseId, index);
  return storePeople(tx, sample, enterpriseId, index);
}

function isOfCooperation(sample: SampleCard): sample is CooperationSample {
  return sample.kind === 'intent' || sample.kind === 'demand';
}

function isOfMatch(sample: SampleCard): sample is MatchSample {
  return MATCH_KINDS.some((kind) => kind === sample.kind);
}

/** Each sample has an enterprise of its own: none sees the facts of another. */
async function storeEnterprise(tx: Tx, sample: SampleCard, index: number): Promise<string> {
  const id = tx.newId();
  const said = 'enterprise' in sample ? (sample.enterprise ?? {}) : {};
  const { name = '演示企业', state = 'active' } = said;
  const deadline = (isOfMatch(sample) ? sample.deadline : said.deadline) ?? null;
  const enterprise = {
    id,
    name: `${name} ${index}（虚构）`,
    platformId: id,
    focus: NO_FOCUS,
    deadline,
    dailyPushLimit: 5,
    state,
    platformMode: null,
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
  for (const [at, record] of (sample.members ?? []).entries()) {
    await storeMatch(tx, enterpriseId, { patent: record, match: { state: 'waiting' } }, index * 100 + at);
  }
  const [first = null] = await storeAnswers(tx, match, sample.answers ?? []);
  if (sample.intent) await tx.intents.add(intentFor(tx, match, sample.intent), tx.at);
  const byExpert = sample.kind === 'returned' || sample.asExpert === true;
  const viewerId = byExpert ? first : await storeAdmin(tx, match, sample.former ?? false);
  if (sample.evaluation) await storeEvaluation(tx, match, sample.evaluation, viewerId);
  const subjectId = sample.kind === 'detail' ? match.patentId : match.id;
  return { subjectId, viewerId, turnedTo: sample.turnedTo ?? '' };
}
