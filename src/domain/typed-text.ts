import { maskNationalIds, resemblesNationalId } from './national-id.ts';
import { type Refusal, refuse } from './refusals.ts';

/** Control characters but tab and line feed: nobody sees them, and a database may end a text at a NUL. */
const INVISIBLE = /(?![\t\n])\p{Cc}/gu;

/** How long a typed text may be, in characters, and what is said when it is longer. */
export interface TextLimit {
  readonly most: number;
  readonly tooLong: Refusal;
}

/**
 * Takes in what a person has typed: blanks around it and control characters are cut, a text that is too long or holds a
 * national ID number is refused (rule 27). Whatever people write passes here before it is stored.
 */
export function typedText(text: string, { most, tooLong }: TextLimit): string {
  const cleaned = text.replace(INVISIBLE, '').trim();
  mustHoldNoNationalId(cleaned);
  if ([...cleaned].length > most) refuse(tooLong, { limit: most });
  return cleaned;
}

/** The longest name, department, position, unit or field, in characters. */
const LINE_LIMIT: TextLimit = { most: 60, tooLong: 'line_too_long' };

/** Takes in one short line such as a name; line breaks become blanks. */
export function typedLine(text: string): string {
  return typedText(text.replace(/\s+/gu, ' '), LINE_LIMIT);
}

/**
 * Takes in a name that the channel tells, of a person or a group, in at most so many characters. Whoever acts has not
 * typed it and cannot mend it, so nothing is refused: what may be a national ID number is masked, the rest cut.
 */
export function toldName(name: string, most = LINE_LIMIT.most): string {
  const line = maskNationalIds(name.replace(/\s+/gu, ' ').replace(INVISIBLE, '')).trim();
  return [...line].slice(0, most).join('').trim();
}

/** Refuses text that holds what may be a national ID number, wherever it was going (rule 27). */
export function mustHoldNoNationalId(text: string): void {
  if (resemblesNationalId(text)) refuse('national_id');
}
