import { admit, type Member, makeAdmin, newMember, restore } from '../domain/member.ts';
import type { Person } from '../stores/person-store.ts';
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
 * Adds an admin, or an expert who needs no application, and binds him to his channel identity. A person who is a member
 * already gets the role beside the one he has; doing it again changes nothing. Who was removed comes back.
 */
export async function addMember(tx: Tx, input: NewMember): Promise<Member> {
  const { connection, userId, enterpriseId, name } = input;
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId }, tx.at);
  const before = await ensureMember(tx, person, enterpriseId, name);
  const after = input.role === 'admin' ? makeAdmin(before) : admit(before);
  if (after.isAdmin === before.isAdmin && after.expert === before.expert) return before;
  await tx.members.replace(after);
  await record(tx, {
    enterpriseId,
    actor: input.actor ?? 'operator',
    act: 'add-member',
    subject: after.id,
    detail: { role: input.role },
  });
  return after;
}

/** The member a person is in an enterprise; somebody new has no role yet, and somebody removed comes back without any. */
export async function ensureMember(
  tx: Tx,
  person: Person,
  enterpriseId: string,
  name: string,
): Promise<Member> {
  const known =
    (await tx.members.findOfPerson(person.id, enterpriseId)) ?? (await lookAgain(tx, person, enterpriseId));
  if (known) {
    const locked = await tx.members.lock(known.id);
    const back = restore(locked);
    if (back !== locked) await tx.members.replace(back);
    return back;
  }
  const member = newMember(tx.newId(), enterpriseId, name);
  await tx.members.add(member, tx.at);
  await tx.members.bindPerson(person.id, member.id, tx.at);
  return member;
}

/** Two who bring the same person at once would make two members of him: the second waits here, and finds him. */
async function lookAgain(tx: Tx, person: Person, enterpriseId: string): Promise<Member | null> {
  await tx.enterprises.lock(enterpriseId);
  return tx.members.findOfPerson(person.id, enterpriseId);
}
