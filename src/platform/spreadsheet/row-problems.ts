import { containsNationalId } from '../../domain/national-id.ts';
import type { NumberFault } from '../../domain/patent-number.ts';
import { type AppError, malformed } from '../../errors.ts';
import { cleanLine } from './cells.ts';

/** Why a row, or one value of it, could not be taken over. */
export type ProblemCode =
  | `number_${NumberFault}`
  | 'title_missing'
  | 'text_too_long'
  | 'national_id'
  | 'duplicate'
  | 'too_many_cells'
  | 'date_unreadable'
  | 'code_unknown'
  | 'cooperation_mode_unknown';

/** What is wrong with a row, told to the person who keeps the file. */
export interface RowProblem {
  readonly code: ProblemCode;
  /** The column's name as the file writes it. */
  readonly column?: string;
  /** The first 40 characters of the value; absent where showing it would repeat personal data. */
  readonly value?: string;
  /** For a duplicate: the row that was taken over instead. */
  readonly firstRow?: number;
  /** A Chinese sentence that says what to do. */
  readonly hint: string;
}

const VALUE_SHOWN = 40;

const HINTS: Readonly<Record<ProblemCode, string>> = {
  number_empty: '这一行没有申请号，也没有公开号，请至少补上一个。',
  number_scientific:
    'Excel 把申请号存成了科学计数法，末尾的数字已经丢失：请先把该列设为“文本”格式，再重新填入申请号。',
  number_check_digit: '申请号的校验位不对，很可能有一位数字写错了，请与专利证书或受理通知书核对。',
  number_length: '号码的位数不对：申请号应为 12 位数字加校验位，2003 年 10 月以前为 8 位数字加校验位。',
  number_kind_code: '公开号缺少末尾的文献种类字母（如 A、B、U），请补全，或改填申请号。',
  number_foreign: '这不是中国专利的号码，目前只能导入中国专利。',
  number_shape: '号码无法识别，请填写申请号（如 202310123456 加校验位）或公开号（如 CN 加数字加字母）。',
  title_missing: '这一行没有专利名称，请补上。',
  text_too_long: '这一格的文字太长，可能是多行内容粘在了一起，请缩短后再导入。',
  national_id: '这一格含有身份证号，为保护个人信息没有导入这一行，请删去身份证号后再试。',
  duplicate: '这件专利在文件中出现了多次，只取第一次出现的那一行。',
  too_many_cells: '这一行的列数比表头多，可能是名称或摘要里的逗号没有加引号，请检查后再导入。',
  date_unreadable: '日期无法识别，已留空；请写成 2024-01-05 这样的格式。',
  code_unknown: '分类无法识别，已略过；请填写分类代码或完整名称，如 H01M10/0525、5.2、C38。',
  cooperation_mode_unknown: '合作方式无法识别，已略过；请使用平台上的名称，如转让、普通许可、开放许可。',
};

/** Describes what is wrong with a row; a value with a national ID number in it is left out. */
export function rowProblem(
  code: ProblemCode,
  at: { readonly column?: string; readonly value?: string; readonly firstRow?: number } = {},
): RowProblem {
  const { value, ...rest } = at;
  const shown = value === undefined || containsNationalId(value) ? {} : { value: excerpt(value) };
  return { code, ...rest, ...shown, hint: HINTS[code] };
}

/** Cuts a text to what is shown of it: one line without control characters, and no split character at the end. */
export function excerpt(text: string): string {
  return [...cleanLine(text).slice(0, VALUE_SHOWN * 2)].slice(0, VALUE_SHOWN).join('');
}

/** Makes the error for a file that cannot be read as a whole; `hint` tells the person in Chinese what to do. */
export function fileError(
  code: string,
  message: string,
  hint: string,
  facts: Readonly<Record<string, unknown>> = {},
): AppError {
  return malformed(code, message, { ...facts, hint });
}
