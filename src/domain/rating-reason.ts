/** Why an expert rates as he does (评价理由): chosen, or named by words of his opinion, so that ratings can be counted by it. */
export type RatingReason =
  | 'too-early'
  | 'no-advantage'
  | 'no-route'
  | 'unclear'
  | 'not-our-field'
  | 'have-it'
  | 'cost'
  | 'other';

interface Wording {
  readonly reason: RatingReason;
  readonly name: string;
  /** Other ways to say it in a chat; each must stand alone as a word. */
  readonly spoken: readonly string[];
}

const WORDINGS: readonly Wording[] = [
  {
    reason: 'too-early',
    name: '技术成熟度不足',
    spoken: ['太早', '成熟度不足', '不成熟', '技术不成熟', '成熟度低'],
  },
  { reason: 'no-advantage', name: '优势不明显', spoken: ['没有优势', '无明显优势', '没有明显优势'] },
  {
    reason: 'no-route',
    name: '缺少商业化路径',
    spoken: ['缺商业化路径', '没有商业化路径', '难商业化', '难以商业化'],
  },
  { reason: 'unclear', name: '描述不清', spoken: ['描述不清楚', '不清楚', '说明不清'] },
  { reason: 'not-our-field', name: '与本企业领域不符', spoken: ['领域不符', '不是我们的领域', '领域不对'] },
  { reason: 'have-it', name: '已有同类技术', spoken: ['已有', '已有类似技术', '有同类技术', '我们已有'] },
  { reason: 'cost', name: '成本过高', spoken: ['成本高', '成本太高', '太贵'] },
  { reason: 'other', name: '其他', spoken: ['其它', '其他原因', '其它原因'] },
];

const BETWEEN_WORDS = /[\s,，。.;；:：、!！]+/u;

/**
 * Reads the reasons in an opinion. Only a word that is a reason as a whole counts, so that 成本不高 is none; the opinion
 * itself stays as it was said.
 */
export function readReasons(opinion: string): RatingReason[] {
  const words = opinion.split(BETWEEN_WORDS);
  return WORDINGS.filter(({ name, spoken }) => [name, ...spoken].some((each) => words.includes(each))).map(
    ({ reason }) => reason,
  );
}

/** Brings reasons into the order in which all are listed, each once; what is no reason is left out. */
export function inOrder(reasons: readonly string[]): RatingReason[] {
  return WORDINGS.map(({ reason }) => reason).filter((reason) => reasons.includes(reason));
}

/** All reasons with their names, in the order in which they are listed. */
export const RATING_REASONS: readonly { readonly value: RatingReason; readonly label: string }[] =
  WORDINGS.map(({ reason, name }) => ({ value: reason, label: name }));

/** Reads chosen reasons out of one text; null for what nobody can have chosen. `0` stands for none. */
export function chosenReasons(text: string): RatingReason[] | null {
  const chosen = text.split(',').filter((each) => each !== '' && each !== '0');
  const known = inOrder(chosen);
  return known.length === new Set(chosen).size ? known : null;
}

/** The names of reasons as people read them, one after the other; empty when there are none. */
export function namesOfReasons(reasons: readonly RatingReason[]): string {
  return WORDINGS.filter(({ reason }) => reasons.includes(reason))
    .map(({ name }) => name)
    .join('、');
}
