import { apply, decideApplication, invite, type Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/** Somebody the operator puts into an enterprise on the word of its admin. */
export interface NewMember {
  readonly enterpriseId: string;
  readonly name: string;
  readonly role: 'admin' | 'expert';
  /** The channel identity: connection and the channel's user id. */
  readonly connection: string;
  readonly userId: string;
  /** Who says so: a member's id, or the operator when absent. */
  readonly actor?: string;
}

/**
 * Adds an admin, or an expert who has applied and was admitted, and binds him to his channel identity. A person who is
 * a member already gets the role beside the one he has; doing it again changes nothing.
 */
export async function addMember(tx: Tx, input: NewMember): Promise<Member> {
  const { connection, userId, enterpriseId } = input;
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId }, tx.at);
  const found = await tx.members.findOfPerson(person.id, enterpriseId);
  const known = found && !found.removed ? found : null;
  const before = known ?? newcomer(tx, input);
  const after = input.role === 'admin' ? asAdmin(before) : admitted(before);
  if (after === known) return known;

  if (known) await tx.members.replace(after);
  else {
    await tx.members.add(after, tx.at);
    await tx.members.bindPerson(person.id, after.id);
  }
  await record(tx, {
    enterpriseId,
    actor: input.actor ?? 'operator',
    act: 'add-member',
    subject: after.id,
    detail: { role: input.role },
  });
  return after;
}

function newcomer(tx: Tx, { enterpriseId, name }: NewMember): Member {
  return { id: tx.newId(), enterpriseId, name: name.trim(), isAdmin: false, expert: 'none', removed: false };
}

function asAdmin(member: Member): Member {
  return member.isAdmin ? member : { ...member, isAdmin: true };
}

/** Walks the whole way into the library: invited, applied with his name, admitted (rule 4). */
function admitted(member: Member): Member {
  if (member.expert === 'admitted') return member;
  const invited = member.expert === 'none' ? invite(member) : member;
  const applied = invited.expert === 'applied' ? invited : apply(invited, { name: member.name });
  return decideApplication(applied, { to: 'admitted' });
}
