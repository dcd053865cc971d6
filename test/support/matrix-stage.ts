import { issueCode } from '../../src/actions/binding-code.ts';
import { draftEvaluation } from '../../src/actions/draft-evaluation.ts';
import { markEvaluationPosted } from '../../src/actions/mark-evaluation.ts';
import { ratePatent } from '../../src/actions/rate-patent.ts';
import { settleEvaluation } from '../../src/actions/settle-evaluation.ts';
import { submitEvaluation } from '../../src/actions/submit-evaluation.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { CODE_LENGTH } from '../../src/domain/binding-code.ts';
import { type ChatRoom, newRoom } from '../../src/domain/chat-room.ts';
import { wholeLibrary } from '../../src/domain/library-place.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Member } from '../../src/domain/member.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { aRecord } from './builders.ts';
import { stageDigest } from './matrix-digest.ts';
import { type StagedFocus, stageFocus } from './matrix-focus.ts';
import { type StagedImports, stageImports } from './matrix-imports.ts';
import { type StagedNeeds, stageNeeds } from './matrix-needs.ts';
import { bringToStanding, castOf, KINDS, type Staff, userIdOf } from './matrix-people.ts';
import { bring, CONNECTION, type Firm, found, openWorld, type World } from './world.ts';

/** The two enterprises, by their names. */
export const OURS = '甲';
export const THEIRS = '乙';

/** Every state of a match that matters to somebody: whether he may, or whether there is something to do. */
export const MATCH_STATES = [
  'fresh',
  'open',
  'waiting',
  'closed',
  'posted',
  'by-hand',
  'withdrawn',
  'focus',
] as const;

/** The name of one. */
export type MatchState = (typeof MATCH_STATES)[number];

/** The groups of the stage, by their chat ids. */
export const GROUPS = {
  experts: `oc_${OURS}`,
  admins: 'oc_admins',
  foreign: `oc_${THEIRS}`,
  unbound: 'oc_unbound',
  external: 'oc_external',
} as const;

/** The enterprises, their people, and one match, application and card of every state. */
export interface Stage {
  readonly world: World;
  readonly enterpriseId: string;
  readonly staff: Staff;
  readonly foreign: Staff;
  readonly matches: Readonly<Record<MatchState, Match>>;
  /** The answer of the boss to each match. */
  readonly answers: Readonly<Record<string, string>>;
  /** The answer of somebody of the other enterprise. */
  readonly foreignAnswer: string;
  /** Applications by the kind of their applicants. */
  readonly applications: Readonly<Record<'applied' | 'admitted' | 'returned', string>>;
  readonly needs: StagedNeeds;
  readonly imports: StagedImports;
  readonly focus: StagedFocus;
  /** Chats by their addresses: chat ids of groups, user ids of people. */
  readonly rooms: ReadonlyMap<string, ChatRoom>;
  readonly codes: { readonly admin: string; readonly account: string };
}

/** Opens the stage; nothing on it is changed afterwards, for every cell is rolled back. */
export async function openMatrixStage(): Promise<Stage> {
  const world = await openWorld();
  const firms = [await foundFirm(world, OURS, THEIRS), await foundFirm(world, THEIRS, OURS)] as const;
  const [{ firm, staff }, other] = firms;
  const matches = {} as Record<MatchState, Match>;
  for (const state of MATCH_STATES) matches[state] = await bring(world, firm, recordOf(state));
  const foreignMatch = await bring(world, other.firm, aRecord({ applicationNumber: 'CN209910000029.0' }));
  return world.inTransaction(async (tx) => {
    await rate(tx, foreignMatch, bossOf(other.staff));
    for (const state of MATCH_STATES) await lead(tx, state, matches[state], bossOf(staff));
    await takeInPatents(tx, [{ ...recordOf('withdrawn'), state: 'expired' }], null);
    await saveSearches(tx, staff);
    const rooms = await openChats(tx, firm.enterprise.id);
    await stageDigest(tx, firm.enterprise.id, rooms.get(GROUPS.experts)?.id ?? '');
    return {
      world,
      enterpriseId: firm.enterprise.id,
      staff,
      foreign: other.staff,
      matches,
      answers: await answersTo(tx, Object.values(matches)),
      foreignAnswer: (await answersTo(tx, [foreignMatch]))[foreignMatch.id] ?? '',
      rooms,
      needs: await stageNeeds(tx, firm.enterprise.id, other.firm.enterprise.id),
      imports: await stageImports(tx, firm.enterprise.id, other.firm.enterprise.id),
      focus: await stageFocus(tx, firm.enterprise.id, Object.values(staff)),
      applications: await applicationsOf(tx, staff),
      codes: await issueCodes(tx, firm.enterprise.id, bossOf(staff).id),
    };
  });
}

