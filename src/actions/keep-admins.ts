import type { Notice } from '../chat/port.ts';
import { dropAdmin, type Member, makeAdmin } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { ensureMember } from './add-member.ts';
import { record } from './audit.ts';
import { adminsGroup, openPrivateCard, promiseCardsFor, promiseCardsOf } from './promise-cards.ts';
import type { Recommended } from './recommend-experts.ts';

/** Makes a colleague an admin beside the one who asks. */
export async function addAdmin(
  tx: Tx,
  input: { readonly admin: Member; readonly people: readonly Recommended[] },
): Promise<Notice> {
  if (input.people.length === 0) refuse('nobody_named');
  for (const somebody of input.people) await promote(tx, input.admin, somebody);
  return { tone: 'success', text: `已添加 ${input.people.length} 位企业管理员，说明已私聊发给他们。` };
}

/** Hands the admin's role over to one colleague; the one who hands over keeps what else he is. */
export async function handOver(
  tx: Tx,
  input: { readonly admin: Member; readonly people: readonly Recommended[] },
): Promise<Notice> {
  const [successor, ...others] = input.people;
  if (!successor || others.length > 0) refuse('nobody_named');
  // Whoever counts the admins holds the enterprise, or two who leave at once would leave nobody.
  await tx.enterprises.lock(input.admin.enterpriseId);
  const after = await promote(tx, input.admin, successor);
  if (after.id === input.admin.id) refuse('nobody_named');
  const before = await tx.members.lock(input.admin.id);
  const { enterpriseId } = before;
  const left = dropAdmin(before, await tx.members.adminsOf(enterpriseId));
  await tx.members.replace(left);
  await promiseCardsFor(tx, left);
  await record(tx, { enterpriseId, actor: before.id, act: 'hand-over', subject: after.id });
  await promiseCardsOf(tx, enterpriseId);
  return { tone: 'success', text: '已移交：您不再是企业管理员，审核和企业评价由新的管理员处理。' };
}

async function promote(tx: Tx, admin: Member, somebody: Recommended): Promise<Member> {
  mustBeAllowed(admin, 'manage-admins');
  if (somebody.outsider) refuse('outsider');
  const { connection, userId, name } = somebody;
  const { enterpriseId } = admin;
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId }, tx.at);
  const before = await ensureMember(tx, person, enterpriseId, name);
  if (before.isAdmin) return before;
  const after = makeAdmin(before);
  await tx.members.replace(after);
  await record(tx, { enterpriseId, actor: admin.id, act: 'add-admin', subject: after.id });
  await greetAdmin(tx, after);
  return after;
}

/** How many patents with waiting answers a new admin is brought at once; the others come with their next answer. */
const HANDED = 20;

/**
 * Greets a new admin in his private chat: what he may do now, the form for his profile, and what waits for an admin's
 * answer, unless that hangs in the admins' group.
 */
export async function greetAdmin(tx: Tx, admin: Member): Promise<void> {
  const { enterpriseId } = admin;
  await openPrivateCard(tx, 'help', { id: enterpriseId, enterpriseId }, admin);
  await openPrivateCard(tx, 'admin-profile', admin, admin);
  if (await adminsGroup(tx, enterpriseId)) return;
  for (const application of await tx.applications.waitingOf(enterpriseId))
    await openPrivateCard(tx, 'application-review', application, admin);
  for (const match of await tx.matches.waitingForReview(enterpriseId, HANDED))
    await openPrivateCard(tx, 'review', match, admin);
}
