import type { ChatRoom } from '../domain/chat-room.ts';
import type { Focus } from '../domain/focus.ts';
import type { Role } from '../domain/member.ts';
import type { Stars } from '../domain/stars.ts';
import type { Tx } from '../stores/transactions.ts';

/**
 * What an entry tells beside its ids. There is no place in it for anybody's name or contact, so that the trail can stay
 * as it is when a person is erased.
 */
export interface AuditDetail {
  readonly role?: Role;
  readonly purpose?: ChatRoom['purpose'];
  /** What an admin decided. */
  readonly to?: 'accepted' | 'returned' | 'rejected' | 'admitted';
  readonly version?: number;
  readonly before?: Focus;
  readonly after?: Focus;
  /** What went outward, word for word; it names no expert (rule 9). */
  readonly stars?: Stars;
  readonly opinion?: string;
  readonly receipt?: string;
  /** The platform's own words. */
  readonly refusal?: string;
}

/** Adds an entry to the audit trail, in the transaction of what it tells about (rule 30). */
export async function record(
  tx: Tx,
  entry: {
    readonly enterpriseId: string;
    readonly actor: string;
    readonly act: string;
    readonly subject: string;
    readonly detail?: AuditDetail;
  },
): Promise<void> {
  await tx.audit.add({ id: tx.newId(), at: tx.at, ...entry, detail: { ...entry.detail } });
}
