/** The sentences of an abstract that an R&D reader looks for first; each is quoted word for word or empty. */
export interface Gist {
  readonly problem: string;
  readonly solution: string;
  readonly benefit: string;
}

const PROBLEM = /(解决|克服|针对|为了|存在|不足|缺陷|缺点|难以|问题)/;
const BENEFIT = /(提高|提升|降低|减少|增强|改善|有利于|有效|从而|优点|效果|避免|节省|延长|实现了)/;
const OPENING = /(属于|涉及|公开了|提供了|提供一种|公开一种|技术领域)/;

/** The longest part shown on a card, in characters. */
const PART_LIMIT = 110;

/** Picks problem, solution and benefit out of a Chinese patent abstract; it quotes and never rewrites. */
export function gistOf(abstract: string): Gist {
  const sentences = abstract
    .split(/(?<=[。；;！!])\s*/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
  const problem = sentences.find(
    (sentence) => PROBLEM.test(sentence) && !/^(本发明|本实用新型|本申请)?(公开|提供)/.test(sentence),
  );
  const benefit = sentences.findLast((sentence) => sentence !== problem && BENEFIT.test(sentence));
  const others = sentences.filter((sentence) => sentence !== problem && sentence !== benefit);
  const solution = others.find((sentence) => !OPENING.test(sentence)) ?? others[0] ?? problem ?? benefit;
  return { problem: part(problem), solution: part(solution), benefit: part(benefit) };
}

function part(sentence: string | undefined): string {
  const signs = [...(sentence ?? '')];
  return signs.length <= PART_LIMIT ? signs.join('') : `${signs.slice(0, PART_LIMIT - 1).join('')}…`;
}
