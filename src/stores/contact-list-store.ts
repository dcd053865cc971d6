import { z } from 'zod';
import type { Db, TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';

/** Contacts an admin has asked to be looked up and recommended as experts; sealed, and emptied once that is done. */
export interface ContactList {
  readonly id: string;
  readonly enterpriseId: string;
  readonly connection: string;
  /** The admin's member id. */
  readonly askedBy: string;
  readonly contacts: readonly string[];
}

interface ListRow {
  id: string;
  enterprise_id: string;
  connection: string;
  asked_by: string;
  contacts: string;
  created_at: TimeColumn;
}

const Contacts = z.array(z.string());

/** Lists of contacts that wait to be looked up. */
export class ContactListStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  async find(id: string): Promise<ContactList | null> {
    const row = await this.#db<ListRow>('contact_lists').where({ id }).first();
    if (!row) return null;
    const contacts = this.#seals.open(row.contacts, contextOf(id));
    return {
      id,
      enterpriseId: row.enterprise_id,
      connection: row.connection,
      askedBy: row.asked_by,
      contacts: contacts === '' ? [] : Contacts.parse(JSON.parse(contacts)),
    };
  }

  async add(list: ContactList, at: Date): Promise<void> {
    await this.#db<ListRow>('contact_lists').insert({
      id: list.id,
      enterprise_id: list.enterpriseId,
      connection: list.connection,
      asked_by: list.askedBy,
      contacts: this.#seals.seal(JSON.stringify(list.contacts), contextOf(list.id)),
      created_at: at,
    });
  }

  /** Forgets the contacts of a list that has been dealt with. */
  async empty(id: string): Promise<void> {
    await this.#db<ListRow>('contact_lists').where({ id }).update({ contacts: '' });
  }

  /** Forgets the contacts of every list a member has asked for. */
  async emptyOf(memberId: string): Promise<void> {
    await this.#db<ListRow>('contact_lists').where({ asked_by: memberId }).update({ contacts: '' });
  }

  /** Forgets the contacts of lists that were asked for before a moment; returns how many there were. */
  async emptyBefore(moment: Date): Promise<number> {
    return this.#db<ListRow>('contact_lists')
      .where('created_at', '<', moment)
      .whereNot({ contacts: '' })
      .update({ contacts: '' });
  }
}

function contextOf(id: string) {
  return `contact_lists.contacts:${id}` as const;
}
