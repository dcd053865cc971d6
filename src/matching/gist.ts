/** The sentences of an abstract that an R&D reader looks for first; each is quoted word for word or empty. */
export interface Gist {
  readonly problem: string;
  readonly solution: string;
  readonly benefit: string;
}

/** What is wrong today: a stated problem, or the shortcomings of existing methods. */
const PROBLEM =
  /((解决|克服|针对|为了|存在).*(问题|不足|缺陷|缺点|难题|弊端)|(现有|目前|传统).*(问题|不足|缺陷|缺点|难以|无法|依赖|滞后|困难))/;
const BENEFIT = /(提高|提升|降低|减少|增强|改善|有利于|从而|优点|避免|节省|延长|能够丰富|有助于)/;
/** A sentence that only says what kind of invention this is. */
const OPENING = /(属于|涉及|公开了?|提供了?)/;
const CONTENT = /(包括|包含|采用|通过|步骤|所述|由.+组成)/;

/** The longest part shown on a card, in characters. */
const PART_LIMIT = 110;

/** Picks problem, solution and benefit out of a Chinese patent abstract; it quotes and never rewrites. */
export function gistOf(abstract: string): Gist {
  const units = abstract.split(/(?<=[。！!；;])/).filter((unit) => unit.trim() !== '');
  const problem = units.findIndex((unit) => PROBLEM.test(unit));
  const benefit = units.findLastIndex((unit, at) => at !== problem && BENEFIT.test(unit));
  const isFree = (at: number) => at !== problem && at !== benefit;
  const first = units.findIndex((unit, at) => isFree(at) && !isOpening(unit));
  const from = first >= 0 ? first : units.findIndex((_, at) => isFree(at));
  // The steps of a method follow each other: they are quoted in one piece, up to the next part that has its own place.
  const until = units.findIndex((_, at) => at > from && !isFree(at));
  const solution = from < 0 ? '' : units.slice(from, until < 0 ? undefined : until).join('');
  return {
    problem: partFrom(units[problem], PROBLEM),
    solution: part(solution),
    benefit: partFrom(units[benefit], BENEFIT),
  };
}

function isOpening(sentence: string): boolean {
  return OPENING.test(sentence) && !CONTENT.test(sentence);
}

/** A long sentence begins with the clause that made it interesting. */
function partFrom(sentence: string | undefined, interest: RegExp): string {
  if (sentence === undefined || [...sentence].length <= PART_LIMIT) return part(sentence);
  const clauses = sentence.split(/(?<=[，；,;])/);
  const first = clauses.findIndex((clause) => interest.test(clause));
  return part(first < 0 ? sentence : clauses.slice(first).join(''));
}

function part(text: string | undefined): string {
  const signs = [...(text ?? '').trim()];
  return signs.length <= PART_LIMIT ? signs.join('') : `${signs.slice(0, PART_LIMIT - 1).join('')}…`;
}
