import { z } from 'zod';
import type { Connection } from '../domain/connection.ts';
import { type Db, dateOf, insertOnce, type TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';
import type { Place } from './sealed-columns.ts';

interface ConnectionRow {
  name: string;
  channel: string;
  settings: string;
  created_at: TimeColumn;
}

/** What is known of a connection without opening its seal. */
export interface ConnectionLabel {
  readonly name: string;
  readonly channel: string;
  readonly createdAt: Date;
}

/** How many of the enterprises in service a connection serves. */
export interface ConnectionUse {
  readonly chats: number;
  readonly persons: number;
}

const Sealed = z.object({ app: z.string(), settings: z.record(z.string(), z.string()) });

/** Connections beside the one from the settings; credentials are sealed. */
export class ConnectionStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  /** All connections, the oldest first; none is opened, so that one that cannot be opened hides no other. */
  async all(): Promise<ConnectionLabel[]> {
    const rows = await this.#db<ConnectionRow>('connections').orderBy(['created_at', 'name']);
    return rows.map(({ name, channel, created_at }) => ({ name, channel, createdAt: dateOf(created_at) }));
  }

  /** Opens one connection; throws `outside` when its seal cannot be opened. */
  async open(name: string): Promise<Connection | null> {
    const row = await this.#db<ConnectionRow>('connections').where({ name }).first();
    if (!row) return null;
    const opened = this.#seals.open(row.settings, placeOf(name));
    return { name, channel: row.channel, ...Sealed.parse(JSON.parse(opened)) };
  }

  /** Adds a connection; false when the name is taken. */
  async add(connection: Connection, at: Date): Promise<boolean> {
    const { name, channel } = connection;
    const row = { name, channel, settings: this.#seal(connection), created_at: at };
    return insertOnce(this.#db<ConnectionRow>('connections').insert(row));
  }

  async replace(connection: Connection): Promise<void> {
    const { name, channel } = connection;
    await this.#db<ConnectionRow>('connections')
      .where({ name })
      .update({ channel, settings: this.#seal(connection) });
  }

  /** Removes a connection; false when there was none. */
  async remove(name: string): Promise<boolean> {
    return (await this.#db<ConnectionRow>('connections').where({ name }).delete()) > 0;
  }

  /** Counts the groups and persons of enterprises in service that are reached through a connection. */
  async useOf(name: string): Promise<ConnectionUse> {
    const chats = await this.#db('chats')
      .join('enterprises', 'enterprises.id', 'chats.enterprise_id')
      .where({ 'chats.connection': name, 'chats.lost': false, 'enterprises.state': 'active' })
      .countDistinct({ count: 'chats.id' });
    const persons = await this.#db('persons')
      .join('person_members', 'person_members.person_id', 'persons.id')
      .join('members', 'members.id', 'person_members.member_id')
      .join('enterprises', 'enterprises.id', 'members.enterprise_id')
      .where({ 'persons.connection': name, 'members.removed': false, 'enterprises.state': 'active' })
      .countDistinct({ count: 'persons.id' });
    return { chats: countIn(chats), persons: countIn(persons) };
  }

  #seal({ name, app, settings }: Connection): string {
    return this.#seals.seal(JSON.stringify({ app, settings }), placeOf(name));
  }
}

function placeOf(name: string): Place {
  return `connections.settings:${name}`;
}

function countIn(rows: readonly Readonly<Record<string, unknown>>[]): number {
  return Number(rows[0]?.['count'] ?? 0);
}
