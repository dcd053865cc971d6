import { type Row, rows } from './story-rows.ts';
import { SIGNS, type Sign, type Standing } from './two-firms-marks.ts';
import type { Stage } from './two-firms-stage.ts';
import type { Dump } from './world.ts';

/** Who everybody is in each enterprise, by his key. */
export type Standings = Readonly<Record<string, Standing>>;

/** The rows of every table that belong to one enterprise, by its own id or through a row that has it. */
export function partOf(dump: Dump, enterpriseId: string, answered = false): Dump {
  const own = (table: string) => rows(dump, table).filter((row) => row['enterprise_id'] === enterpriseId);
  const ids = (table: string) => new Set<unknown>(own(table).map(({ id }) => id));
  const through = {
    match_id: ids('matches'),
    member_id: ids('members'),
    chat_id: ids('chats'),
    lane: new Set<unknown>([...ids('chats')].map((id) => `chat:${id}`)),
  };
  const belongs = (row: Row) =>
    row['enterprise_id'] === enterpriseId ||
    Object.entries(through).some(([column, known]) => known.has(row[column]));
  const part: Record<string, readonly Row[]> = {};
  for (const table of Object.keys(dump)) {
    const isAnswer = (row: Row) => answered && (table === 'outbox' || row['kind'] === 'help');
    part[table] = rows(dump, table).filter((row) => belongs(row) && !isAnswer(row));
  }
  return { ...part, enterprises: rows(dump, 'enterprises').filter(({ id }) => id === enterpriseId) };
}

/** Every id that belongs to one enterprise alone, with the enterprise. */
export function idsOf({ firms }: Stage, dump: Dump): Map<string, Sign> {
  const found = new Map<string, Sign>();
  for (const sign of SIGNS) {
    const part = partOf(dump, firms[sign].id);
    for (const row of Object.values(part).flat())
      if (row['id'] !== undefined) found.set(String(row['id']), sign);
  }
  return found;
}

/** Who everybody is now: a member who was removed is nobody. */
export function standingsIn({ people, firms }: Stage, dump: Dump): Standings {
  const standing = (openId: string, sign: Sign) => {
    const person = rows(dump, 'persons').find((row) => row['user_id'] === openId);
    const pairs = rows(dump, 'person_members').filter((row) => row['person_id'] === person?.['id']);
    const ids = new Set(pairs.map((row) => row['member_id']));
    const members = rows(dump, 'members').filter(
      (row) => row['enterprise_id'] === firms[sign].id && ids.has(row['id']) && Number(row['removed']) === 0,
    );
    if (members.some((row) => Number(row['is_admin']) === 1)) return 'admin';
    return members.length > 0 ? 'member' : 'nobody';
  };
  return Object.fromEntries(
    people.map(({ key, openId }) => [key, { 甲: standing(openId, '甲'), 乙: standing(openId, '乙') }]),
  );
}

const RANKS = ['nobody', 'member', 'admin'] as const;

/** The most that everybody has ever been. */
export function atMost(before: Standings, now: Standings): Standings {
  const higher = (sign: Sign, key: string) => {
    const ranks = [before, now].map((standings) => RANKS.indexOf(standings[key]?.[sign] ?? 'nobody'));
    return RANKS[Math.max(...ranks)] ?? 'nobody';
  };
  return Object.fromEntries(
    Object.keys({ ...before, ...now }).map((key) => [key, { 甲: higher('甲', key), 乙: higher('乙', key) }]),
  );
}
