import type { ExpertState, Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import { type Db, dateOf, type TimeColumn } from './database.ts';

interface MemberRow {
  id: string;
  enterprise_id: string;
  name: string;
  is_admin: boolean | number;
  expert: ExpertState;
  removed: boolean | number;
  erased: boolean | number;
  created_at: TimeColumn;
}

/** Members of enterprises, and which persons they are. */
export class MemberStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Member> {
    const row = await this.#db<MemberRow>('members').where({ id }).first();
    return row ? fromRow(row) : refuse('not_a_member', { member: id });
  }

  /** Reads a member and keeps others from changing him until the transaction ends. */
  async lock(id: string): Promise<Member> {
    const row = await this.#db<MemberRow>('members').where({ id }).forUpdate().first();
    return row ? fromRow(row) : refuse('not_a_member', { member: id });
  }

  /** The member a person is in one enterprise, or null. */
  async findOfPerson(personId: string, enterpriseId: string): Promise<Member | null> {
    const row = await this.#db<MemberRow>('members')
      .join('person_members', 'person_members.member_id', 'members.id')
      .where({ 'person_members.person_id': personId, 'members.enterprise_id': enterpriseId })
      .orderBy('members.removed')
      .first('members.*');
    return row ? fromRow(row as MemberRow) : null;
  }

  /** The member an account is in one enterprise, and whether that is still served; in one statement, for every click asks. */
  async findByAccount(
    connection: string,
    userId: string,
    enterpriseId: string,
  ): Promise<{ readonly member: Member; readonly closed: boolean } | null> {
    const row = await this.#db<MemberRow>('members')
      .join('person_members', 'person_members.member_id', 'members.id')
      .join('persons', 'persons.id', 'person_members.person_id')
      .join('enterprises', 'enterprises.id', 'members.enterprise_id')
      .where({
        'persons.connection': connection,
        'persons.user_id': userId,
        'members.enterprise_id': enterpriseId,
      })
      .orderBy('members.removed')
      .first('members.*', 'enterprises.state as enterprise_state');
    return row ? { member: fromRow(row as MemberRow), closed: row['enterprise_state'] === 'closed' } : null;
  }

  /** The members a person is, in every enterprise; removed ones too. */
  async ofPerson(personId: string): Promise<Member[]> {
    const rows = await this.#db<MemberRow>('members')
      .join('person_members', 'person_members.member_id', 'members.id')
      .where({ 'person_members.person_id': personId })
      .orderBy(['members.created_at', 'members.id'])
      .select('members.*');
    return (rows as MemberRow[]).map(fromRow);
  }

  /** When a member was opened an account (开通日期), by member. */
  async openedAt(enterpriseId: string): Promise<Map<string, Date>> {
    const rows = await this.#db<MemberRow>('members').where({ enterprise_id: enterpriseId });
    return new Map(rows.map(({ id, created_at }) => [id, dateOf(created_at)]));
  }

  async ofEnterprise(enterpriseId: string): Promise<Member[]> {
    const rows = await this.#db<MemberRow>('members')
      .where({ enterprise_id: enterpriseId })
      .orderBy(['created_at', 'id']);
    return rows.map(fromRow);
  }

  async adminsOf(enterpriseId: string): Promise<Member[]> {
    const rows = await this.#db<MemberRow>('members')
      .where({ enterprise_id: enterpriseId, is_admin: true, removed: false })
      .orderBy(['created_at', 'id']);
    return rows.map(fromRow);
  }

  async add(member: Member, at: Date): Promise<void> {
    await this.#db<MemberRow>('members').insert({ ...toRow(member), created_at: at });
  }

  async replace(member: Member): Promise<void> {
    await this.#db<MemberRow>('members').where({ id: member.id }).update(toRow(member));
  }

  /** Notes that a person is a member; the identity bound last is where the member is written to. */
  async bindPerson(personId: string, memberId: string, at: Date): Promise<void> {
    const pair = { person_id: personId, member_id: memberId };
    const known = await this.#db('person_members').where(pair).update({ bound_at: at });
    if (known === 0) await this.#db('person_members').insert({ ...pair, bound_at: at });
  }

  async unbindPerson(personId: string, memberId: string): Promise<void> {
    await this.#db('person_members').where({ person_id: personId, member_id: memberId }).delete();
  }
}

function toRow(member: Member): Omit<MemberRow, 'created_at'> {
  return {
    id: member.id,
    enterprise_id: member.enterpriseId,
    name: member.name,
    is_admin: member.isAdmin,
    expert: member.expert,
    removed: member.removed,
    erased: member.erased,
  };
}

function fromRow(row: MemberRow): Member {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    name: row.name,
    isAdmin: Boolean(row.is_admin),
    expert: row.expert,
    removed: Boolean(row.removed),
    erased: Boolean(row.erased),
  };
}
