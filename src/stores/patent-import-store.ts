import type { PatentRecord } from '../domain/patent.ts';
import type { ImportPreview, PatentImport } from '../domain/patent-import.ts';
import { refuse } from '../domain/refusals.ts';
import { type Db, dateOf, insertOnce, type TimeColumn } from './database.ts';

interface ImportRow {
  id: string;
  enterprise_id: string;
  member_id: string;
  chat_id: string;
  connection: string;
  name: string;
  message_id: string;
  source: string;
  state: PatentImport['state'];
  library: PatentImport['library'];
  decided_by: string | null;
  preview: string;
  taken: number;
  added: number;
  changed: number;
  created_at: TimeColumn;
}

interface BatchRow {
  import_id: string;
  position: number;
  records: string;
}

/** Some records of a file that are not taken in yet. */
export interface ImportBatch {
  readonly position: number;
  readonly records: readonly PatentRecord[];
}

/**
 * Files that admins have sent. A file itself is never kept: what can be taken in of it waits here in batches, each gone
 * with the transaction that takes it in; nothing of refused rows, and of ID numbers, is among them.
 */
export class PatentImportStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(file: PatentImport): Promise<void> {
    await this.#rows().insert(toRow(file));
  }

  async find(id: string): Promise<PatentImport | null> {
    const row = await this.#rows().where({ id }).first();
    return row ? fromRow(row) : null;
  }

  async get(id: string): Promise<PatentImport> {
    return (await this.find(id)) ?? refuse('import_decided', { import: id });
  }

  /** Reads a file and keeps every other transaction from it until this one ends. */
  async lock(id: string): Promise<PatentImport> {
    const row = await this.#rows().where({ id }).forUpdate().first();
    return row ? fromRow(row) : refuse('import_decided', { import: id });
  }

  async replace(file: PatentImport): Promise<void> {
    const { id, ...row } = toRow(file);
    await this.#rows().where({ id }).update(row);
  }

  /** Files sent before a moment that nobody has decided on, or that were never read. */
  async undecidedBefore(moment: Date): Promise<PatentImport[]> {
    const rows = await this.#rows()
      .whereIn('state', ['reading', 'asking'])
      .where('created_at', '<', moment)
      .orderBy('id')
      .forUpdate();
    return rows.map(fromRow);
  }

  /** Keeps a batch; the same again changes nothing. */
  async addBatch(importId: string, { position, records }: ImportBatch): Promise<void> {
    const row = { import_id: importId, position, records: JSON.stringify(records) };
    await insertOnce(this.#batches().insert(row));
  }

  /** The first batch that waits; null when there is none. */
  async nextBatch(importId: string): Promise<ImportBatch | null> {
    const row = await this.#batches().where({ import_id: importId }).orderBy('position').first();
    return row ? { position: row.position, records: JSON.parse(row.records) as PatentRecord[] } : null;
  }

  async dropBatch(importId: string, { position }: Pick<ImportBatch, 'position'>): Promise<void> {
    await this.#batches().where({ import_id: importId, position }).delete();
  }

  /** Forgets all that waits of a file. */
  async dropBatches(importId: string): Promise<void> {
    await this.#batches().where({ import_id: importId }).delete();
  }

  #rows() {
    return this.#db<ImportRow>('imports');
  }

  #batches() {
    return this.#db<BatchRow>('import_batches');
  }
}

function toRow(file: PatentImport): ImportRow {
  return {
    id: file.id,
    enterprise_id: file.enterpriseId,
    member_id: file.memberId,
    chat_id: file.chatId,
    connection: file.connection,
    name: file.name,
    message_id: file.messageId,
    source: file.source,
    state: file.state,
    library: file.library,
    decided_by: file.decidedBy,
    preview: JSON.stringify(file.preview),
    taken: file.taken,
    added: file.added,
    changed: file.changed,
    created_at: file.createdAt,
  };
}

function fromRow(row: ImportRow): PatentImport {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    memberId: row.member_id,
    chatId: row.chat_id,
    connection: row.connection,
    name: row.name,
    messageId: row.message_id,
    source: row.source,
    state: row.state,
    library: row.library,
    decidedBy: row.decided_by,
    preview: JSON.parse(row.preview) as ImportPreview,
    taken: row.taken,
    added: row.added,
    changed: row.changed,
    createdAt: dateOf(row.created_at),
  };
}
