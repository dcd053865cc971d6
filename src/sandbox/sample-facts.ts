import type { Application } from '../domain/application.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Demand } from '../domain/demand.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Focus } from '../domain/focus.ts';
import type { Intent } from '../domain/intent.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { PatentRecord } from '../domain/patent.ts';
import type { PatentImport } from '../domain/patent-import.ts';
import type { TypedFilter } from '../domain/patent-query.ts';

/** An expert's answer behind a sample card; what is left out is usual. */
export type SampleAnswer = Partial<Pick<ExpertEvaluation, 'stars' | 'opinion' | 'state' | 'reason'>> & {
  /** The expert's name; without it he is one of 专家一, 专家二 and so on. */
  readonly by?: string;
};

/** The cards that are about a match. */
export const MATCH_KINDS = [
  'patent',
  'portfolio',
  'returned',
  'review',
  'enterprise-evaluation',
  'detail',
] as const satisfies readonly CardKind[];

/** The facts behind a sample card about a match. */
export interface MatchSample {
  readonly kind: (typeof MATCH_KINDS)[number];
  /** What is special about it, in a few words. */
  readonly name: string;
  readonly patent?: Partial<PatentRecord>;
  /** Patents of a portfolio of which the register has sent the records; their numbers are among its members. */
  readonly members?: readonly Partial<PatentRecord>[];
  readonly turnedTo?: string;
  /** Null where the patent was not matched with the enterprise; only its details can be looked at then. */
  readonly match?: Partial<Pick<Match, 'library' | 'reasons' | 'state'>> | null;
  /** The enterprise's deadline as `YYYY-MM-DD`. */
  readonly deadline?: string;
  /** The experts' answers; a `returned` card belongs to the first of these experts. */
  readonly answers?: readonly SampleAnswer[];
  readonly evaluation?: Partial<EnterpriseEvaluation>;
  /** The enterprise's intent for the patent. */
  readonly intent?: Partial<Intent>;
  /** True when its reader was an admin once and is none any more. */
  readonly former?: boolean;
  /** True when the service has an address at which phones reach its pages. */
  readonly reachable?: boolean;
  /** True when its reader is the first of the experts, as of a `returned` card. */
  readonly asExpert?: boolean;
  /** True when the platform has no API and the admin enters the evaluation there by hand. */
  readonly byHand?: boolean;
}

/** The facts behind a sample card of an intent or a demand; what is left out is usual. */
export interface CooperationSample {
  readonly kind: 'intent' | 'demand';
  readonly name: string;
  readonly patent?: Partial<PatentRecord>;
  readonly intent?: Partial<Intent>;
  readonly demand?: Partial<Demand>;
  /** True when its reader was an admin once and is none any more. */
  readonly former?: boolean;
  /** True when the platform has no API and the admin enters it there by hand. */
  readonly byHand?: boolean;
}

/** What somebody said of himself when he applied, and what became of it; what is left out is usual. */
export type SampleApplication = Partial<Application['profile']> &
  Partial<Pick<Application, 'state' | 'opinion'>>;

/** What an admin says of himself. */
export interface SampleProfile {
  readonly department: string;
  readonly position: string;
  readonly mobile: string;
  readonly mail: string;
}

/** Somebody of the enterprise behind a sample card. */
export interface SampleMember extends Partial<Pick<Member, 'name' | 'isAdmin' | 'expert' | 'removed'>> {
  readonly profile?: SampleProfile;
  /** His applications, the first one first. */
  readonly applications?: readonly SampleApplication[];
  /** How many of the enterprise's patents he has evaluated. */
  readonly evaluated?: number;
}

/** What somebody searches for in the evaluation library; what is left out narrows nothing. */
export interface SampleSearch {
  readonly words?: string;
  readonly filter?: TypedFilter;
}

/** The facts behind a sample card about people. */
export interface PeopleSample {
  readonly kind: Exclude<CardKind, MatchSample['kind'] | CooperationSample['kind']>;
  readonly name: string;
  /** The enterprise; a number follows its name, for two may not have the same. */
  readonly enterprise?: Partial<Pick<Enterprise, 'name' | 'state' | 'deadline'>>;
  /** The enterprise's people, each with an account a day younger than that of the one before. */
  readonly members?: readonly SampleMember[];
  /** The enterprise's intents and demands, the first one begun last. */
  readonly needs?: readonly CooperationSample[];
  /** The file an admin has sent; what is left out is usual. */
  readonly file?: Partial<PatentImport>;
  /** What the enterprise wants to see, wanted before, and is about to; how far it is matched, in patents of a hundred. */
  readonly focus?: {
    readonly now?: Partial<Focus>;
    readonly before?: Partial<Focus>;
    readonly draft?: Partial<Focus>;
    readonly matched?: number;
  };
  /** How many patents wait for evaluation. */
  readonly patents?: number;
  /** The chat in which the card hangs, when it is nobody's in particular; without it one of the members reads it. */
  readonly chat?: Partial<Pick<ChatRoom, 'kind' | 'purpose'>> & { readonly bound: boolean };
  /** The member whose private card it is, counted from 0; without it the first, and of a review everybody in a group. */
  readonly reader?: number;
  /** What its reader has searched for; the card is turned to what was found, or to its form. */
  readonly search?: SampleSearch;
  /** The searches its reader has saved, the first saved first. */
  readonly saved?: readonly (SampleSearch & { readonly name: string })[];
  /** What the card is turned to; `opened` turns it to one of the members, counted from 0. */
  readonly turnedTo?: string;
  readonly opened?: number;
  /** The patent that a to-do card is turned to, counted from 0. */
  readonly aside?: number;
  /** True when the service has an address at which phones reach its pages. */
  readonly reachable?: boolean;
  /** True when the enterprise's admins enter everything on the platform by hand. */
  readonly byHand?: boolean;
}

/**
 * The facts behind one sample card. Samples are facts, not finished cards: the service's own reads turn them into what
 * a chat would show, so that a sample never says what the service would not say.
 */
export type SampleCard = MatchSample | CooperationSample | PeopleSample;

/** What a card is about, whose it is, and what it is turned to. */
export interface SampleSubject {
  readonly subjectId: string;
  readonly viewerId: string | null;
  readonly turnedTo: string;
}

/** The instant at which all sample cards are read: 10:00 on a Monday in China. */
export const SAMPLE_AT = new Date('2026-11-23T02:00:00Z');

/** Ten thousand characters: far more than a card may show of anything. */
export const ENDLESS = '一种可拆卸的模块化储能装置，'.repeat(1000).slice(0, 10_000);

/** The longest opinion an input takes, in characters of four bytes each, which cost a card most. */
export const LONGEST_OPINION = '𠮷'.repeat(1000);

/** The longest name, position, unit or field, in characters of four bytes each. */
export const LONGEST_LINE = '𠮷'.repeat(60);

/** A text that tries to leave its string, to mention everybody, to run as markup, and to turn the line around. */
export const EVIL =
  '"}]},"tag":"at"{{card}}{{{card}}}\\"\\ <at id=all></at> @所有人 **粗** [链接](javascript:alert(1)) </script>' +
  '<img src=x onerror=alert(1)> &lt;b&gt; | a | b |\n|---|---|\n\t\u2028\u202e反\u202c 👩‍👩‍👧';

/** An evil text as short as a name may be. */
export const EVIL_LINE = '"}]}{{{card}}}\\ <at id=all></at> @所有人 **粗** </b>\u202e反';

/** So many answers of the same sort, each by another expert. */
export function manyAnswers(count: number, answer: SampleAnswer): SampleAnswer[] {
  return Array.from({ length: count }, () => answer);
}
