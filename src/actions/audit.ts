import type { Campaign } from '../domain/campaign.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { DigestPlan } from '../domain/digest.ts';
import type { Focus } from '../domain/focus.ts';
import type { IntentOrigin } from '../domain/intent.ts';
import type { Role } from '../domain/member.ts';
import type { ImportLibrary } from '../domain/patent-import.ts';
import type { Stars } from '../domain/stars.ts';
import type { Topic } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';

/**
 * What an entry tells beside its ids. But for `text` there is no place in it for anybody's name or contact, so that the
 * trail can stay as it is when a person is erased.
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
  /** The exact text of an intent or a demand; it may hold a contact's name and number, and is sealed. */
  readonly text?: string;
  readonly title?: string;
  readonly origin?: IntentOrigin;
  /** What a university said, in the platform's word for it. */
  readonly answer?: string;
  readonly receipt?: string;
  /** The platform's own words. */
  readonly refusal?: string;
  /** The enterprise's way to the platform from then on. */
  readonly mode?: 'http' | 'manual' | 'default';
  /** Where the patents of a file went, and how many they were. */
  readonly library?: ImportLibrary;
  readonly patents?: number;
  /** What the enterprise has set itself from then on. */
  readonly campaign?: Campaign;
  /** When the digests of an enterprise come from then on. */
  readonly digest?: Pick<DigestPlan, 'weekday' | 'minute' | 'whenQuiet' | 'off'>;
  /** What the operator has given up to do, and why. */
  readonly topic?: Topic;
  readonly reason?: string;
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
  tx.audit.add({ id: tx.newId(), at: tx.at, ...entry, detail: { ...entry.detail } });
}
