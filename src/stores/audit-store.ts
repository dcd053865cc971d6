import { CHAIN_START, type ChainHead } from '../domain/audit-chain.ts';
import {
  type AuditEntry,
  type AuditRow,
  type ChainedEntry,
  fromChainedRow,
  fromRow,
  toRow,
} from './audit-row.ts';
import { chunksOf, type Db, insertOnce } from './database.ts';
import type { Seals } from './seal.ts';

export type { AuditEntry, ChainedEntry } from './audit-row.ts';

interface HeadRow extends ChainHead {
  enterprise_id: string;
}

/** Which of an enterprise's entries are asked for. */
export interface AuditWish {
  readonly acts: readonly string[];
  /** From this moment on. */
  readonly since?: Date;
  /** Up to this moment, which does not belong to it. */
  readonly until?: Date;
  readonly limit: number;
  readonly offset?: number;
}

/** After which entry a page of the chain begins. */
export type PageMark = Pick<ChainedEntry, 'position' | 'id'>;

/** The audit trail: entries are added and read, never changed; each is bound to those before it by a hash. */
export class AuditStore {
  readonly #db: Db;
  readonly #seals: Seals;
  #added: AuditEntry[] = [];

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  /** Takes an entry in; it is written at the end of the transaction. */
  add(entry: AuditEntry): void {
    this.#added.push(entry);
  }

  /**
   * Writes what was added, as the last act of the transaction. The heads of the chains are locked only now, and in the
   * order of their enterprises, so that nobody who holds one waits for any other lock: there is no circle to close.
   * All entries of a transaction cost one locked row an enterprise.
   */
  async flush(): Promise<void> {
    const added = this.#added.splice(0);
    const owners = [...new Set(added.map(({ enterpriseId }) => enterpriseId))].sort();
    for (const owner of owners)
      await this.#chain(
        owner,
        added.filter(({ enterpriseId }) => enterpriseId === owner),
      );
  }

  /** The end of an enterprise's chain. */
  async head(enterpriseId: string): Promise<ChainHead> {
    const row = await this.#headRow(enterpriseId);
    return row ? { position: row.position, hash: row.hash } : CHAIN_START;
  }

  /** The next entries of a chain, after one of them; also those that were tampered with. */
  async page(enterpriseId: string, after: PageMark, size: number): Promise<ChainedEntry[]> {
    const { position, id } = after;
    const rows = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId })
      .where((either) =>
        either
          .where('position', '>', position)
          .orWhere((twin) => twin.where({ position }).where('id', '>', id)),
      )
      .orderBy(['position', 'id'])
      .limit(size);
    return rows.map((row) => fromChainedRow(row, this.#seals));
  }

  /** True when an entry stands beside the chain: it did not come in through this store. */
  async hasUnchained(enterpriseId: string): Promise<boolean> {
    const beside = { enterprise_id: enterpriseId, position: null };
    return (await this.#db<AuditRow>('audit').where(beside).first()) !== undefined;
  }

  /** The wished entries of an enterprise, newest first. */
  async listed(enterpriseId: string, wish: AuditWish): Promise<AuditEntry[]> {
    const query = this.#db<AuditRow>('audit').where({ enterprise_id: enterpriseId });
    if (wish.acts.length > 0) query.whereIn('act', [...wish.acts]);
    if (wish.since) query.where('at', '>=', wish.since);
    if (wish.until) query.where('at', '<', wish.until);
    const rows = await query
      .orderBy('position', 'desc')
      .limit(wish.limit)
      .offset(wish.offset ?? 0);
    return rows.map((row) => fromRow(row, this.#seals));
  }

  /** How often something was done in an enterprise from a moment on and before another. */
  async count(enterpriseId: string, act: string, since: Date, until: Date): Promise<number> {
    const found = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId, act })
      .where('at', '>=', since)
      .where('at', '<', until)
      .count({ number: '*' })
      .first();
    return Number(found?.['number'] ?? 0);
  }

  async ofEnterprise(enterpriseId: string): Promise<AuditEntry[]> {
    const rows = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId })
      .orderBy(['at', 'id']);
    return rows.map((row) => fromRow(row, this.#seals));
  }

  /** The entries of an enterprise that are by or about any of these ids. */
  async about(enterpriseId: string, ids: readonly string[]): Promise<AuditEntry[]> {
    const rows = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId })
      .where((either) => either.whereIn('actor', [...ids]).orWhereIn('subject', [...ids]))
      .orderBy(['at', 'id']);
    return rows.map((row) => fromRow(row, this.#seals));
  }

  async #chain(enterpriseId: string, entries: readonly AuditEntry[]): Promise<void> {
    let head = await this.#lockHead(enterpriseId);
    const rows = entries.map((entry) => {
      const row = toRow(entry, head, this.#seals);
      head = { position: head.position + 1, hash: row.hash };
      return row;
    });
    for (const some of chunksOf(rows, 50)) await this.#db<AuditRow>('audit').insert(some);
    await this.#db<HeadRow>('audit_heads').where({ enterprise_id: enterpriseId }).update(head);
  }

  /** Only the first entry of an enterprise finds no head; two first ones wait for each other at its primary key. */
  async #lockHead(enterpriseId: string): Promise<ChainHead> {
    const locked = await this.#headRow(enterpriseId).forUpdate();
    if (locked) return locked;
    const first = { enterprise_id: enterpriseId, ...CHAIN_START };
    if (await insertOnce(this.#db<HeadRow>('audit_heads').insert(first))) return CHAIN_START;
    return (await this.#headRow(enterpriseId).forUpdate()) ?? CHAIN_START;
  }

  #headRow(enterpriseId: string) {
    return this.#db<HeadRow>('audit_heads').where({ enterprise_id: enterpriseId }).first();
  }
}
