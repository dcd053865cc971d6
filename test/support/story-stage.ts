import type { Delivery, Notice } from '../../src/chat/port.ts';
import type { Role } from '../../src/domain/member.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { aRecord } from './builders.ts';
import { bring, type Cast, type Dump, type Firm, found, openWorld, type World } from './world.ts';

/** What is known of a person in one enterprise, kept beside the database and never read from it. */
export interface Known {
  readonly memberId: string;
  readonly roles: readonly Role[];
}

/** The two enterprises of the story walk, their patents, and what the walk itself knows of both. */
export interface Stage {
  readonly world: World;
  readonly firms: readonly [Firm, Firm];
  /** By channel user id and enterprise id. */
  readonly known: Map<string, Known>;
  /** Everything an admin has typed as the enterprise's own opinion. */
  readonly typed: Set<string>;
  readonly past: { readonly delivery: Delivery; readonly notice: Notice | null; readonly act: Act }[];
  /** A mark no other text contains, for the next opinion of an expert. */
  readonly mark: () => string;
}

/** What somebody or something does in one step of a walk. */
export type Act =
  | 'rate'
  | 'reply'
  | 'review'
  | 'open'
  | 'draft'
  | 'reopen'
  | 'submit'
  | 'mark-posted'
  | 'settle'
  | 'remove'
  | 'join'
  | 'register'
  | 'push'
  | 'redeliver';

/** Found in every opinion of an expert and in no other text. */
export const MARK = '«意见-';

const both = ['admin', 'expert'] as const;
const OURS: readonly Cast[] = [
  { userId: 'a-admin', name: '甲方管理员', roles: ['admin'] },
  { userId: 'a-both', name: '甲方总工程师', roles: both },
  { userId: 'a-one', name: '甲方专家一号', roles: ['expert'] },
  { userId: 'a-two', name: '甲方专家二号', roles: ['expert'] },
  { userId: 'dual', name: '两家的顾问甲', roles: ['expert'] },
];
const THEIRS: readonly Cast[] = [
  { userId: 'b-admin', name: '乙方管理员', roles: ['admin'] },
  { userId: 'b-both', name: '乙方总工程师', roles: both },
  { userId: 'b-one', name: '乙方专家一号', roles: ['expert'] },
  { userId: 'dual', name: '两家的顾问乙', roles: ['expert'] },
];

/** Everybody who may press something, with one who is known to nobody. */
export const USERS: readonly string[] = [
  ...new Set([...OURS, ...THEIRS].map(({ userId }) => userId)),
  'nobody',
];

/** The cast of an enterprise of the stage, in the order of `firms`. */
export const CASTS = [OURS, THEIRS] as const;

/** The names of experts, which must never leave their enterprise. */
export const EXPERT_NAMES = [...OURS, ...THEIRS]
  .filter(({ roles }) => roles.includes('expert'))
  .map(({ name }) => name);

const numbered = (number: number, over: Partial<PatentRecord> = {}) =>
  aRecord({ applicationNumber: `CN20991000001${number}.0`, ...over });

/** The records of the stage; the last two are not pushed before the walk begins. */
export const RECORDS = [
  numbered(1),
  numbered(2, { kind: 'portfolio', members: ['CN209910000011.0'] }),
  numbered(3, { ipc: ['G06F1/16'] }),
  numbered(4, { title: '一种机器人关节' }),
  numbered(5, { title: '一种催化剂' }),
] as const;

/** Opens the stage: two enterprises with one patent in common and one each for themselves. */
export async function openStage(): Promise<Stage> {
  const world = await openWorld();
  const firms = [await found(world, '甲', OURS), await found(world, '乙', THEIRS)] as const;
  const [single, portfolio, other] = RECORDS;
  await bring(world, firms[0], single);
  await bring(world, firms[1], single);
  await bring(world, firms[0], portfolio);
  await bring(world, firms[1], other);
  return { world, firms, ...memory() };
}

function memory() {
  let marks = 0;
  const mark = () => `${MARK}${(++marks).toString(16).padStart(4, '0')}»`;
  return { known: new Map<string, Known>(), typed: new Set<string>(), past: [], mark };
}

/** Sets the stage back: the given rows are in the database again, and the walk knows no more than at its begin. */
export async function resetStage(stage: Stage, snapshot: Dump): Promise<Stage> {
  const { db } = stage.world.database;
  await db.transaction(async (trx) => {
    for (const [table, rows] of Object.entries(snapshot)) {
      await trx(table).delete();
      if (rows.length > 0) await trx.batchInsert(table, [...rows], 30);
    }
  });
  const fresh = { ...stage, ...memory() };
  for (const [index, { enterprise, people }] of stage.firms.entries()) {
    for (const { userId, roles } of CASTS[index] ?? [])
      fresh.known.set(keyOf(userId, enterprise.id), { memberId: people[userId]?.id ?? '', roles });
  }
  return fresh;
}

/** The key of a person in an enterprise. */
export function keyOf(userId: string, enterpriseId: string): string {
  return `${userId} ${enterpriseId}`;
}
