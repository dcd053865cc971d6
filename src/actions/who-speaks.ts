import type { PersonRef } from '../chat/port.ts';
import type { Member } from '../domain/member.ts';
import { type Act, may, mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';

/** The member a person is in an enterprise; looked up at every action, so a removal counts at once (rule 29). */
export async function memberOf(
  tx: Tx,
  connection: string,
  ref: PersonRef,
  enterpriseId: string,
): Promise<Member> {
  if (ref.outsider) refuse('outsider');
  const found = await tx.members.findByAccount(connection, ref.userId, enterpriseId);
  if (!found) refuse('unknown_person');
  if (found.closed) refuse('enterprise_closed', { enterprise: enterpriseId });
  return found.member;
}

/**
 * The members an author is where his words count, allowed to do what he asks: in a bound group the one of its
 * enterprise, elsewhere those of every enterprise he belongs to. Nobody when he belongs to none; refuses when he may not.
 */
export async function membersHere(
  tx: Tx,
  said: { readonly connection: string; readonly person: PersonRef; readonly chatId: string },
  act: Act,
): Promise<Member[]> {
  const { connection, person: ref } = said;
  if (ref.outsider) refuse('outsider');
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId: ref.userId }, tx.at);
  const group = await tx.chats.findByAddress(connection, said.chatId);
  const all = await tx.members.ofPerson(person.id);
  const enterpriseId = group?.kind === 'group' ? group.enterpriseId : null;
  const here = enterpriseId === null ? all : all.filter((member) => member.enterpriseId === enterpriseId);
  const present = here.some(({ removed }) => !removed) ? here.filter(({ removed }) => !removed) : here;
  const able = present.filter((member) => may(member, act));
  const served: Member[] = [];
  for (const member of able)
    if ((await tx.enterprises.get(member.enterpriseId)).state === 'active') served.push(member);
  if (served.length > 0) return served;
  const [first] = able.length > 0 ? able : present;
  if (!first) return [];
  mustBeAllowed(first, act);
  return refuse('enterprise_closed', { enterprise: first.enterpriseId });
}

/** The member in whose enterprise's name he speaks, when he may be of several: the only one, or the one he names. */
export async function theOneEnterprise(
  tx: Tx,
  members: readonly [Member, ...Member[]],
  named: string,
): Promise<Member> {
  const [only, ...others] = members;
  if (others.length === 0) return only;
  for (const member of members) {
    const { name } = await tx.enterprises.get(member.enterpriseId);
    if (name.normalize('NFKC') === named) return member;
  }
  return refuse('enterprise_not_named');
}
