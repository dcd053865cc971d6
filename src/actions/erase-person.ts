import { blankApplication } from '../domain/application.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { erase, type Member } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { revokeCodes } from './binding-code.ts';
import { promiseCard } from './promise-cards.ts';

/** The cards on which others read a member's name. */
const NAMING: ReadonlySet<CardKind> = new Set(['experts', 'evaluations', 'application-review', 'review']);

/**
 * Erases what is personal of a member: name, profiles, accounts, private chats. What he did for the enterprise stays
 * without his name, and so does the audit trail, which knows ids only. A second time nothing is left to do.
 */
export async function erasePerson(
  tx: Tx,
  input: { readonly memberId: string; readonly actor: string },
): Promise<Member> {
  const before = await tx.members.lock(input.memberId);
  if (before.erased) return before;
  const { id, enterpriseId } = before;
  const after = erase(before);
  const applications = await tx.applications.ofMember(id);

  await tx.members.replace(after);
  await tx.adminProfiles.erase(id);
  await tx.searches.forgetOf(id);
  await tx.reminders.forgetOf(id);
  await tx.setAsides.forgetOf(id);
  for (const application of applications) await tx.applications.replace(blankApplication(application));
  await tx.contactLists.emptyOf(id);
  await tx.focus.dropDraft(id);
  await revokeCodes(tx, enterpriseId, id);
  await giveUp(tx, await tx.cards.ofViewer(id));
  for (const person of await personsOf(tx, id)) await letGo(tx, person, id);
  const names = new Set([before.name, ...applications.map(({ profile }) => profile.name)]);
  for (const name of names) if (name !== '') await tx.deliveries.forgetAnswersWith(name);
  await record(tx, { enterpriseId, actor: input.actor, act: 'erase-person', subject: id });

  for (const subject of await subjectsNaming(tx, after)) await drawAnew(tx, subject);
  return after;
}

/** The persons a member is, and those he was: whoever left the organisation lost his account, but was not forgotten. */
async function personsOf(tx: Tx, memberId: string): Promise<Person[]> {
  const persons = await tx.persons.ofMember(memberId);
  for (const chatId of await tx.cards.chatsOfViewer(memberId)) {
    const { connection, address } = await tx.chats.get(chatId);
    const person = await tx.persons.find(connection, address);
    if (person && !persons.some(({ id }) => id === person.id)) persons.push(person);
  }
  return persons;
}

/**
 * Parts a person from the member; one who is nobody else's member is forgotten, and his private chat with him. What
 * still waits for that chat comes to nothing, as it does in every lost one.
 */
async function letGo(tx: Tx, person: Person, memberId: string): Promise<void> {
  await tx.members.unbindPerson(person.id, memberId);
  await tx.questions.drop(person.id);
  if ((await tx.members.ofPerson(person.id)).length > 0) return;
  await tx.persons.forget(person.id);
  const chat = await tx.chats.findByAddress(person.connection, person.userId);
  if (!chat) return;
  await tx.chats.replace({ ...chat, address: `erased:${chat.id}`, channelChatId: null, lost: true });
  await giveUp(tx, await tx.cards.ofChat(chat.id));
  await tx.cards.forgetMessagesIn(chat.id);
}

async function giveUp(tx: Tx, cards: readonly SentCard[]): Promise<void> {
  for (const card of cards) await tx.cards.replace({ ...card, state: 'gone' });
}

/** What the cards are about on which his name may stand: as an expert, or as the admin who answered an application. */
async function subjectsNaming(tx: Tx, { id, enterpriseId }: Member): Promise<Set<string>> {
  const applications = [...(await tx.applications.ofMember(id)), ...(await tx.applications.decidedBy(id))];
  const evaluations = await tx.expertEvaluations.ofMember(id);
  const subjects = [...applications.map((each) => each.id), ...evaluations.map(({ matchId }) => matchId)];
  return new Set([enterpriseId, ...subjects]);
}

async function drawAnew(tx: Tx, subjectId: string): Promise<void> {
  for (const card of await tx.cards.ofSubject(subjectId)) {
    const age = tx.at.getTime() - (card.sentAt ?? tx.at).getTime();
    // A card too old to be edited would be sent anew, only to say less.
    const editable = age < tx.reachOf(card.connection).editsForMs;
    if (NAMING.has(card.kind) && editable) await promiseCard(tx, card);
  }
}
