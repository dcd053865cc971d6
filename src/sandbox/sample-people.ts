import type { Application } from '../domain/application.ts';
import { newRoom } from '../domain/chat-room.ts';
import { type Member, newMember } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { enteredBy, storeNeed } from './sample-cooperation.ts';
import { storeDigest } from './sample-digest-cards.ts';
import type { PeopleSample, SampleApplication, SampleMember, SampleSubject } from './sample-facts.ts';
import { storeFocus } from './sample-focus.ts';
import { storeImport } from './sample-imports.ts';
import { storeAnswer, storeMatch } from './sample-matches.ts';
import { placeFor } from './sample-places.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Somebody stored, with what the cards are about: himself, or the last application he sent. */
interface StoredMember {
  readonly member: Member;
  readonly application: string | null;
}

/** Stores the people behind a sample and says what its card is about. */
export async function storePeople(
  tx: Tx,
  sample: PeopleSample,
  enterpriseId: string,
  index: number,
): Promise<SampleSubject> {
  const people: StoredMember[] = [];
  for (const [at, member] of (sample.members ?? []).entries())
    people.push(await storeMember(tx, enterpriseId, member, at));
  await storePatents(tx, sample, enterpriseId, { people, index });
  const viewerId = readerOf(sample, people);
  await storeFocus(tx, sample, enterpriseId, viewerId ?? '');
  for (const [at, need] of (sample.needs ?? []).entries())
    await storeNeed(tx, enteredBy(need, viewerId ?? ''), enterpriseId, index * 20 + at);
  const [first] = people;
  const opened = people[sample.opened ?? -1]?.member;
  return {
    subjectId: await subjectOf(tx, sample, enterpriseId, first),
    viewerId,
    turnedTo: await placeFor(tx, sample, { enterpriseId, memberId: viewerId ?? '' }, opened),
  };
}

function readerOf({ kind, chat, reader }: PeopleSample, people: readonly StoredMember[]): string | null {
  if (chat || (kind === 'application-review' && reader === undefined)) return null;
  return people[reader ?? 0]?.member.id ?? null;
}

async function storeMember(
  tx: Tx,
  enterpriseId: string,
  sample: SampleMember,
  at: number,
): Promise<StoredMember> {
  const { name = `专家${at + 1}`, isAdmin = false, expert = 'none', removed = false } = sample;
  // The name goes past newMember: a sample may have a worse one than is ever taken in.
  const given = { isAdmin, expert, removed };
  const member: Member = { ...newMember(tx.newId(), enterpriseId, ''), ...given, name };
  await tx.members.add(member, new Date(tx.at.getTime() - (400 - at) * DAY_MS));
  if (sample.profile) await tx.adminProfiles.put({ memberId: member.id, ...sample.profile }, tx.at);
  let application: string | null = null;
  for (const [round, sent] of (sample.applications ?? []).entries())
    application = await storeApplication(tx, member, sent, round);
  return { member, application };
}

async function storeApplication(
  tx: Tx,
  { id: memberId, enterpriseId, name }: Member,
  { state = 'waiting', opinion = '', ...said }: SampleApplication,
  round: number,
): Promise<string> {
  const appliedAt = new Date(tx.at.getTime() - (48 - round) * HOUR_MS);
  const admin = state === 'waiting' ? null : await adminOf(tx, enterpriseId);
  const application: Application = {
    id: tx.newId(),
    enterpriseId,
    memberId,
    profile: { name, position: '高级工程师', unit: '演示企业研究院（虚构）', field: '固态电池材料', ...said },
    appliedAt,
    state,
    opinion,
    decidedBy: admin,
    decidedAt: admin === null ? null : new Date(appliedAt.getTime() + HOUR_MS),
  };
  await tx.applications.add(application);
  return application.id;
}

/** The admin who answers the applications of an enterprise; he is stored when he is first needed. */
async function adminOf(tx: Tx, enterpriseId: string): Promise<string> {
  const [known] = await tx.members.adminsOf(enterpriseId);
  if (known) return known.id;
  const admin = { ...newMember(tx.newId(), enterpriseId, '管理员'), isAdmin: true };
  await tx.members.add(admin, tx.at);
  return admin.id;
}

async function storePatents(
  tx: Tx,
  sample: PeopleSample,
  enterpriseId: string,
  { people, index }: { readonly people: readonly StoredMember[]; readonly index: number },
): Promise<void> {
  for (let nth = 0; nth < (sample.patents ?? 0); nth += 1) {
    const match = await storeMatch(tx, enterpriseId, {}, (index + 1) * 1000 + nth);
    for (const [at, { member }] of people.entries())
      if (nth < (sample.members?.[at]?.evaluated ?? 0)) await storeAnswer(tx, match.id, member.id);
  }
}

async function subjectOf(
  tx: Tx,
  sample: PeopleSample,
  enterpriseId: string,
  first: StoredMember | undefined,
): Promise<string> {
  switch (sample.kind) {
    case 'application-review':
      return first?.application ?? enterpriseId;
    case 'application':
    case 'admin-profile':
    case 'saved-searches':
    case 'to-do':
      return first?.member.id ?? enterpriseId;
    case 'check':
    case 'help':
      return sample.chat ? storeChat(tx, sample.chat, enterpriseId) : enterpriseId;
    case 'experts':
    case 'evaluations':
    case 'campaign':
    case 'library':
    case 'focus':
    case 'needs':
    case 'work-list':
    case 'recommend':
      return enterpriseId;
    case 'digest':
      return storeDigest(tx, enterpriseId, await storeChat(tx, { bound: true }, enterpriseId));
    case 'import':
      return storeImport(tx, sample, enterpriseId, first?.member.id ?? '');
  }
}

async function storeChat(
  tx: Tx,
  { bound, kind = 'group', purpose = 'experts' }: NonNullable<PeopleSample['chat']>,
  enterpriseId: string,
): Promise<string> {
  const [id, address] = [tx.newId(), `oc_${tx.newId().replaceAll('-', '')}`];
  const room = newRoom({ id, connection: 'sample', kind, address, purpose });
  await tx.chats.ensure({ ...room, enterpriseId: bound ? enterpriseId : null }, tx.at);
  return id;
}
