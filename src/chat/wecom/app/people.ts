import { z } from 'zod';
import { asAppError } from '../../../errors.ts';
import { type Call, readAnswer, type WecomClient } from './client.ts';

/** Outside China a mobile begins with + and the country. No number is longer; an ID number is, and goes nowhere. */
const MOBILE = /^\+?\d{5,15}$/;
/** Whatever has one @ between two parts. */
const MAIL = /^[^@\s]+@[^@\s]+$/;
/** WeCom keeps two mail addresses of each person apart: the one of the corp, and his own. */
const MAIL_KINDS = [1, 2] as const;
/** The codes for somebody who is not there, or whom the app may not see. */
const UNKNOWN: readonly unknown[] = [46004, 60011, 60111];

const Found = z.object({ userid: z.string().nullish() });

/**
 * Looks people of the corp up by mobile number or mail address, one after the other, because WeCom takes one a call and
 * shuts out whoever guesses. Absent is who is unknown or whom the app may not see; throws classified outside errors.
 */
export async function findPeople(
  call: WecomClient,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const contact of new Set(contacts)) {
    const userId = await lookUp(call, questionsFor(contact));
    if (userId !== null) found.set(contact, userId);
  }
  return found;
}

async function lookUp(call: WecomClient, questions: readonly Call[]): Promise<string | null> {
  for (const question of questions) {
    const userId = await ask(call, question);
    if (userId !== null) return userId;
  }
  return null;
}

function questionsFor(contact: string): readonly Call[] {
  if (MAIL.test(contact)) {
    return MAIL_KINDS.map((email_type) => ({
      path: 'user/get_userid_by_email',
      body: { email: contact, email_type },
    }));
  }
  // WeCom keeps China's own numbers without their country code.
  const mobile = contact.replace(/^\+86/, '');
  return MOBILE.test(contact) ? [{ path: 'user/getuserid', body: { mobile } }] : [];
}

async function ask(call: WecomClient, question: Call): Promise<string | null> {
  try {
    return readAnswer(Found, await call(question), question.path).userid || null;
  } catch (error) {
    if (UNKNOWN.includes(asAppError(error).facts['wecomCode'])) return null;
    throw error;
  }
}
