import { type Member, remove } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsFor, promiseCardsOf } from './promise-cards.ts';

/** Takes a member out; from that moment he can do nothing, on cards already on his screen too. */
export async function removeMember(
  tx: Tx,
  input: { readonly memberId: string; readonly actor: string },
): Promise<Member> {
  const before = await tx.members.lock(input.memberId);
  if (before.removed) return before;
  const after = remove(before);
  await tx.members.replace(after);
  await tx.searches.forgetOf(after.id);
  await promiseCardsFor(tx, after);
  await promiseCardsOf(tx, after.enterpriseId);
  await record(tx, {
    enterpriseId: after.enterpriseId,
    actor: input.actor,
    act: 'remove-member',
    subject: after.id,
  });
  return after;
}
