import type { Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { Member } from '../domain/member.ts';
import type { Act } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** A press of a button by a member on one of our cards, proven and looked up; `input` is still as it came. */
export interface Press {
  readonly card: SentCard;
  readonly member: Member;
  readonly connection: string;
  readonly input: unknown;
}

/** What a button does, where it stands, and who may press it. */
export interface ButtonRule {
  /** The cards that carry this button; on any other it is refused. */
  readonly on: readonly CardKind[];
  /** What whoever presses it must be allowed to do. */
  readonly act: Act;
  readonly run: (tx: Tx, press: Press) => Promise<Notice>;
}
