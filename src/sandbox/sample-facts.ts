import type { Application } from '../domain/application.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { PatentRecord } from '../domain/patent.ts';

/** An expert's answer behind a sample card; what is left out is usual. */
export type SampleAnswer = Partial<Pick<ExpertEvaluation, 'stars' | 'opinion' | 'state' | 'reason'>> & {
  /** The expert's name; without it he is one of 专家一, 专家二 and so on. */
  readonly by?: string;
};

/** The cards that are about a match. */
export const MATCH_KINDS = [
  'patent',
  'returned',
  'review',
  'enterprise-evaluation',
] as const satisfies readonly CardKind[];

/** The facts behind a sample card about a match. */
export interface MatchSample {
  readonly kind: (typeof MATCH_KINDS)[number];
  /** What is special about it, in a few words. */
  readonly name: string;
  readonly patent?: Partial<PatentRecord>;
  readonly match?: Partial<Pick<Match, 'library' | 'reasons' | 'state'>>;
  /** The enterprise's deadline as `YYYY-MM-DD`. */
  readonly deadline?: string;
  /** The experts' answers; a `returned` card belongs to the first of these experts. */
  readonly answers?: readonly SampleAnswer[];
  readonly evaluation?: Partial<EnterpriseEvaluation>;
  /** True when its reader was an admin once and is none any more. */
  readonly former?: boolean;
  /** True when the platform has no API and the admin enters the evaluation there by hand. */
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

/** The facts behind a sample card about people. */
export interface PeopleSample {
  readonly kind: Exclude<CardKind, MatchSample['kind']>;
  readonly name: string;
  /** The enterprise; a number follows its name, for two may not have the same. */
  readonly enterprise?: Partial<Pick<Enterprise, 'name' | 'state'>>;
  /** The enterprise's people, each with an account a day younger than that of the one before. */
  readonly members?: readonly SampleMember[];
  /** How many patents wait for evaluation. */
  readonly patents?: number;
  /** The chat in which the card hangs, when it is nobody's in particular; without it one of the members reads it. */
  readonly chat?: Partial<Pick<ChatRoom, 'kind' | 'purpose'>> & { readonly bound: boolean };
  /** The member whose private card it is, counted from 0; without it the first, and of a review everybody in a group. */
  readonly reader?: number;
  /** What the card is turned to; `opened` turns it to one of the members, counted from 0. */
  readonly turnedTo?: string;
  readonly opened?: number;
}

/**
 * The facts behind one sample card. Samples are facts, not finished cards: the service's own reads turn them into what
 * a chat would show, so that a sample never says what the service would not say.
 */
export type SampleCard = MatchSample | PeopleSample;

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
