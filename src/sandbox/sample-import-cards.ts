import type { RowNote } from '../domain/patent-import.ts';
import { EVIL, EVIL_LINE, LONGEST_LINE, type PeopleSample } from './sample-facts.ts';
import { USUAL_PREVIEW } from './sample-imports.ts';

const READER = { name: '管理员', isAdmin: true } as const;
const CARD = { kind: 'import', members: [READER] } as const;

const PROBLEM: RowNote = {
  row: 7,
  column: '申请号',
  value: '202310999999',
  hint: '申请号的校验位不对，很可能有一位数字写错了，请与专利证书或受理通知书核对。',
};
const OMISSION: RowNote = {
  row: 9,
  column: '申请日',
  value: '不详',
  hint: '日期无法识别，已留空；请写成 2024-01-05 这样的格式。',
};

const WORST: RowNote = {
  row: 20_000,
  column: LONGEST_LINE.slice(0, 80),
  value: LONGEST_LINE.slice(0, 80),
  hint: PROBLEM.hint,
};
const COLUMNS = Array.from({ length: 60 }, () => LONGEST_LINE.slice(0, 80));
const MANY = Array.from({ length: 50 }, () => WORST);

/** Files that an admin has sent, from what was understood to what came of them. */
export const IMPORT_CARDS: readonly PeopleSample[] = [
  { ...CARD, name: '等待确定' },
  { ...CARD, name: '在群里等待确定', chat: { bound: true } },
  {
    ...CARD,
    name: '有不能读取的行',
    file: {
      preview: {
        ...USUAL_PREVIEW,
        withheld: ['身份证号'],
        ...{ rows: 39, refused: 3, problems: [PROBLEM, PROBLEM, PROBLEM], omitted: 1, omissions: [OMISSION] },
      },
    },
  },
  { ...CARD, name: '正在导入', file: { state: 'importing', library: 'evaluation', taken: 20 } },
  {
    ...CARD,
    name: '已导入评价库',
    file: { state: 'done', library: 'evaluation', taken: 36, added: 30, changed: 4 },
  },
  {
    ...CARD,
    name: '已导入资源库',
    file: { state: 'done', library: 'resource', taken: 36, added: 30, changed: 4 },
  },
  { ...CARD, name: '已取消', file: { state: 'cancelled' } },
  { ...CARD, name: '已作废', file: { state: 'expired' } },
  {
    ...CARD,
    name: '没有可以导入的行',
    file: {
      state: 'unfit',
      preview: {
        ...USUAL_PREVIEW,
        ...{ rows: 1, fresh: 0, changed: 0, unchanged: 0, refused: 1, problems: [PROBLEM] },
      },
    },
  },
  { ...CARD, name: '不再是管理员', members: [{ ...READER, isAdmin: false }] },
  {
    ...CARD,
    name: '每项最长',
    file: {
      name: LONGEST_LINE,
      preview: {
        ...USUAL_PREVIEW,
        ...{ recognised: COLUMNS, unused: COLUMNS, withheld: COLUMNS, rows: 20_000, refused: 9000 },
        ...{ problems: MANY, omitted: 9000, omissions: MANY },
      },
    },
  },
  {
    ...CARD,
    name: '恶意文本',
    file: {
      name: EVIL,
      preview: {
        ...USUAL_PREVIEW,
        ...{ recognised: [EVIL_LINE], unused: [EVIL_LINE], withheld: [EVIL_LINE], refused: 1, omitted: 1 },
        problems: [{ ...PROBLEM, column: EVIL_LINE, value: EVIL_LINE }],
        omissions: [{ ...OMISSION, column: EVIL_LINE, value: EVIL_LINE }],
      },
    },
  },
];
