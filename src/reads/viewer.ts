import { type Act, may } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';

/**
 * Says whether the member whose private card this is may still do what it is for: a card on screen shows nothing new to
 * an admin who is none any more. What hangs in a group is shown to the group.
 */
export async function viewerMay(tx: Tx, { viewerId }: SentCard, act: Act): Promise<boolean> {
  return viewerId === null || may(await tx.members.get(viewerId), act);
}

/** What stands on such a card instead. */
export const NO_ADMIN = '您已不是本企业的管理员，这张卡片不再使用。';
