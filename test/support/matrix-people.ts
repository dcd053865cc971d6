import { applyForLibrary, decideApplication } from '../../src/actions/application.ts';
import { personDeparted } from '../../src/actions/change-account.ts';
import { erasePerson } from '../../src/actions/erase-person.ts';
import { handOver } from '../../src/actions/keep-admins.ts';
import { keepExpert } from '../../src/actions/keep-experts.ts';
import { recommendExperts } from '../../src/actions/recommend-experts.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { type Cast, CONNECTION } from './world.ts';

/** What a person is where he acts, in the words of the manual. */
export interface Standing {
  readonly roles: readonly ('admin' | 'expert')[];
  /** Whether he was given an expert's account (line 53) and still has it, admitted or not. */
  readonly account: boolean;
  /** A member who was not removed; a removed one is `gone`, anybody else is unknown. */
  readonly is: 'member' | 'gone' | 'unknown' | 'outsider';
}

const both = ['admin', 'expert'] as const;
const member = (account: boolean, ...roles: Standing['roles']): Standing => ({
  roles,
  account,
  is: 'member',
});
const nothing = (is: Standing['is']): Standing => ({ roles: [], account: false, is });

/** Every kind of person, and how he stands in his own enterprise. */
export const KINDS = {
  stranger: nothing('unknown'),
  // Recorded as admin and expert; but the channel says that he is of another organisation now.
  outsider: nothing('outsider'),
  invited: member(true),
  applied: member(true),
  returned: member(true),
  admitted: member(true, 'expert'),
  disabled: member(true),
  'removed-expert': nothing('gone'),
  admin: member(false, 'admin'),
  'second-admin': member(false, 'admin'),
  'admin-expert': member(true, ...both),
  'handed-over': member(false),
  'removed-admin': nothing('gone'),
  departed: nothing('unknown'),
  'departed-admin': nothing('unknown'),
  erased: nothing('unknown'),
  'erased-admin': nothing('unknown'),
  // An expert here and an admin of the other enterprise.
  consultant: member(true, 'expert'),
} as const satisfies Readonly<Record<string, Standing>>;

/** The name of a kind of person. */
export type KindName = keyof typeof KINDS;

/** How a consultant stands in the enterprise whose admin he is, and where both of his enterprises count. */
export const CONSULTANT = { there: member(false, 'admin'), anywhere: member(true, ...both) } as const;

/** The channel's user id of the person of a kind in an enterprise. */
export function userIdOf(firm: string, kind: string): string {
  return `${firm}-${kind}`;
}

/** Those the operator adds; `boss` belongs to no kind and does what must be done before the cells begin. */
export function castOf(firm: string, other: string): Cast[] {
  const cast = (kind: string, roles: Cast['roles'], of = firm): Cast => {
    return { userId: userIdOf(of, kind), name: `${of}企业的${kind}`, roles };
  };
  return [
    cast('boss', both),
    cast('outsider', both),
    cast('admin', ['admin']),
    cast('second-admin', ['admin']),
    cast('admin-expert', both),
    cast('handed-over', ['admin']),
    cast('removed-admin', ['admin']),
    cast('departed-admin', ['admin']),
    cast('erased-admin', ['admin']),
    cast('consultant', ['expert']),
    cast('consultant', ['admin'], other),
  ];
}

const ON_THE_WAY = [
  'invited',
  'applied',
  'returned',
  'admitted',
  'disabled',
  'removed-expert',
  'departed',
  'erased',
];

/** The members of an enterprise by kind, those who have gone among them. */
export type Staff = Readonly<Record<string, Member>>;

/** Brings everybody of an enterprise to where his kind stands, by the same actions as people do. */
export async function bringToStanding(tx: Tx, firm: string, staff: Staff): Promise<Staff> {
  const { boss, 'handed-over': former, 'removed-admin': removed } = staff;
  if (!boss || !former || !removed) throw new Error('somebody is missing');
  const named = (kind: string) => ({
    connection: CONNECTION,
    userId: userIdOf(firm, kind),
    name: kind,
    outsider: false,
  });
  await recommendExperts(tx, { admin: boss, people: ON_THE_WAY.map(named) });
  const found: Record<string, Member> = { ...staff };
  for (const kind of ON_THE_WAY) {
    const account = await tx.members.findByAccount(CONNECTION, userIdOf(firm, kind), boss.enterpriseId);
    if (account) found[kind] = account.member;
    if (account && kind !== 'invited') await applyAndBeDecided(tx, account.member, boss, kind);
  }
  for (const [kind, verb] of [
    ['disabled', 'disable'],
    ['removed-expert', 'remove'],
  ] as const)
    await keepExpert(tx, { admin: boss, memberId: found[kind]?.id ?? '', verb });
  await removeMember(tx, { memberId: removed.id, actor: 'operator' });
  await handOver(tx, { admin: former, people: [named('boss')] });
  for (const kind of ['departed', 'departed-admin'])
    await personDeparted(tx, { connection: CONNECTION, userId: userIdOf(firm, kind) });
  for (const kind of ['erased', 'erased-admin'])
    await erasePerson(tx, { memberId: found[kind]?.id ?? '', actor: 'operator' });
  return found;
}

async function applyAndBeDecided(tx: Tx, applicant: Member, boss: Member, kind: string): Promise<void> {
  const profile = { name: `专家${kind}`, position: '高级工程师', unit: '研发部', field: '机械' };
  await applyForLibrary(tx, { member: applicant, profile });
  if (kind === 'applied') return;
  const [application] = await tx.applications.ofMember(applicant.id);
  const to = kind === 'returned' ? 'returned' : 'admitted';
  const decision = { to, opinion: '请看一看' } as const;
  await decideApplication(tx, { admin: boss, applicationId: application?.id ?? '', decision });
}
