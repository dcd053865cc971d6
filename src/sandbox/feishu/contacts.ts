import { z } from 'zod';
import { parseFields } from './refusals.ts';
import type { FeishuWorld, Person } from './world.ts';

const askSchema = z.object({
  emails: z.array(z.string()).max(50).default([]),
  mobiles: z.array(z.string()).max(50).default([]),
});

const idTypeSchema = z.literal('open_id').default('open_id');

/**
 * Looks people of the app's organisation up by mobile or email, those who have left aside; `user_id` holds the
 * open_id and is absent for whom the platform does not find.
 */
export function findPeople(world: FeishuWorld, idType: unknown, body: unknown): object {
  parseFields(idTypeSchema, idType);
  const { emails, mobiles } = parseFields(askSchema, body);
  const people = [...world.people.values()].filter(
    ({ tenantKey, departed }) => tenantKey === world.tenantKey && !departed,
  );
  const found = (person: Person | undefined): object =>
    person === undefined ? {} : { user_id: person.openId };
  return {
    user_list: [
      ...mobiles.map((mobile) => ({
        mobile,
        ...found(people.find((person) => sameMobile(person.mobile, mobile))),
      })),
      ...emails.map((email) => ({ email, ...found(people.find((person) => sameMail(person.email, email))) })),
    ],
  };
}

/** Numbers without a country are China's. */
function sameMobile(known: string | undefined, asked: string): boolean {
  return known !== undefined && known.replace(/^\+86/, '') === asked.replace(/^\+86/, '');
}

function sameMail(known: string | undefined, asked: string): boolean {
  return known?.toLowerCase() === asked.toLowerCase();
}
