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
import { warningsOf } from './outward-text.ts';
import { refuse } from './refusals.ts';

/** The field of the form that is the demand's title (需求名称); every form of a demand has it. */
export const TITLE_FIELD = 'title';

/**
 * What an enterprise looks for (公开需求), for all users of the platform to read. Written and confirmed by its admin, then
 * fixed, until he closes it.
 */
export interface Demand extends Cooperation {
  readonly state: 'editing' | 'draft' | 'submitted' | 'posted' | 'closed' | 'refused';
  /** Empty until the form was filled in. */
  readonly title: string;
  /** True when the admin confirmed it although he was warned of what stands in it. */
  readonly warned: boolean;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

/** The only thing about a demand that ever leaves the enterprise; all users of the platform read it (rule 20). */
export interface OutwardDemand {
  /** The platform's own id of the enterprise. */
  readonly enterprise: string;
  readonly title: string;
  /** What was filled in, in the form's order; empty fields are left out. */
  readonly fields: readonly OutwardField[];
  /** The exact text the admin confirmed. */
  readonly text: string;
  readonly submittedAt: Date;
}

/** Opens the empty form of a demand. */
export function beginDemand(speaker: Speaker, id: string): Demand {
  mustSpeak(speaker, speaker.enterprise.id, 'manage-demands');
  return { ...emptyForm(speaker, id), title: '', warned: false, closedBy: null, closedAt: null };
}

/** Writes or rewrites the draft, which is the exact text to be confirmed. */
export function draftDemand(speaker: Speaker, demand: Demand, words: Written): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  const title = words.fields.find(({ name }) => name === TITLE_FIELD)?.value ?? '';
  const drafted = write(demand, formText(`公开需求：${title}`, words.fields), words, speaker.admin);
  return drafted === demand ? demand : { ...drafted, title };
}

/** Takes a draft back into the form; a confirmation of what was shown before is void from then on. */
export function reopenDemand(speaker: Speaker, demand: Demand): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  return takeBack(demand);
}

/**
 * The admin confirms the very draft he was shown. Where `warningsOf` its text finds something, he must have been warned
 * of it, which counts for this revision alone (rule 20).
 */
export function confirmDemand(
  speaker: Speaker,
  demand: Demand,
  shown: {
    readonly revision: number;
    readonly warned: boolean;
    readonly expertNames: readonly string[];
  },
  at: Date,
): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  const confirmed = confirm(demand, shown, speaker.admin, at);
  const dubious = warningsOf(demand.text).length > 0;
  if (dubious && !shown.warned) refuse('demand_not_warned');
  return { ...confirmed, warned: dubious };
}

/** The admin has entered the demand on the platform by hand. */
export function markDemandPosted(speaker: Speaker, demand: Demand, at: Date): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  return markByHand(demand, speaker.admin, at);
}

/** The admin takes back that he has entered it; refused once the platform has answered. */
export function unmarkDemandPosted(speaker: Speaker, demand: Demand): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  return unmarkByHand(demand);
}

/** Records the platform's receipt, once; a closed or refused demand stays so. */
export function demandPosted(demand: Demand, receipt: { readonly id: string; readonly at: Date }): Demand {
  return noteReceipt(demand, receipt);
}

/** Records that the platform has refused the demand, in these words. */
export function demandRefused(demand: Demand, refusal: string): Demand {
  return noteRefusal(demand, refusal);
}

/** The admin closes a demand, or gives its draft up; what that means outward is the caller's. */
export function closeDemand(speaker: Speaker, demand: Demand, at: Date): Demand {
  mustSpeak(speaker, demand.enterpriseId, 'manage-demands');
  if (demand.state === 'closed') return demand;
  if (demand.state === 'refused') refuse('cooperation_over', { state: demand.state });
  return { ...demand, state: 'closed', closedBy: speaker.admin.id, closedAt: at };
}

/** Takes what goes outward out of a confirmed demand, and nothing else. */
export function outwardDemand(enterprise: Enterprise, demand: Demand): OutwardDemand {
  return { enterprise: enterprise.platformId, title: demand.title, ...outwardPart(demand) };
}
