import { z } from 'zod';
import { parseFields } from './refusals.ts';
import type { FeishuWorld, Person } from './world.ts';

const askSchema = z.object({
  emails: z.array(z.string()).max(50).default([]),
  mobiles: z.array(z.string()).max(50).default([]),
});

/** Looks people up by mobile or email; `user_id` holds the open_id and is absent for whom the platform does not find. */
export function findPeople(world: FeishuWorld, body: unknown): object {
  const { emails, mobiles } = parseFields(askSchema, body);
  const people = [...world.people.values()];
  const found = (person: Person | undefined): object =>
    person === undefined ? {} : { user_id: person.openId };
  return {
    user_list: [
      ...mobiles.map((mobile) => ({ mobile, ...found(people.find((person) => person.mobile === mobile)) })),
      ...emails.map((email) => ({ email, ...found(people.find((person) => person.email === email)) })),
    ],
  };
}
