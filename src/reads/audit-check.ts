import {
  CHAIN_START,
  type ChainHead,
  digestOf,
  type Flaw,
  flawAgainst,
  flawIn,
} from '../domain/audit-chain.ts';
import { sha256 } from '../stores/audit-row.ts';
import type { ChainedEntry, PageMark } from '../stores/audit-store.ts';
import type { InTransaction } from '../stores/transactions.ts';

/** How a look at an enterprise's audit trail ended. */
export interface AuditVerdict {
  /** How far the chain holds: to its end when there is no flaw. */
  readonly head: ChainHead;
  readonly flaw: Flaw | null;
}

/** How many entries are read at once; each page is a short transaction, so that nobody waits for the check. */
const PAGE = 500;

/** Reads an enterprise's audit trail in order, page by page; what is added meanwhile may be in it. */
export async function* auditTrail(
  inTransaction: InTransaction,
  enterpriseId: string,
): AsyncGenerator<ChainedEntry> {
  let mark: PageMark | null = { position: Number.MIN_SAFE_INTEGER, id: '' };
  while (mark) {
    const from: PageMark = mark;
    const page: ChainedEntry[] = await inTransaction((tx) => tx.audit.page(enterpriseId, from, PAGE));
    yield* page;
    mark = page.length < PAGE ? null : (page.at(-1) ?? null);
  }
}

/** Follows an enterprise's chain from its first entry to the first flaw, and holds it against a head noted earlier. */
export async function checkAudit(
  inTransaction: InTransaction,
  enterpriseId: string,
  expected: ChainHead = CHAIN_START,
): Promise<AuditVerdict> {
  const { unchained, known } = await inTransaction(async (tx) => ({
    unchained: await tx.audit.hasUnchained(enterpriseId),
    known: await tx.audit.head(enterpriseId),
  }));
  let head = CHAIN_START;
  for await (const entry of auditTrail(inTransaction, enterpriseId)) {
    const flaw = flawOf(entry, head);
    if (flaw) return { head, flaw };
    head = { position: entry.position, hash: entry.hash };
    for (const noted of [expected, known]) {
      const rewritten = noted.position === head.position ? flawAgainst(noted, head) : null;
      if (rewritten) return { head, flaw: rewritten };
    }
  }
  const end = await inTransaction((tx) => tx.audit.head(enterpriseId));
  const beyond =
    head.position > end.position ? ({ position: end.position + 1, kind: 'added' } as const) : null;
  const beside = unchained ? ({ position: 0, kind: 'unchained' } as const) : null;
  return { head, flaw: flawAgainst(known, head) ?? flawAgainst(expected, head) ?? beyond ?? beside };
}

function flawOf(entry: ChainedEntry, head: ChainHead): Flaw | null {
  const flaw = flawIn(entry, head, sha256);
  const { detail, salt, digest, position } = entry;
  if (flaw || (detail && digestOf(detail, salt, sha256) === digest)) return flaw;
  return { position, kind: 'changed' };
}
