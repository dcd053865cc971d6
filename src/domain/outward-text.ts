/** Something in a text that the admin may not want everybody to read. */
export interface OutwardWarning {
  readonly kind: 'phone' | 'mail' | 'account' | 'secret';
  /** The words it is about. */
  readonly found: string;
  /** Where they begin, counted in UTF-16 units from the start of the text. */
  readonly at: number;
  /** The label of the field they stand in; empty for the heading. */
  readonly field: string;
}

/** Few on purpose: who is warned of everything reads no warning. */
const SECRETS = [
  '商业秘密',
  '技术秘密',
  '国家秘密',
  '内部资料',
  '内部文件',
  '内部使用',
  '保密',
  '机密',
  '绝密',
  '未公开',
  '不得外传',
  '请勿外传',
  '配方比例',
  '工艺参数',
  '源代码',
  '客户名单',
  '客户清单',
  '供应商名单',
  '采购价',
  '成本价',
  '底价',
] as const;

const PATTERNS: readonly (readonly [OutwardWarning['kind'], RegExp])[] = [
  ['phone', /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g],
  ['phone', /(?<!\d)(?:\(0\d{2,3}\) ?|0\d{2,3}[ -]?)\d{3,4}[ -]?\d{4}(?:-\d{1,6})?(?!\d)/g],
  ['phone', /(?<!\d)[48]00[ -]?\d{3}[ -]?\d{4}(?!\d)/g],
  ['mail', /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g],
  ['account', /(?:微信|weixin|wechat|(?<![a-z])vx)(?:号|id)?[ :为是]{0,3}[a-z][\w-]{5,19}/gi],
  ['account', /(?<![a-z])qq[号群 :为是]{0,4}[1-9]\d{4,10}(?!\d)/gi],
  ['secret', new RegExp(SECRETS.join('|'), 'g')],
];

/**
 * Finds contact data and words of trade secrets in a text, in the order of their places. It only warns: what may
 * be public is the admin's to know (rule 20).
 */
export function warningsOf(text: string): readonly OutwardWarning[] {
  const plain = halfWidth(text);
  const warnings = PATTERNS.flatMap(([kind, pattern]) =>
    [...plain.matchAll(pattern)].map(({ index, 0: { length } }) => {
      return { kind, found: text.slice(index, index + length), at: index, field: fieldAt(text, index) };
    }),
  );
  return warnings.sort((one, other) => one.at - other.at);
}

/** Full-width letters, digits and signs as the plain ones; the length stays, so that places are those of the text. */
function halfWidth(text: string): string {
  const shift = 0xfee0;
  return text.replace(/[！-～]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - shift));
}

/** What stands before the colon of the line in which a place is. */
function fieldAt(text: string, at: number): string {
  const start = text.slice(0, at).lastIndexOf('\n') + 1;
  if (start === 0) return '';
  const [label = ''] = text.slice(start).split('：', 1);
  return label;
}
