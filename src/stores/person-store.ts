import type { Db } from './database.ts';
import { insertOnce } from './database.ts';

/** A channel identity: one user of one connection. */
export interface Person {
  readonly id: string;
  readonly connection: string;
  /** The channel's user id. */
  readonly userId: string;
}

interface PersonRow {
  id: string;
  connection: string;
  user_id: string;
  seen_at: Date;
}

/** Persons, known from the moment they first press or write something. */
export class PersonStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(connection: string, userId: string): Promise<Person | null> {
    const row = await this.#db<PersonRow>('persons').where({ connection, user_id: userId }).first();
    return row ? fromRow(row) : null;
  }

  /** Finds a person or remembers him under the given id. */
  async ensure(person: Person, at: Date): Promise<Person> {
    const known = await this.find(person.connection, person.userId);
    if (known) return known;
    const row = { id: person.id, connection: person.connection, user_id: person.userId, seen_at: at };
    if (await insertOnce(this.#db<PersonRow>('persons').insert(row))) return person;
    return (await this.find(person.connection, person.userId)) ?? person;
  }

  /** The persons a member is, on every connection; the one bound last comes first. */
  async ofMember(memberId: string): Promise<Person[]> {
    const rows = await this.#db<PersonRow>('persons')
      .join('person_members', 'person_members.person_id', 'persons.id')
      .where({ 'person_members.member_id': memberId })
      .orderBy([
        { column: 'person_members.bound_at', order: 'desc' },
        { column: 'persons.id', order: 'desc' },
      ])
      .select('persons.*');
    return (rows as PersonRow[]).map(fromRow);
  }

  /** The persons that the members of an enterprise are, by member; the one bound last comes first. */
  async ofEnterprise(enterpriseId: string): Promise<Map<string, Person[]>> {
    const rows: (PersonRow & { member_id: string })[] = await this.#db('persons')
      .join('person_members', 'person_members.person_id', 'persons.id')
      .join('members', 'members.id', 'person_members.member_id')
      .where({ 'members.enterprise_id': enterpriseId })
      .orderBy([
        { column: 'person_members.bound_at', order: 'desc' },
        { column: 'persons.id', order: 'desc' },
      ])
      .select('persons.*', 'person_members.member_id');
    const byMember = new Map<string, Person[]>();
    for (const row of rows)
      byMember.set(row.member_id, [...(byMember.get(row.member_id) ?? []), fromRow(row)]);
    return byMember;
  }

  /** Forgets a person whom nothing needs any more. */
  async forget(id: string): Promise<void> {
    await this.#db('code_tries').where({ person_id: id }).delete();
    await this.#db<PersonRow>('persons').where({ id }).delete();
  }

  /** Persons who are nobody's member yet, last seen first. */
  async strangers(limit: number): Promise<Person[]> {
    const rows = await this.#db<PersonRow>('persons')
      .whereNotExists(
        this.#db('person_members').whereRaw('person_members.person_id = persons.id').select('member_id'),
      )
      .orderBy([{ column: 'seen_at', order: 'desc' }, 'id'])
      .limit(limit);
    return rows.map(fromRow);
  }
}

function fromRow(row: PersonRow): Person {
  return { id: row.id, connection: row.connection, userId: row.user_id };
}
