import type { CardKind } from '../domain/card-kind.ts';
import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Match } from '../domain/match.ts';
import type { PatentRecord } from '../domain/patent.ts';

/** An expert's answer behind a sample card; what is left out is usual. */
export type SampleAnswer = Partial<Pick<ExpertEvaluation, 'stars' | 'opinion' | 'state' | 'reason'>> & {
  /** The expert's name; without it he is one of 专家一, 专家二 and so on. */
  readonly by?: string;
};

/**
 * The facts behind one sample card. Samples are facts, not finished cards: the service's own reads turn them into what
 * a chat would show, so that a sample never says what the service would not say.
 */
export interface SampleCard {
  readonly kind: CardKind;
  /** What is special about it, in a few words. */
  readonly name: string;
  readonly patent?: Partial<PatentRecord>;
  readonly match?: Partial<Pick<Match, 'library' | 'reasons' | 'state'>>;
  /** The enterprise's deadline as `YYYY-MM-DD`. */
  readonly deadline?: string;
  /** The experts' answers; a `returned` card belongs to the first of these experts. */
  readonly answers?: readonly SampleAnswer[];
  readonly evaluation?: Partial<EnterpriseEvaluation>;
  /** True when the platform has no API and the admin enters the evaluation there by hand. */
  readonly byHand?: boolean;
}

/** The instant at which all sample cards are read: 10:00 on a Monday in China. */
export const SAMPLE_AT = new Date('2026-11-23T02:00:00Z');

/** Ten thousand characters: far more than a card may show of anything. */
export const ENDLESS = '一种可拆卸的模块化储能装置，'.repeat(1000).slice(0, 10_000);

/** The longest opinion an input takes, in characters of four bytes each, which cost a card most. */
export const LONGEST_OPINION = '𠮷'.repeat(1000);

/** A text that tries to leave its string, to mention everybody, to run as markup, and to turn the line around. */
export const EVIL =
  '"}]},"tag":"at"{{card}}{{{card}}}\\"\\ <at id=all></at> @所有人 **粗** [链接](javascript:alert(1)) </script>' +
  '<img src=x onerror=alert(1)> &lt;b&gt; | a | b |\n|---|---|\n\t\u2028\u202e反\u202c 👩‍👩‍👧';

/** So many answers of the same sort, each by another expert. */
export function manyAnswers(count: number, answer: SampleAnswer): SampleAnswer[] {
  return Array.from({ length: count }, () => answer);
}
