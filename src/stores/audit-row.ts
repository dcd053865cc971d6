import { createHash, randomBytes } from 'node:crypto';
import { type ChainHead, digestOf, hashOf, type Link } from '../domain/audit-chain.ts';
import { asAppError } from '../errors.ts';
import { dateOf, type TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';

/** What was done, by whom, about what, with the exact text where something goes outward (rule 30). */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly enterpriseId: string;
  /** A member's id, `operator` or `platform`. */
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An entry as it stands in the chain. */
export interface ChainedEntry extends Omit<AuditEntry, 'detail'>, Link {
  /** Null when it cannot be read: the database holds something that was not put there by panhuo. */
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly salt: string;
}

/** A row of the table `audit`. */
export interface AuditRow {
  id: string;
  at: TimeColumn;
  enterprise_id: string;
  actor: string;
  act: string;
  subject: string;
  /** All of the detail but its `text`. */
  detail: string;
  text: string | null;
  /** Null only for what did not come in through the store. */
  position: number | null;
  salt: string;
  digest: string;
  hash: string;
}

const SALT_BYTES = 16;

/** SHA-256 of a text, as the chain of the audit trail uses it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Makes the row of an entry that follows a head. The `text` of a detail is sealed, for an intent's holds a contact's name
 * and number; nothing else in a detail has a place for such, and what is not sealed can be recorded without a key and
 * read when the key is lost. The digest is over the plain text, so a change of the key leaves the chain as it is.
 */
export function toRow(entry: AuditEntry, head: ChainHead, seals: Seals): AuditRow & ChainHead {
  // As it will be read again: without what JSON leaves out.
  const detail = JSON.parse(JSON.stringify(entry.detail)) as Record<string, unknown>;
  const { text, ...open } = detail;
  // Nobody hands this randomness in: a salt that can be foreseen is none.
  const salt = randomBytes(SALT_BYTES).toString('hex');
  const facts = { ...entry, position: head.position + 1, digest: digestOf(detail, salt, sha256) };
  return {
    id: entry.id,
    at: entry.at,
    enterprise_id: entry.enterpriseId,
    actor: entry.actor,
    act: entry.act,
    subject: entry.subject,
    detail: JSON.stringify(open),
    text: text === undefined ? '' : seals.seal(JSON.stringify(text), `audit.text:${entry.id}`),
    position: facts.position,
    salt,
    digest: facts.digest,
    hash: hashOf(head.hash, facts, sha256),
  };
}

/** Reads an entry; throws when its text does not open. */
export function fromRow(row: AuditRow, seals: Seals): AuditEntry {
  return { ...ownFacts(row), detail: detailOf(row, seals) };
}

/** Reads an entry with its place in the chain, also one that was tampered with; throws when the key is not known. */
export function fromChainedRow(row: AuditRow, seals: Seals): ChainedEntry {
  const { position, salt, digest, hash } = row;
  const link = { position: position ?? 0, salt, digest, hash };
  return { ...ownFacts(row), ...link, detail: detailIfReadable(row, seals) };
}

function ownFacts(row: AuditRow): Omit<AuditEntry, 'detail'> {
  return {
    id: row.id,
    at: dateOf(row.at),
    enterpriseId: row.enterprise_id,
    actor: row.actor,
    act: row.act,
    subject: row.subject,
  };
}

function detailOf({ id, detail, text }: AuditRow, seals: Seals): Readonly<Record<string, unknown>> {
  const open = JSON.parse(detail) as Record<string, unknown>;
  return text ? { ...open, text: JSON.parse(seals.open(text, `audit.text:${id}`)) } : open;
}

function detailIfReadable(row: AuditRow, seals: Seals): Readonly<Record<string, unknown>> | null {
  try {
    return detailOf(row, seals);
  } catch (error) {
    if (error instanceof SyntaxError || asAppError(error).code === 'seal_broken') return null;
    throw error;
  }
}
