import type { Notice } from '../chat/port.ts';
import { remove } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { openPrivateCard, promiseCardsOf } from './promise-cards.ts';

/**
 * Gives a member one more account, on whichever channel: the same member with the same rights and history, written to
 * where he was bound last. An account that is another member of the enterprise already is refused.
 */
export async function addAccount(
  tx: Tx,
  input: { readonly memberId: string; readonly person: Person; readonly actor?: string },
): Promise<Notice> {
  const member = await tx.members.lock(input.memberId);
  if (member.removed) refuse('member_removed', { member: member.id });
  const { enterpriseId } = member;
  const other = await tx.members.findOfPerson(input.person.id, enterpriseId);
  if (other && other.id !== member.id && !other.removed) refuse('account_taken');
  await tx.members.bindPerson(input.person.id, member.id, tx.at);
  await record(tx, { enterpriseId, actor: input.actor ?? member.id, act: 'add-account', subject: member.id });
  await openPrivateCard(tx, 'help', { id: enterpriseId, enterpriseId }, member);
  return { tone: 'success', text: '账号已关联：之后的消息会发到这里，原账号仍可使用。' };
}

/**
 * A person has left the organisation behind a connection: that account loses every member it was, and a member who has
 * no other account is removed, cards on his screen included.
 */
export async function personDeparted(
  tx: Tx,
  input: { readonly connection: string; readonly userId: string },
): Promise<void> {
  const person = await tx.persons.find(input.connection, input.userId);
  if (!person) return;
  for (const known of await tx.members.ofPerson(person.id)) {
    const member = await tx.members.lock(known.id);
    await tx.members.unbindPerson(person.id, member.id);
    const left = await tx.persons.ofMember(member.id);
    if (left.length === 0 && !member.removed) await tx.members.replace(remove(member));
    const { enterpriseId, id } = member;
    await record(tx, { enterpriseId, actor: 'channel', act: 'person-departed', subject: id });
    await promiseCardsOf(tx, enterpriseId);
  }
}
