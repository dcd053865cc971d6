import { describe, expect, it } from 'vitest';
import type { ColumnReport } from '../../src/platform/spreadsheet/columns.ts';
import { inventedNationalId, rowOf, rowsOf } from '../support/patent-files.ts';

const NUMBER = 'CN201710117081.7';

describe('the header of a patent file', () => {
  it.each([
    '申请号',
    '申请（专利）号',
    '申请(专利)号 ',
    '\uFEFF申请号',
    '*申请号',
    '申请号*',
    '申请号（必填）',
    'Application_Number',
    'applicationNumber',
  ])('is known by the spelling %j', async (spelling) => {
    expect(await rowOf([spelling, '[标]标题'], [NUMBER, '题目'])).toMatchObject({ ok: true });
  });

  it('may stand below a title and empty rows', async () => {
    const results = await rowsOf([
      ['盘活专利清单', ''],
      ['', ''],
      ['申请号', '名称'],
      [NUMBER, '题目'],
    ]);
    expect(results).toMatchObject([{ row: 4, ok: true }]);
  });

  it('is reported once, with what was not used and what was not even read', async () => {
    const reports: ColumnReport[] = [];
    const table = [
      ['申请号', '名称', '学院', '身份证号', ''],
      [NUMBER, '题目', '化工', inventedNationalId(), ''],
      ['', '题'],
    ];
    const results = await rowsOf(table, { onColumns: (report) => reports.push(report) });
    expect(reports).toEqual([
      {
        recognised: [
          { column: '申请号', field: 'applicationNumber' },
          { column: '名称', field: 'title' },
        ],
        unused: ['学院'],
        withheld: ['身份证号'],
      },
    ]);
    expect(results[0]).toMatchObject({ ok: true });
    expect(JSON.stringify([reports, results])).not.toContain(inventedNationalId());
  });

  it.each([
    [
      'number_column_missing',
      [
        ['名称', '摘要'],
        ['题目', '文'],
      ],
    ],
    ['number_column_missing', [[NUMBER, '题目']]],
    [
      'title_column_missing',
      [
        ['申请号', '摘要'],
        [NUMBER, '文'],
      ],
    ],
    ['file_empty', []],
    ['file_empty', [['', ' ']]],
    ['too_many_columns', [Array<string>(501).fill('列')]],
  ])('is missed with the error %s (case %#)', async (code, table) => {
    await expect(rowsOf(table)).rejects.toMatchObject({
      kind: 'malformed',
      code,
      facts: { hint: expect.stringMatching(/。$/) },
    });
  });

  it('is not searched for beyond the tenth row', async () => {
    const remarks = Array.from({ length: 10 }, (_, n) => [`说明${n}`]);
    await expect(rowsOf([...remarks, ['申请号', '名称'], [NUMBER, '题目']])).rejects.toMatchObject({
      code: 'number_column_missing',
    });
  });

  it('alone makes a file without patents', async () => {
    expect(await rowsOf([['申请号', '名称']])).toEqual([]);
  });
});
