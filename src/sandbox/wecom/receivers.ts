import { z } from 'zod';
import { findPerson } from './people.ts';
import type { Person } from './records.ts';
import { refuse } from './refusals.ts';
import type { WecomWorld } from './world.ts';

const MAX_USERS = 1000;
const MAX_OTHERS = 100;
/** The one department of the corp; everybody is in it, and there are no tags. */
export const ROOT_DEPARTMENT = 1;

/** The fields of `message/send` that say to whom; lists are joined by `|`. */
export const receiversSchema = z.object({
  touser: z.string().optional(),
  toparty: z.string().optional(),
  totag: z.string().optional(),
});

/** Who is meant, and what nobody knows. */
export interface Receivers {
  readonly people: readonly Person[];
  readonly invaliduser: readonly string[];
  readonly invalidparty: readonly string[];
  readonly invalidtag: readonly string[];
}

/** Finds the receivers of a message: 82001 when none is named, 81013 when none of them is valid. */
export function receiversOf(world: WecomWorld, named: z.infer<typeof receiversSchema>): Receivers {
  const everybody = visiblePeople(world);
  const users = split(named.touser);
  const parties = split(named.toparty);
  const tags = split(named.totag);
  if (users.length + parties.length + tags.length === 0) refuse(82001);
  if (users.length > MAX_USERS || parties.length > MAX_OTHERS || tags.length > MAX_OTHERS) refuse(40058);
  if (named.touser === '@all') return met(everybody, [], [], []);
  const root = String(ROOT_DEPARTMENT);
  const found = users.map((userId) => ({ userId, person: visiblePerson(world, userId) }));
  const people = found.flatMap(({ person }) => person ?? []);
  return met(
    [...new Set([...people, ...(parties.includes(root) ? everybody : [])])],
    found.filter(({ person }) => person === undefined).map(({ userId }) => userId.toLowerCase()),
    parties.filter((party) => party !== root),
    tags,
  );
}

/** Lists the people the app may see. */
export function visiblePeople(world: WecomWorld): Person[] {
  return [...world.people.values()].filter(({ visible, departed }) => visible && !departed);
}

function visiblePerson(world: WecomWorld, userId: string): Person | undefined {
  const person = findPerson(world, userId);
  return person?.visible === true ? person : undefined;
}

function met(
  people: readonly Person[],
  invaliduser: readonly string[],
  invalidparty: readonly string[],
  invalidtag: readonly string[],
): Receivers {
  if (people.length === 0) refuse(81013);
  return { people, invaliduser, invalidparty, invalidtag };
}

function split(list: string | undefined): string[] {
  return (list ?? '').split('|').filter((one) => one !== '');
}
