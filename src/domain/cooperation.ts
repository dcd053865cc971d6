import { type Enterprise, mustBeActive } from './enterprise.ts';
import { type Member, mustNameNoExpert } from './member.ts';
import type { OutwardField } from './outward-form.ts';
import { type Act, mustBeAllowed } from './permissions.ts';
import { refuse } from './refusals.ts';

/**
 * What intents and demands have in common: `editing` while the form is open, `draft` while the exact text is shown for
 * confirmation, `submitted` while it waits for the platform, `posted` when it is there, `refused` when the platform
 * turned it down. An intent may be `answered` or `withdrawn` besides, a demand `closed`.
 */
export interface Cooperation {
  readonly id: string;
  readonly enterpriseId: string;
  /** What was filled in, in the form's order; holds personal data. */
  readonly fields: readonly OutwardField[];
  /** The exact text, as it is shown for confirmation and goes outward; holds personal data. */
  readonly text: string;
  readonly state:
    | 'editing'
    | 'draft'
    | 'submitted'
    | 'posted'
    | 'refused'
    | 'answered'
    | 'withdrawn'
    | 'closed';
  /** Counts the texts, so that a confirmation names the very one it is about. */
  readonly revision: number;
  readonly draftedBy: string;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  /** The platform's receipt, or null when it was entered by hand or is not there yet. */
  readonly receipt: string | null;
  readonly postedAt: Date | null;
  /** The admin who entered it on the platform by hand; null when panhuo posted it. */
  readonly postedBy: string | null;
  /** The platform's words when it refused it, or refused to learn of its end. */
  readonly refusal: string;
  /** When the platform learned that the admin has given it up; null while it has not. */
  readonly endReportedAt: Date | null;
}

/** Who acts, and for which enterprise. */
export interface Speaker {
  readonly enterprise: Enterprise;
  readonly admin: Member;
}

/** What was written, and the names that must not stand in it. */
export interface Written {
  readonly fields: readonly OutwardField[];
  readonly expertNames: readonly string[];
}

/** The empty form, as it stands before anything was written. */
export function emptyForm({ enterprise, admin }: Speaker, id: string) {
  return {
    id,
    enterpriseId: enterprise.id,
    fields: [],
    text: '',
    state: 'editing',
    revision: 1,
    draftedBy: admin.id,
    submittedBy: null,
    submittedAt: null,
    receipt: null,
    postedAt: null,
    postedBy: null,
    refusal: '',
    endReportedAt: null,
  } as const satisfies Cooperation;
}

/** Refuses whoever may not speak for the enterprise: a stranger, an expert, anybody once its service has ended. */
export function mustSpeak({ enterprise, admin }: Speaker, enterpriseId: string, act: Act): void {
  if (enterprise.id !== enterpriseId || admin.enterpriseId !== enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, act);
  mustBeActive(enterprise);
}

/** Refuses to touch a text that was confirmed, or what has ended. */
function mustBeOpen(cooperation: Cooperation): void {
  mustGoOn(cooperation);
  if (!isOpen(cooperation)) refuse('already_confirmed', { state: cooperation.state });
}

function isOpen({ state }: Cooperation): boolean {
  return state === 'draft' || state === 'editing';
}

function mustGoOn({ state }: Cooperation): void {
  if (state === 'refused' || state === 'withdrawn' || state === 'closed')
    refuse('cooperation_over', { state });
}

/** Puts a text in the place of the one before; refuses an empty form, and an expert's name (rule 9). */
export function write<T extends Cooperation>(before: T, text: string, words: Written, admin: Member): T {
  mustBeOpen(before);
  if (words.fields.length === 0) refuse('form_empty');
  mustNameNoExpertIn(words.fields, words.expertNames);
  if (before.state === 'draft' && before.text === text) return before;
  const revision = before.revision + 1;
  return { ...before, fields: words.fields, text, state: 'draft', revision, draftedBy: admin.id };
}

/** What was filled in, and not the heading: nobody could mend the title of a patent that holds the word 张力. */
function mustNameNoExpertIn(fields: readonly OutwardField[], names: readonly string[]): void {
  for (const { value } of fields) mustNameNoExpert(value, names);
}

/** Takes a text back into the form; a confirmation of what was shown before is void from then on. */
export function takeBack<T extends Cooperation>(before: T): T {
  mustBeOpen(before);
  if (before.state === 'editing') return before;
  return { ...before, state: 'editing', revision: before.revision + 1 };
}

/**
 * Confirms the very text that was shown. Names are checked once more, because an expert may have joined since it was
 * written.
 */
export function confirm<T extends Cooperation>(
  before: T,
  shown: { readonly revision: number; readonly expertNames: readonly string[] },
  admin: Member,
  at: Date,
): T {
  mustBeOpen(before);
  if (before.state === 'editing' || before.revision !== shown.revision) refuse('draft_changed');
  mustNameNoExpertIn(before.fields, shown.expertNames);
  return { ...before, state: 'submitted', submittedBy: admin.id, submittedAt: at };
}

/** Notes that an admin has entered it on the platform by hand. */
export function markByHand<T extends Cooperation>(before: T, admin: Member, at: Date): T {
  mustGoOn(before);
  if (isOpen(before)) refuse('not_confirmed');
  if (before.state !== 'submitted') refuse('already_posted');
  return { ...before, state: 'posted', postedAt: at, postedBy: admin.id };
}

/** Says whether it stands on the platform by an admin's hand alone, so that the API knows nothing of it. */
export function wasEnteredByHand({ postedBy, receipt }: Cooperation): boolean {
  return postedBy !== null && receipt === null;
}

/** Takes such a note back, while nothing has come of it. */
export function unmarkByHand<T extends Cooperation>(before: T): T {
  if (before.state !== 'posted' || !wasEnteredByHand(before))
    refuse('not_posted_by_hand', { state: before.state });
  return { ...before, state: 'submitted', postedAt: null, postedBy: null };
}

/**
 * Records the platform's receipt, once. What has ended meanwhile stays so, with the receipt that says that the platform
 * has it all the same.
 */
export function noteReceipt<T extends Cooperation>(
  before: T,
  receipt: { readonly id: string; readonly at: Date },
): T {
  if (before.submittedAt === null) refuse('not_confirmed');
  if (before.receipt !== null) return before;
  const posted = { ...before, receipt: receipt.id, postedAt: before.postedAt ?? receipt.at };
  return before.state === 'submitted' ? { ...posted, state: 'posted' } : posted;
}

/** Records that the platform has refused it, in these words. */
export function noteRefusal<T extends Cooperation>(before: T, refusal: string): T {
  return before.state === 'submitted' ? { ...before, state: 'refused', refusal } : before;
}

/** What goes outward of it, and when it was confirmed; refused before that, and once it has ended. */
export function outwardPart(cooperation: Cooperation): {
  readonly fields: readonly OutwardField[];
  readonly text: string;
  readonly submittedAt: Date;
} {
  mustGoOn(cooperation);
  const { fields, text, submittedAt } = cooperation;
  return submittedAt === null ? refuse('not_confirmed') : { fields, text, submittedAt };
}
