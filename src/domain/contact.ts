import { refuse } from './refusals.ts';
import { mustHoldNoNationalId } from './typed-text.ts';

const MOBILE = /^(?:\+?86)?(1[3-9]\d{9})$/;
const FOREIGN_MOBILE = /^\+\d{7,15}$/;
const MAIL = /^[^\s@<>,;:"]{1,64}@[^\s@<>,;:"]{1,180}\.[a-z]{2,24}$/i;

/** Reads a mobile number as people write it; null when it cannot be one. Chinese ones lose +86, foreign ones keep their code. */
export function mobileOf(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s()-]/g, '');
  return MOBILE.exec(digits)?.[1] ?? (FOREIGN_MOBILE.test(digits) ? digits : null);
}

/** Reads a mail address, in lower case; null when it cannot be one. */
export function mailOf(text: string): string | null {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return MAIL.test(address) ? address : null;
}

/** How a mobile number is shown: enough for its owner to know it again. */
export function maskedMobile(mobile: string): string {
  return mobile === '' ? '' : `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** How a mail address is shown: its first letter and its domain. */
export function maskedMail(mail: string): string {
  const [name = '', domain = ''] = mail.split('@');
  return mail === '' ? '' : `${name.slice(0, 1)}***@${domain}`;
}

/** How many people may be asked for at once. */
export const CONTACTS_AT_ONCE = 50;

/**
 * Reads a list of mobile numbers and mail addresses, whatever stands between them; refuses an entry that is neither, and
 * what may be a national ID number.
 */
export function contactsIn(text: string): string[] {
  mustHoldNoNationalId(text);
  const entries = text.split(/[\n,，;；、]+/u).map((entry) => entry.trim());
  const contacts = entries
    .filter((entry) => entry !== '')
    .map(
      (entry, index) =>
        mobileOf(entry) ?? mailOf(entry) ?? refuse('contact_unreadable', { entry: index + 1 }),
    );
  if (contacts.length === 0) refuse('contacts_missing');
  if (contacts.length > CONTACTS_AT_ONCE) refuse('too_many_contacts', { limit: CONTACTS_AT_ONCE });
  return [...new Set(contacts)];
}
