import type { Enterprise } from '../domain/enterprise.ts';
import type { Focus } from '../domain/focus.ts';
import { refuse } from '../domain/refusals.ts';
import type { Db } from './database.ts';

interface EnterpriseRow {
  id: string;
  name: string;
  platform_id: string;
  focus: string;
  deadline: string | null;
  daily_push_limit: number;
  state: Enterprise['state'];
  created_at: Date;
}

/** Enterprises. */
export class EnterpriseStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Enterprise> {
    const row = await this.#db<EnterpriseRow>('enterprises').where({ id }).first();
    return row ? fromRow(row) : refuse('enterprise_unknown', { enterprise: id });
  }

  /** Reads an enterprise and keeps others from pushing to it until the transaction ends. */
  async lock(id: string): Promise<Enterprise> {
    const row = await this.#db<EnterpriseRow>('enterprises').where({ id }).forUpdate().first();
    return row ? fromRow(row) : refuse('enterprise_unknown', { enterprise: id });
  }

  async findByName(name: string): Promise<Enterprise | null> {
    const row = await this.#db<EnterpriseRow>('enterprises').where({ name }).first();
    return row ? fromRow(row) : null;
  }

  async findByPlatformId(platformId: string): Promise<Enterprise | null> {
    const row = await this.#db<EnterpriseRow>('enterprises').where({ platform_id: platformId }).first();
    return row ? fromRow(row) : null;
  }

  async all(): Promise<Enterprise[]> {
    const rows = await this.#db<EnterpriseRow>('enterprises').orderBy('name');
    return rows.map(fromRow);
  }

  async add(enterprise: Enterprise, at: Date): Promise<void> {
    await this.#db<EnterpriseRow>('enterprises').insert({ ...toRow(enterprise), created_at: at });
  }

  async replace(enterprise: Enterprise): Promise<void> {
    await this.#db<EnterpriseRow>('enterprises').where({ id: enterprise.id }).update(toRow(enterprise));
  }
}

function toRow(enterprise: Enterprise): Omit<EnterpriseRow, 'created_at'> {
  return {
    id: enterprise.id,
    name: enterprise.name,
    platform_id: enterprise.platformId,
    focus: JSON.stringify(enterprise.focus),
    deadline: enterprise.deadline,
    daily_push_limit: enterprise.dailyPushLimit,
    state: enterprise.state,
  };
}

function fromRow(row: EnterpriseRow): Enterprise {
  return {
    id: row.id,
    name: row.name,
    platformId: row.platform_id,
    focus: JSON.parse(row.focus) as Focus,
    deadline: row.deadline,
    dailyPushLimit: row.daily_push_limit,
    state: row.state,
  };
}
