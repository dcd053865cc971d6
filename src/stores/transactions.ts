import { FULL_REACH, type Reach } from '../domain/connection.ts';
import { NO_FORMS, type OutwardForms } from '../domain/form.ts';
import { NO_TAXONOMIES, type Taxonomies } from '../domain/taxonomy.ts';
import { type Db, isTransient } from './database.ts';
import type { Seals } from './seal.ts';
import { type Stores, storesOn } from './stores.ts';

/** Everything an action may touch. It is handed to actions; they never open one. */
export interface Tx extends Stores {
  /** The one instant of this transaction: all that is written together carries the same time. */
  readonly at: Date;
  readonly newId: () => string;
  /** What a connection can do for the choice of the best way. */
  readonly reachOf: (connection: string) => Reach;
  /** What the platform asks for in an intent and in a demand. */
  readonly forms: OutwardForms;
  /** The names of codes, and what follows from a patent class. */
  readonly taxonomies: Taxonomies;
}

/** Runs work in one transaction: all of it happens or nothing. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What transactions take from the world outside. */
export interface TransactionWorld {
  readonly now: () => Date;
  readonly newId: () => string;
  /** What each connection can do; absent where that makes no difference, and each counts as one that can do everything. */
  readonly reachOf?: (connection: string) => Reach;
  /** The platform's forms; absent where nobody fills one in. */
  readonly forms?: OutwardForms;
  /** The classifications; absent where nobody asks for a name. */
  readonly taxonomies?: Taxonomies;
  /** Seals for the stores that keep credentials and personal data. */
  readonly seals: Seals;
}

/** How often a transaction that met a deadlock is run again; each time the other side has won and is gone. */
const TRIES = 8;

/** Makes the unit of work on a database; a deadlock or a busy file is met by running the work anew. */
export function transactionsOn(db: Db, world: TransactionWorld): InTransaction {
  return async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction((trx) => whole(txOn(trx, world), work));
      } catch (error) {
        if (!isTransient(error) || attempt === TRIES) throw error;
      }
    }
  };
}

/** The audit trail is written last, see there. */
async function whole<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await work(tx);
  await tx.audit.flush();
  return result;
}

function txOn(db: Db, world: TransactionWorld): Tx {
  return {
    at: world.now(),
    newId: world.newId,
    reachOf: world.reachOf ?? (() => FULL_REACH),
    forms: world.forms ?? NO_FORMS,
    taxonomies: world.taxonomies ?? NO_TAXONOMIES,
    ...storesOn(db, world.seals),
  };
}
