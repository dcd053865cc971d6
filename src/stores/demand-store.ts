import type { Demand } from '../domain/demand.ts';
import { refuse } from '../domain/refusals.ts';
import {
  type CooperationRow,
  fieldsIn,
  fieldsText,
  fromOpenColumns,
  openColumns,
  wasNotDropped,
} from './cooperation-row.ts';
import { type Db, dateOrNull, type TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';

interface DemandRow extends CooperationRow {
  state: Demand['state'];
  title: string;
  warned: boolean | number;
  closed_by: string | null;
  closed_at: TimeColumn | null;
}

/** Demands. Whoever changes one locks it first, so that an edit and a confirmation can never pass each other. */
export class DemandStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  async find(id: string): Promise<Demand | null> {
    const row = await this.#db<DemandRow>('demands').where({ id }).first();
    return row ? this.#fromRow(row) : null;
  }

  async get(id: string): Promise<Demand> {
    return (await this.find(id)) ?? refuse('demand_unknown', { demand: id });
  }

  /** Reads a demand and keeps every other transaction from it until this one ends. */
  async lock(id: string): Promise<Demand> {
    const row = await this.#db<DemandRow>('demands').where({ id }).forUpdate().first();
    return row ? this.#fromRow(row) : refuse('demand_unknown', { demand: id });
  }

  /** What an enterprise has of them, those begun last first; what was given up before it was confirmed is left out. */
  async listed(
    enterpriseId: string,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<Demand[]> {
    const rows = await this.#db<DemandRow>('demands')
      .where({ enterprise_id: enterpriseId })
      .where(wasNotDropped)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return rows.map((row) => this.#fromRow(row));
  }

  /** How many of those an enterprise has in each state. */
  async tally(enterpriseId: string): Promise<ReadonlyMap<Demand['state'], number>> {
    const rows = await this.#db<DemandRow>('demands')
      .where({ enterprise_id: enterpriseId })
      .where(wasNotDropped)
      .groupBy('state')
      .select('state')
      .count({ number: '*' });
    return new Map(rows.map(({ state, number }) => [state as Demand['state'], Number(number)]));
  }

  /** The demands of an enterprise in some states, those begun last first. */
  async ofEnterprise(
    enterpriseId: string,
    states: readonly Demand['state'][],
    { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
  ): Promise<Demand[]> {
    const rows = await this.#db<DemandRow>('demands')
      .where({ enterprise_id: enterpriseId })
      .whereIn('state', [...states])
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return rows.map((row) => this.#fromRow(row));
  }

  async count(enterpriseId: string, states: readonly Demand['state'][]): Promise<number> {
    const found = await this.#db<DemandRow>('demands')
      .where({ enterprise_id: enterpriseId })
      .whereIn('state', [...states])
      .count({ demands: '*' })
      .first();
    return Number(found?.['demands'] ?? 0);
  }

  async add(demand: Demand, at: Date): Promise<void> {
    await this.#db<DemandRow>('demands').insert({ ...this.#toRow(demand), created_at: at });
  }

  async replace(demand: Demand): Promise<void> {
    await this.#db<DemandRow>('demands').where({ id: demand.id }).update(this.#toRow(demand));
  }

  #toRow(demand: Demand): Omit<DemandRow, 'created_at'> {
    return {
      ...openColumns(demand),
      fields: this.#seals.seal(fieldsText(demand.fields), `demands.fields:${demand.id}`),
      text: this.#seals.seal(demand.text, `demands.text:${demand.id}`),
      state: demand.state,
      title: demand.title,
      warned: demand.warned,
      closed_by: demand.closedBy,
      closed_at: demand.closedAt,
    };
  }

  #fromRow(row: DemandRow): Demand {
    return {
      ...fromOpenColumns(row),
      fields: fieldsIn(this.#seals.open(row.fields, `demands.fields:${row.id}`)),
      text: this.#seals.open(row.text, `demands.text:${row.id}`),
      state: row.state,
      title: row.title,
      warned: Boolean(row.warned),
      closedBy: row.closed_by,
      closedAt: dateOrNull(row.closed_at),
    };
  }
}
