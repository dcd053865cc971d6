import { describe, expect, it } from 'vitest';
import type { ColumnReport } from '../../src/platform/spreadsheet/columns.ts';
import {
  type ReadOptions,
  type RowResult,
  rowsToRecords,
} from '../../src/platform/spreadsheet/row-results.ts';
import { collect, inventedNationalId } from '../support/patent-files.ts';

const NUMBER = 'CN201710117081.7';

async function rowsOf(
  table: readonly (readonly string[])[],
  options: ReadOptions = {},
): Promise<RowResult[]> {
  return collect(
    rowsToRecords(
      table.map((cells, index) => ({ row: index + 1, cells })),
      options,
    ),
  );
}

async function only(header: readonly string[], cells: readonly string[]): Promise<RowResult | undefined> {
  return (await rowsOf([header, cells]))[0];
}

describe('a row of a patent file', () => {
  it('becomes a patent record with every field the file knows', async () => {
    const columns = {
      '申请（专利）号': ' zl 2017 1 0117081.7',
      '公开(公告)号': 'CN106876648A',
      专利名称: '一种电池\n及其制法',
      摘要: '本发明公开了一种电池。',
      '[标]当前申请(专利权)人': '示例大学（虚构）|演示企业（虚构）',
      发明人: '专家一;专家二',
      IPC分类号: 'H01M 10/0525;H01M4/62',
      战略性新兴产业: '5.2',
      国民经济行业: 'C38',
      合作方式: '转让；普通许可',
      技术成熟度: '小试',
      国省代码: '北京',
      申请日: '2017/3/1',
      '公开(公告)日': '20170620',
      登记入库时间: '2025年1月9日',
      法律状态: '有效',
      截至2023年底有效: '是',
    };
    const result = await only(Object.keys(columns), Object.values(columns));
    expect(result).toEqual({
      row: 2,
      ok: true,
      notes: [],
      record: {
        kind: 'single',
        applicationNumber: NUMBER,
        publicationNumber: 'CN106876648A',
        title: '一种电池 及其制法',
        abstract: '本发明公开了一种电池。',
        applicant: '示例大学（虚构）；演示企业（虚构）',
        inventors: ['专家一', '专家二'],
        type: 'invention',
        ipc: ['H01M10/0525', 'H01M4/62'],
        sei: ['5.2'],
        industries: ['C38'],
        cooperationModes: ['转让', '普通许可'],
        maturity: '小试',
        region: '北京',
        applicationDate: '2017-03-01',
        publicationDate: '2017-06-20',
        registeredOn: '2025-01-09',
        state: 'registered',
        validAtEndOf2023: true,
        members: [],
        sample: false,
      },
    });
  });

  it('needs no more than a number and a title, and is keyed by the publication number for want of a better', async () => {
    const result = await only(['publication_number', 'title'], ['cn117151122a', '题目']);
    expect(result).toMatchObject({
      ok: true,
      record: {
        applicationNumber: 'CN117151122A',
        publicationNumber: 'CN117151122A',
        type: 'invention',
        ipc: [],
      },
    });
  });

  it('finds the numbers in whichever of the two columns they were written', async () => {
    const result = await only(['申请号', '公开号', '名称'], ['CN106876648A', NUMBER, '题目']);
    expect(result).toMatchObject({
      record: { applicationNumber: NUMBER, publicationNumber: 'CN106876648A' },
    });
  });

  it('takes the classification from CPC only where the file has no IPC', async () => {
    expect(await only(['公开号', '名称', 'cpc'], ['CN117151122A', '题目', 'G06F16/35'])).toMatchObject({
      record: { ipc: ['G06F16/35'] },
    });
    expect(
      await only(['公开号', '名称', 'cpc', 'ipc'], ['CN117151122A', '题目', 'G06F16/35', 'G06N']),
    ).toMatchObject({
      record: { ipc: ['G06N'] },
    });
  });

  it('prefers the fuller of two columns for one field, and the other where that is empty', async () => {
    const header = ['主分类号', 'IPC分类号', '公开号', '名称'];
    const [both, main] = await rowsOf([
      header,
      ['H01M4/62', 'H01M4/62;H01G11/30', 'CN117151122A', '题目'],
      ['H01M4/62', ' ', 'CN117151123A', '题目'],
    ]);
    expect(both).toMatchObject({ record: { ipc: ['H01M4/62', 'H01G11/30'] } });
    expect(main).toMatchObject({ record: { ipc: ['H01M4/62'] } });
  });

  it('stamps made-up data when told that the file holds nothing else', async () => {
    const [result] = await rowsOf(
      [
        ['公开号', '名称'],
        ['CN117151122A', '题目'],
      ],
      { sample: true },
    );
    expect(result).toMatchObject({ record: { sample: true } });
  });

  it('keeps the patent and notes the optional values that mean nothing', async () => {
    const result = await only(
      ['公开号', '名称', '申请日', '合作方式', 'IPC', '申请号'],
      ['CN117151122A', '题目', '去年', '许可；转让', 'H01M;电池', ''],
    );
    expect(result).toMatchObject({
      ok: true,
      record: { applicationDate: null, cooperationModes: ['转让'], ipc: ['H01M'] },
      notes: [
        { code: 'code_unknown', column: 'IPC', value: '电池' },
        { code: 'cooperation_mode_unknown', column: '合作方式', value: '许可' },
        { code: 'date_unreadable', column: '申请日', value: '去年' },
      ],
    });
  });

  it('quotes a value and a header on one line, without marks that turn the reading direction', async () => {
    const result = await only(
      ['公开号', '名称', '申请\u202E日\n期'],
      ['CN117151122A', '题目', '\u202E去\n年\u0007'],
    );
    expect(result).toMatchObject({ notes: [{ column: '申请日 期', value: '去 年' }] });
  });

  it('keeps a formula as the text it is', async () => {
    expect(await only(['公开号', '名称'], ['CN117151122A', "=cmd|' /C calc'!A0"])).toMatchObject({
      record: { title: "=cmd|' /C calc'!A0" },
    });
  });
});

