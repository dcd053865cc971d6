import {
  type Cooperation,
  confirm,
  emptyForm,
  markByHand,
  mustSpeak,
  noteReceipt,
  noteRefusal,
  outwardPart,
  type Speaker,
  takeBack,
  unmarkByHand,
  type Written,
  write,
} from './cooperation.ts';
import type { Enterprise } from './enterprise.ts';
import { formText, type OutwardField } from './outward-form.ts';
import type { Patent, PatentRecord } from './patent.ts';
import { refuse } from './refusals.ts';

/** The library of the platform in which the admin pressed 我有合作意向; it is kept for ever (rule 18). */
export type IntentOrigin = 'evaluation' | 'focus' | 'resource';

/** What the university said to an intent. */
export interface IntentAnswer {
  /** The platform's word for it. */
  readonly state: string;
  readonly text: string;
  readonly answeredAt: Date;
}

/**
 * An enterprise's wish to work with the university that has a patent (合作意向). Written and confirmed by its admin, then
 * fixed; `answered` by the university, or `withdrawn` by the admin. One at a time lives for an enterprise and a patent.
 */
export interface Intent extends Cooperation {
  readonly state: 'editing' | 'draft' | 'submitted' | 'posted' | 'answered' | 'withdrawn' | 'refused';
  readonly patentId: string;
  /** The match it came from; null when the patent was found in the resource library. */
  readonly matchId: string | null;
  readonly origin: IntentOrigin;
  readonly answer: IntentAnswer | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

/** The only thing about an intent that ever leaves the enterprise. */
export interface OutwardIntent {
  /** The platform's own id of the enterprise. */
  readonly enterprise: string;
  readonly applicationNumber: string;
  readonly origin: IntentOrigin;
  /** What was filled in, in the form's order; empty fields are left out. */
  readonly fields: readonly OutwardField[];
  /** The exact text the admin confirmed. */
  readonly text: string;
  readonly submittedAt: Date;
}

/** Says whether an intent keeps its place, so that the enterprise can have no second one for the patent. */
export function isLiving({ state }: Intent): boolean {
  return state !== 'withdrawn' && state !== 'refused';
}

/** Refuses a second intent for one patent, and names the first (rule 16). */
export function mustBeFirst(existing: Intent | null): void {
  if (existing && isLiving(existing)) refuse('duplicate_intent', { intent: existing.id });
}

/** Opens the empty form for a patent; refuses where there is an intent already, or the patent is not to be had. */
export function beginIntent(
  speaker: Speaker,
  about: { readonly patent: Patent; readonly matchId: string | null; readonly origin: IntentOrigin },
  existing: Intent | null,
  id: string,
): Intent {
  mustSpeak(speaker, speaker.enterprise.id, 'send-intent');
  mustBeFirst(existing);
  mustBeTransferable(about.patent);
  return {
    ...emptyForm(speaker, id),
    patentId: about.patent.id,
    matchId: about.matchId,
    origin: about.origin,
    answer: null,
    withdrawnBy: null,
    withdrawnAt: null,
  };
}

/** Writes or rewrites the draft, which is the exact text to be confirmed. */
export function draftIntent(speaker: Speaker, intent: Intent, patent: Patent, words: Written): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  mustBeTransferable(patent);
  const heading = `合作意向：${patent.title.replace(/\s+/gu, ' ')} ${patent.applicationNumber}`;
  return write(intent, formText(heading, words.fields), words, speaker.admin);
}

/** Takes a draft back into the form; a confirmation of what was shown before is void from then on. */
export function reopenIntent(speaker: Speaker, intent: Intent): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  return takeBack(intent);
}

/** The admin confirms the very draft he was shown; the patent is looked at once more (rules 16 and 25). */
export function confirmIntent(
  speaker: Speaker,
  intent: Intent,
  patent: Patent,
  shown: { readonly revision: number; readonly expertNames: readonly string[] },
  at: Date,
): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  const confirmed = confirm(intent, shown, speaker.admin, at);
  mustBeTransferable(patent);
  return confirmed;
}

/** The admin has entered the intent on the platform by hand. */
export function markIntentPosted(speaker: Speaker, intent: Intent, at: Date): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  return markByHand(intent, speaker.admin, at);
}

/** The admin takes back that he has entered it; refused once the platform or the university has answered. */
export function unmarkIntentPosted(speaker: Speaker, intent: Intent): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  return unmarkByHand(intent);
}

/** Records the platform's receipt, once; a withdrawn or refused intent stays so. */
export function intentPosted(intent: Intent, receipt: { readonly id: string; readonly at: Date }): Intent {
  return noteReceipt(intent, receipt);
}

/** Records that the platform has refused the intent, in these words; its place is free for another one. */
export function intentRefused(intent: Intent, refusal: string): Intent {
  return noteRefusal(intent, refusal);
}

/**
 * Records what the university said; a later answer takes the place of an earlier one. An answer proves that the platform
 * has the intent, although its receipt may still be on the way. A withdrawn one stays withdrawn.
 */
export function intentAnswered(intent: Intent, answer: IntentAnswer): Intent {
  if (intent.submittedAt === null) refuse('not_confirmed');
  if (intent.answer && intent.answer.answeredAt > answer.answeredAt) return intent;
  return isLiving(intent) ? { ...intent, state: 'answered', answer } : { ...intent, answer };
}

/** The admin gives an intent up, which frees its place; what that means outward is the caller's. */
export function withdrawIntent(speaker: Speaker, intent: Intent, at: Date): Intent {
  mustSpeak(speaker, intent.enterpriseId, 'send-intent');
  if (intent.state === 'withdrawn') return intent;
  if (intent.state === 'refused') refuse('cooperation_over', { state: intent.state });
  return { ...intent, state: 'withdrawn', withdrawnBy: speaker.admin.id, withdrawnAt: at };
}

/** Takes what goes outward out of a confirmed intent, and nothing else. */
export function outwardIntent(enterprise: Enterprise, patent: PatentRecord, intent: Intent): OutwardIntent {
  return {
    enterprise: enterprise.platformId,
    applicationNumber: patent.applicationNumber,
    origin: intent.origin,
    ...outwardPart(intent),
  };
}

/** An intent is for a patent that its owner would still give away (rule 25). */
function mustBeTransferable(patent: Patent): void {
  if (patent.state !== 'registered') refuse('patent_not_transferable', { state: patent.state });
}