async function foundFirm(
  world: World,
  name: string,
  other: string,
): Promise<{ readonly firm: Firm; readonly staff: Staff }> {
  const firm = await found(world, name, castOf(name, other));
  const own = Object.entries(firm.people).filter(([userId]) => userId.startsWith(`${name}-`));
  const staff = Object.fromEntries(own.map(([userId, member]) => [userId.slice(name.length + 1), member]));
  return { firm, staff: await world.inTransaction((tx) => bringToStanding(tx, name, staff)) };
}

function bossOf({ boss }: Staff): Member {
  if (!boss) throw new Error('there is no boss');
  return boss;
}

/** The id of the search that somebody of the stage has saved. */
export function searchOf(memberId: string): string {
  return `00000000-0000-0000-0000-${memberId.replace(/\D/g, '').padStart(12, '0')}`;
}

/** Saves a search for everybody. */
async function saveSearches(tx: Tx, staff: Staff): Promise<void> {
  for (const { id: memberId, enterpriseId } of Object.values(staff)) {
    const query = { ...wholeLibrary('resource'), words: '电池' };
    const [id, by] = [searchOf(memberId), { enterpriseId, memberId }];
    await tx.searches.add(id, by, query, tx.at);
    await tx.searches.save({ id, ...by, query, name: '电池', savedAt: tx.at, lookedAt: tx.at });
  }
}

/** Two of the patents are portfolios, one in each library. */
function recordOf(state: MatchState): PatentRecord {
  const applicationNumber = `CN20991000002${MATCH_STATES.indexOf(state)}.0`;
  const single = state !== 'fresh' && state !== 'focus';
  const members = ['CN209910000041.0', 'CN209910000042.0'];
  return aRecord(single ? { applicationNumber } : { applicationNumber, kind: 'portfolio', members });
}

/** Leads an open match to a state: rated and drafted by the boss, but for a fresh one. */
async function lead(tx: Tx, state: MatchState, match: Match, boss: Member): Promise<void> {
  if (state === 'fresh') return;
  await rate(tx, match, boss);
  await draftEvaluation(tx, { matchId: match.id, member: boss, stars: 4, opinion: '愿意进一步了解。' });
  if (state === 'waiting') await tx.matches.replace({ ...match, state, pushedAt: null });
  if (state === 'focus') await tx.matches.replace({ ...match, library: state });
  if (state !== 'closed' && state !== 'posted' && state !== 'by-hand') return;
  await submitEvaluation(tx, { matchId: match.id, member: boss, revision: 1 });
  const evaluation = await tx.enterpriseEvaluations.findOfMatch(match.id);
  const answer = { kind: 'recorded', receipt: { id: 'PT-1', at: tx.at } } as const;
  if (state === 'by-hand') await markEvaluationPosted(tx, { matchId: match.id, member: boss });
  if (state === 'posted') await settleEvaluation(tx, { evaluationId: evaluation?.id ?? '', answer });
}

async function rate(tx: Tx, { id: matchId }: Match, member: Member): Promise<void> {
  await ratePatent(tx, { matchId, member, rating: { stars: 4, opinion: '工艺成熟' } });
}

/** The private chats of everybody, and all groups. */
async function openChats(tx: Tx, enterpriseId: string): Promise<Map<string, ChatRoom>> {
  const rooms = new Map<string, ChatRoom>();
  for (const firm of [OURS, THEIRS]) {
    for (const kind of [...Object.keys(KINDS), 'boss']) {
      const address = userIdOf(firm, kind);
      const room = { id: tx.newId(), connection: CONNECTION, kind: 'private', address } as const;
      const chat = await tx.chats.ensure(newRoom(room), tx.at);
      const known = { ...chat, channelChatId: `oc_private_${address}` };
      await tx.chats.replace(known);
      rooms.set(address, known);
    }
  }
  const over: Partial<Record<keyof typeof GROUPS, object>> = {
    admins: { enterpriseId, purpose: 'admins' },
    external: { external: true },
  };
  for (const [name, address] of Object.entries(GROUPS)) {
    const group = { id: tx.newId(), connection: CONNECTION, kind: 'group', address } as const;
    const room = newRoom({ ...group, channelChatId: address, ...over[name as keyof typeof GROUPS] });
    rooms.set(address, await tx.chats.ensure(room, tx.at));
  }
  return rooms;
}

async function answersTo(tx: Tx, matches: readonly Match[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { id } of matches) found[id] = (await tx.expertEvaluations.ofMatch(id))[0]?.id ?? 'none';
  return found;
}

async function applicationsOf(tx: Tx, staff: Staff): Promise<Stage['applications']> {
  const of = async (kind: string) => (await tx.applications.ofMember(staff[kind]?.id ?? ''))[0]?.id ?? '';
  return { applied: await of('applied'), admitted: await of('admitted'), returned: await of('returned') };
}

async function issueCodes(tx: Tx, enterpriseId: string, memberId: string): Promise<Stage['codes']> {
  const issue = async (sign: number, of: object) => {
    const random = new Uint8Array(CODE_LENGTH).fill(sign);
    return (await issueCode(tx, { enterpriseId, random, days: 7, ...of })).code;
  };
  return { admin: await issue(1, {}), account: await issue(2, { memberId }) };
}