describe('a row that cannot be taken over', () => {
  it.each([
    ['has no number', ['', '', '题目'], { code: 'number_empty' }],
    [
      'has a wrong check digit',
      ['CN201710117081.8', '', '题目'],
      { code: 'number_check_digit', column: '申请号' },
    ],
    [
      'has a number of another country',
      ['', 'US10123456B2', '题目'],
      { code: 'number_foreign', column: '公开号' },
    ],
    ['has no title', [NUMBER, '', ' '], { code: 'title_missing', column: '名称' }],
    [
      'has a title of 501 characters',
      [NUMBER, '', '题'.repeat(501)],
      { code: 'text_too_long', value: '题'.repeat(40) },
    ],
    ['has more cells than the header', [NUMBER, '', '题目', '', '多'], { code: 'too_many_cells' }],
  ])('%s', async (_, cells, problem) => {
    const result = await only(['申请号', '公开号', '名称'], cells);
    expect(result).toMatchObject({ row: 2, ok: false, problem });
  });

  it('says what Excel did to a number in scientific notation', async () => {
    const result = await only(['申请号', '名称'], ['2.0171E+12', '题目']);
    expect(result).toMatchObject({ problem: { code: 'number_scientific', value: '2.0171E+12' } });
    expect(result).toHaveProperty('problem.hint', expect.stringContaining('Excel 把申请号存成了科学计数法'));
  });

  it('does not let a publication number stand in for a mistyped application number', async () => {
    const result = await only(['申请号', '公开号', '名称'], ['CN201710117081.8', 'CN106876648A', '题目']);
    expect(result).toMatchObject({ ok: false, problem: { code: 'number_check_digit' } });
  });

  it('takes an abstract of 20,000 characters and no longer one', async () => {
    const header = ['公开号', '名称', '摘要'];
    expect(await only(header, ['CN117151122A', '题目', '文'.repeat(20_000)])).toMatchObject({ ok: true });
    expect(await only(header, ['CN117151122A', '题目', '文'.repeat(20_001)])).toMatchObject({
      ok: false,
      problem: { code: 'text_too_long', column: '摘要' },
    });
  });

  it('repeats a patent, in another spelling and later in the file', async () => {
    const results = await rowsOf([
      ['申请号', '名称'],
      [NUMBER, '先'],
      ['', ''],
      ['2017101170817', '后'],
    ]);
    expect(results).toMatchObject([
      { row: 2, ok: true, record: { title: '先' } },
      { row: 4, ok: false, problem: { code: 'duplicate', value: NUMBER, firstRow: 2 } },
    ]);
  });

  it.each(['发明人', '申请人', '摘要', '申请号'])(
    'has an ID number in the column %s, which no part of the answer shows',
    async (column) => {
      const id = inventedNationalId();
      const header = ['公开号', '名称', column];
      const result = await only(header, [
        'CN117151122A',
        '题目',
        `专家一${column === '申请号' ? '' : ' '}${id}`,
      ]);
      expect(result).toMatchObject({ ok: false, problem: { code: 'national_id', column } });
      expect(JSON.stringify(result)).not.toContain(id.slice(6, 14));
    },
  );
});

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
    expect(await only([spelling, '[标]标题'], [NUMBER, '题目'])).toMatchObject({ ok: true });
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
