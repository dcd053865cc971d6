import pino from 'pino';
import { deliveryHandler } from '../../src/actions/handle-delivery.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Delivery, Notice } from '../../src/chat/port.ts';
import { loadForms } from '../../src/forms.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Db } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { TEST_SEALS } from './seals.ts';
import { TOASTS, type World } from './world.ts';

/**
 * What comes of an act: it does something; it repeats what is so already, and changes nothing; it is passed over without
 * a word, because nobody is to be answered there; or a rule refuses it.
 */
export type Outcome = 'does' | 'repeats' | 'silent' | 'refuses';

/** One cell of the matrix. */
export interface Cell {
  /** Who does what, where, in which state. */
  readonly name: string;
  /** The verb or the command it tries. */
  readonly way: string;
  readonly expected: Outcome;
  readonly delivery: Delivery;
  /** The card the delivery is about; it hangs there for this cell alone. */
  readonly card?: SentCard;
  /** A table that even a refusal may write to: the count of wrong codes. */
  readonly counts?: string;
}

/** What a refused act may leave behind: the memory of the delivery, and that a person was seen. */
const MEMORY = ['deliveries', 'persons'];
/** Where a text is answered; whether it was understood or not, the answer is promised to the chat. */
const ANSWER = ['chats', 'outbox'];

/** Lets the database note which tables are written to, whatever is written. */
export async function watchTables({ database: { db } }: World): Promise<void> {
  const tables = await db('sqlite_master')
    .where({ type: 'table' })
    .whereNotIn('name', MEMORY)
    .whereNot('name', 'like', 'knex%')
    .whereNot('name', 'like', 'sqlite%')
    // The index of words is written with its patent, and takes no triggers.
    .whereNot('name', 'like', 'patent_words%')
    .select<{ name: string }[]>('name');
  await db.raw('create temp table touched (name text)');
  for (const { name } of tables) {
    for (const act of ['insert', 'update', 'delete'])
      await db.raw(
        `create temp trigger ${name}_${act} after ${act} on main.${name} begin insert into touched values ('${name}'); end`,
      );
  }
}

/** Read once: there are thousands of cells. */
const FILES = { forms: loadForms(), taxonomies: loadTaxonomies() };
const SILENT = pino({ level: 'silent' });
const UNDO = new Error('what was tried is taken back');

/** Lets something happen in a world and takes all of it back. */
async function tried(world: World, work: (branch: World) => Promise<void>): Promise<void> {
  try {
    await world.database.db.transaction(async (trx) => {
      await work(branchOf(world, trx));
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
}

function branchOf(world: World, db: Db): World {
  const inTransaction = transactionsOn(db, {
    now: world.now,
    newId: world.newId,
    seals: TEST_SEALS,
    ...FILES,
  });
  const handle = deliveryHandler({
    inTransaction,
    log: SILENT,
    timeout: () => new Promise(() => {}),
    answerWithinMs: 3000,
    faces: TOASTS,
    promised: () => {},
  });
  return { ...world, database: { ...world.database, db }, inTransaction, handle };
}

/** Says what surprises in a cell; null when it comes out as the manual has it. */
export async function surpriseOf(world: World, cell: Cell): Promise<string | null> {
  let surprise: string | null = null;
  await tried(world, async (branch) => {
    const { db } = branch.database;
    const { card } = cell;
    if (card) {
      await db('cards').where({ kind: card.kind, subject_id: card.subjectId, chat_id: card.chatId }).delete();
      await branch.inTransaction((tx) => tx.cards.ensure(card, tx.at));
    }
    await db('touched').delete();
    const { notice } = await branch.handle(cell.delivery);
    const touched = (await db('touched').distinct('name').orderBy('name')).map(({ name }) => String(name));
    const answered = cell.delivery.kind === 'click' || (await isAnswered(db, cell.delivery, notice));
    if (!(answered && comesTo(cell, notice, touched)))
      surprise = `${cell.name}: ${cell.expected} expected, got ${JSON.stringify({ notice, touched, answered })}`;
  });
  return surprise;
}

function comesTo(cell: Cell, notice: Notice | null, touched: readonly string[]): boolean {
  const reply = cell.delivery.kind === 'reply';
  const free = [...(reply ? ANSWER : []), ...(cell.counts === undefined ? [] : [cell.counts])];
  const changed = touched.filter((table) => !free.includes(table));
  const agrees = notice === null || notice.tone === 'success' || notice.tone === 'info';
  switch (cell.expected) {
    case 'does':
      // A click that opens a card promises it; a text must do more than be answered.
      return agrees && (notice !== null || reply) && changed.length > 0;
    case 'repeats':
      return agrees && notice !== null && changed.filter((table) => table !== 'outbox').length === 0;
    case 'silent':
      return notice === null && changed.length === 0;
    case 'refuses':
      return isRefusal(notice) && changed.length === 0;
  }
}

/** A refusal is one of the sentences of the product, in Chinese, in the colour of a warning. */
function isRefusal(notice: Notice | null): boolean {
  const known = Object.values<string>(NOTICES).includes(notice?.text ?? '');
  return known && notice?.tone === 'warning' && /^[^a-z]*\p{Script=Han}/u.test(notice.text);
}

/** A text is answered by its notice where it was written, but never among outsiders. */
async function isAnswered(db: Db, delivery: Delivery, notice: Notice | null): Promise<boolean> {
  const key = `text:reply:${delivery.connection}:${delivery.deliveryId}`;
  const promise = await db('outbox').where({ key }).first();
  const chat = 'chatId' in delivery && (await db('chats').where({ address: delivery.chatId }).first());
  if (notice === null || chat?.external) return promise === undefined;
  return JSON.parse(promise?.payload ?? '{}').text === notice.text;
}
