import type { Notice } from '../chat/port.ts';
import { contactsIn } from '../domain/contact.ts';
import { mustBeActive } from '../domain/enterprise.ts';
import { invite, type Member, readmit } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { ensureMember } from './add-member.ts';
import { record } from './audit.ts';
import { placesOf } from './open-in-private.ts';
import { openPrivateCard, privateChatOf, promiseCardsOf, promiseTextTo } from './promise-cards.ts';

/** Somebody an admin wants as an expert, by his channel identity; the name may be unknown. */
export interface Recommended {
  readonly connection: string;
  readonly userId: string;
  readonly name: string;
  readonly outsider: boolean;
}

/** How many of those named were recommended, and how many were on the way already. */
export interface Recommendation {
  readonly recommended: number;
  readonly known: number;
}

/** Invites people into the expert library (推荐技术专家): each gets a form for his profile in his private chat. */
export async function recommendExperts(
  tx: Tx,
  input: { readonly admin: Member; readonly people: readonly Recommended[] },
): Promise<Recommendation> {
  const { admin } = input;
  mustBeAllowed(admin, 'recommend-experts');
  if (input.people.some(({ outsider }) => outsider)) refuse('outsider');
  const people = new Map(input.people.map((person) => [person.userId, person]));
  if (people.size === 0) refuse('nobody_named');
  let recommended = 0;
  for (const somebody of people.values()) if (await recommend(tx, admin, somebody)) recommended += 1;
  await promiseCardsOf(tx, admin.enterpriseId);
  return { recommended, known: people.size - recommended };
}

async function recommend(tx: Tx, admin: Member, { connection, userId, name }: Recommended): Promise<boolean> {
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId }, tx.at);
  const { enterpriseId } = admin;
  const known = await tx.members.findOfPerson(person.id, enterpriseId);
  const before = known ? await tx.members.lock(known.id) : await ensureMember(tx, person, enterpriseId, name);
  if (!before.removed && before.expert !== 'none') return false;
  const after = before.removed && before.expert !== 'none' ? readmit(before) : invite(back(before));
  await tx.members.replace(after);
  await openPrivateCard(tx, 'application', after, after);
  await record(tx, { enterpriseId, actor: admin.id, act: 'recommend-expert', subject: after.id });
  return true;
}

/** Somebody who was removed as an admin alone comes back without that role. */
function back(member: Member): Member {
  return { ...member, removed: false };
}

/** What the admin is told about those he has named. */
export function recommendationNotice({ recommended, known }: Recommendation): Notice {
  if (recommended === 0) return { tone: 'info', text: '这些成员已在专家库流程中，无需重复推荐。' };
  const rest = known === 0 ? '' : `另有 ${known} 位已在专家库流程中。`;
  return {
    tone: 'success',
    text: `已推荐 ${recommended} 位专家，资料卡片已私聊发给他们，申请后由您审核。${rest}`,
  };
}

/** Promises to look up the people behind a list of mobile numbers and mail addresses, and to invite them. */
export async function recommendListed(
  tx: Tx,
  input: { readonly admin: Member; readonly connection: string; readonly list: string },
): Promise<Notice> {
  const { admin, connection } = input;
  mustBeAllowed(admin, 'recommend-experts');
  const contacts = contactsIn(input.list);
  const { enterpriseId } = admin;
  const list = { id: tx.newId(), enterpriseId, connection, askedBy: admin.id, contacts };
  await tx.contactLists.add(list, tx.at);
  const promised = {
    topic: 'contacts' as const,
    key: `contacts:${list.id}`,
    lane: `contacts:${connection}`,
    connection: '',
    payload: { list: list.id },
  };
  await tx.outbox.promiseOnce(promised, tx.newId(), tx.at);
  const chat = await privateChatOf(tx, admin);
  const place = placesOf(tx, chat ? [chat] : []);
  return { tone: 'info', text: `正在查找 ${contacts.length} 位同事，结果会发到您${place}。` };
}

/** Invites whom the channel knew of a list of contacts, tells the admin how many were not found, and forgets the list. */
export async function recommendFound(
  tx: Tx,
  input: { readonly listId: string; readonly found: ReadonlyMap<string, string> },
): Promise<void> {
  const list = await tx.contactLists.find(input.listId);
  if (!list || list.contacts.length === 0) return;
  const { connection } = list;
  mustBeActive(await tx.enterprises.get(list.enterpriseId));
  const admin = await tx.members.get(list.askedBy);
  const people = list.contacts.flatMap((contact) => {
    const userId = input.found.get(contact);
    return userId === undefined ? [] : [{ connection, userId, name: '', outsider: false }];
  });
  const told =
    people.length === 0
      ? '名单里的同事都没有找到。'
      : recommendationNotice(await recommendExperts(tx, { admin, people })).text;
  const missing = list.contacts.flatMap((contact, index) =>
    input.found.has(contact) ? [] : [`第 ${index + 1} 个`],
  );
  const rest =
    missing.length === 0 ? '' : `没有找到名单中的${missing.join('、')}：请核对号码，或在群里 @ 他们添加。`;
  await promiseTextTo(tx, admin, `contacts:${list.id}`, `${told}${rest}`);
  await tx.contactLists.empty(list.id);
}
