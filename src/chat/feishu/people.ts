import { z } from 'zod';
import { readAnswer } from './answers.ts';
import type { FeishuClient } from './client.ts';
import { blankAsMissing } from './envelope.ts';

/** Feishu takes 50 mobiles and 50 mails a call. */
const BATCH = 50;
/** Outside China a mobile begins with + and the country. No number is longer; an ID number is, and goes nowhere. */
const MOBILE = /^\+?\d{5,15}$/;
/** Whatever has one @ between two parts. */
const MAIL = /^[^@\s]+@[^@\s]+$/;

const found = z.object({
  user_id: blankAsMissing,
  mobile: blankAsMissing,
  email: blankAsMissing,
  status: z.object({ is_resigned: z.boolean().nullish(), is_exited: z.boolean().nullish() }).nullish(),
});
const peopleAnswer = z.object({ data: z.object({ user_list: z.array(found).nullish() }) });

/**
 * Looks people of the app's organisation up by mobile or mail: each contact as it was asked, to an open_id. Absent is
 * who is unknown, has left, or is outside the range of contacts the app may see; throws classified outside errors.
 */
export async function findPeople(
  call: FeishuClient,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(contacts)].filter((contact) => MOBILE.test(contact) || MAIL.test(contact));
  const idOf = new Map<string, string>();
  for (let at = 0; at < asked.length; at += BATCH) await lookUp(call, asked.slice(at, at + BATCH), idOf);
  return new Map(
    asked.flatMap((contact) => {
      const id = idOf.get(canonical(contact));
      return id === undefined ? [] : [[contact, id] as const];
    }),
  );
}

async function lookUp(call: FeishuClient, batch: readonly string[], idOf: Map<string, string>) {
  const answer = await call({
    method: 'POST',
    path: '/open-apis/contact/v3/users/batch_get_id',
    query: { user_id_type: 'open_id' },
    body: {
      mobiles: batch.filter((contact) => MOBILE.test(contact)),
      emails: batch.filter((contact) => MAIL.test(contact)),
    },
  });
  for (const { user_id, mobile, email, status } of readAnswer(peopleAnswer, answer).data.user_list ?? []) {
    if (!user_id || status?.is_resigned || status?.is_exited) continue;
    for (const contact of [mobile, email]) if (contact) idOf.set(canonical(contact), user_id);
  }
}

// Feishu need not repeat a contact letter by letter: the case of a mail and China's own country code mean nothing.
function canonical(contact: string): string {
  return contact.toLowerCase().replace(/^\+86/, '');
}
