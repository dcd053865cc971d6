import type { Application } from '../domain/application.ts';
import { refuse } from '../domain/refusals.ts';
import { type Db, dateOf, dateOrNull, type TimeColumn } from './database.ts';

interface ApplicationRow {
  id: string;
  enterprise_id: string;
  member_id: string;
  name: string;
  position: string;
  unit: string;
  field: string;
  applied_at: TimeColumn;
  state: Application['state'];
  opinion: string;
  decided_by: string | null;
  decided_at: TimeColumn | null;
}

/** Applications for the expert library, every one of them kept. */
export class ApplicationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Application> {
    const row = await this.#db<ApplicationRow>('applications').where({ id }).first();
    return row ? fromRow(row) : refuse('application_unknown', { application: id });
  }

  /** A member's applications, the newest first. */
  async ofMember(memberId: string): Promise<Application[]> {
    const rows = await this.#db<ApplicationRow>('applications')
      .where({ member_id: memberId })
      .orderBy([
        { column: 'applied_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(fromRow);
  }

  /** Applications that wait for the admin, the first sent first. */
  async waitingOf(enterpriseId: string): Promise<Application[]> {
    const rows = await this.#db<ApplicationRow>('applications')
      .where({ enterprise_id: enterpriseId, state: 'waiting' })
      .orderBy(['applied_at', 'id']);
    return rows.map(fromRow);
  }

  /** The applications a member has answered as an admin. */
  async decidedBy(memberId: string): Promise<Application[]> {
    const rows = await this.#db<ApplicationRow>('applications')
      .where({ decided_by: memberId })
      .orderBy(['applied_at', 'id']);
    return rows.map(fromRow);
  }

  /** The newest application of each member of an enterprise, by member. */
  async newestOf(enterpriseId: string): Promise<Map<string, Application>> {
    const rows = await this.#db<ApplicationRow>('applications')
      .where({ enterprise_id: enterpriseId })
      .orderBy(['applied_at', 'id']);
    return new Map(rows.map((row) => [row.member_id, fromRow(row)]));
  }

  async add(application: Application): Promise<void> {
    await this.#db<ApplicationRow>('applications').insert(toRow(application));
  }

  async replace(application: Application): Promise<void> {
    await this.#db<ApplicationRow>('applications').where({ id: application.id }).update(toRow(application));
  }
}

function toRow({ profile, ...application }: Application): ApplicationRow {
  return {
    id: application.id,
    enterprise_id: application.enterpriseId,
    member_id: application.memberId,
    ...profile,
    applied_at: application.appliedAt,
    state: application.state,
    opinion: application.opinion,
    decided_by: application.decidedBy,
    decided_at: application.decidedAt,
  };
}

function fromRow(row: ApplicationRow): Application {
  const { name, position, unit, field } = row;
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    memberId: row.member_id,
    profile: { name, position, unit, field },
    appliedAt: dateOf(row.applied_at),
    state: row.state,
    opinion: row.opinion,
    decidedBy: row.decided_by,
    decidedAt: dateOrNull(row.decided_at),
  };
}
