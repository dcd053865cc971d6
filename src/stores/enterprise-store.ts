import type { Knex } from 'knex';
import type { Enterprise } from '../domain/enterprise.ts';
import { type Focus, NO_FOCUS } from '../domain/focus.ts';
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
  platform_mode: Enterprise['platformMode'];
  created_at: Date;
}

/** What an enterprise has, and what waits in it. */
export interface EnterpriseTally {
  /** Members who were not removed, and how many of them are admins. */
  readonly members: number;
  readonly admins: number;
  /** Groups it can be reached in. */
  readonly groups: number;
  /** Applications for the expert library that wait for an admin. */
  readonly applications: number;
  /** Expert evaluations that wait for an admin, of patents that are still open. */
  readonly reviews: number;
  /** Patents that wait to be pushed. */
  readonly patents: number;
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

  /**
   * All enterprises, whose focus nobody changes and to whom nothing is pushed until this transaction ends; several
   * transactions may hold them at once. What is matched meanwhile is so with the focus that is in force.
   */
  async hold(): Promise<Enterprise[]> {
    const rows = await this.#db<EnterpriseRow>('enterprises').forShare().orderBy('name');
    return rows.map(fromRow);
  }

  /** What every enterprise has and what waits in it, by enterprise, in as many statements as there are figures. */
  async tallies(): Promise<Map<string, EnterpriseTally>> {
    const members = () => this.#db('members').where({ removed: false });
    const counts = {
      members: await countedBy(members(), 'enterprise_id'),
      admins: await countedBy(members().where({ is_admin: true }), 'enterprise_id'),
      applications: await countedBy(members().where({ expert: 'applied' }), 'enterprise_id'),
      groups: await countedBy(
        this.#db('chats').where({ kind: 'group', lost: false }).whereNotNull('enterprise_id'),
        'enterprise_id',
      ),
      reviews: await countedBy(
        this.#db('expert_evaluations')
          .join('matches', 'matches.id', 'expert_evaluations.match_id')
          .where({ 'expert_evaluations.state': 'submitted', 'matches.state': 'open' }),
        'matches.enterprise_id',
      ),
      patents: await countedBy(this.#db('matches').where({ state: 'waiting' }), 'enterprise_id'),
    };
    const ids = (await this.all()).map(({ id }) => id);
    return new Map(ids.map((id) => [id, tallyOf(id, counts)]));
  }

  async add(enterprise: Enterprise, at: Date): Promise<void> {
    await this.#db<EnterpriseRow>('enterprises').insert({ ...toRow(enterprise), created_at: at });
  }

  async replace(enterprise: Enterprise): Promise<void> {
    await this.#db<EnterpriseRow>('enterprises').where({ id: enterprise.id }).update(toRow(enterprise));
  }
}

type Counts = Readonly<Record<keyof EnterpriseTally, ReadonlyMap<string, number>>>;

function tallyOf(id: string, counts: Counts): EnterpriseTally {
  const of = (figure: keyof EnterpriseTally) => counts[figure].get(id) ?? 0;
  return {
    members: of('members'),
    admins: of('admins'),
    groups: of('groups'),
    applications: of('applications'),
    reviews: of('reviews'),
    patents: of('patents'),
  };
}

async function countedBy(query: Knex.QueryBuilder, column: string): Promise<Map<string, number>> {
  const rows: { id: string; rows: number | string }[] = await query
    .groupBy(column)
    .select({ id: column })
    .count({ rows: '*' });
  return new Map(rows.map(({ id, rows: count }) => [id, Number(count)]));
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
    platform_mode: enterprise.platformMode,
  };
}

function fromRow(row: EnterpriseRow): Enterprise {
  return {
    id: row.id,
    name: row.name,
    platformId: row.platform_id,
    // What was stored before there were so many parts lacks some.
    focus: { ...NO_FOCUS, ...(JSON.parse(row.focus) as Partial<Focus>) },
    deadline: row.deadline,
    dailyPushLimit: row.daily_push_limit,
    state: row.state,
    platformMode: row.platform_mode,
  };
}
