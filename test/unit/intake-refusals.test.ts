import { describe, expect, it } from 'vitest';
import { inventedNationalId, rowOf, rowsOf } from '../support/patent-files.ts';

const NUMBER = 'CN201710117081.7';

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
    const result = await rowOf(['申请号', '公开号', '名称'], cells);
    expect(result).toMatchObject({ row: 2, ok: false, problem });
  });

  it('says what Excel did to a number in scientific notation', async () => {
    const result = await rowOf(['申请号', '名称'], ['2.0171E+12', '题目']);
    expect(result).toMatchObject({ problem: { code: 'number_scientific', value: '2.0171E+12' } });
    expect(result).toHaveProperty('problem.hint', expect.stringContaining('Excel 把申请号存成了科学计数法'));
  });

  it('does not let a publication number stand in for a mistyped application number', async () => {
    const result = await rowOf(['申请号', '公开号', '名称'], ['CN201710117081.8', 'CN106876648A', '题目']);
    expect(result).toMatchObject({ ok: false, problem: { code: 'number_check_digit' } });
  });

  it('takes an abstract of 20,000 characters and no longer one', async () => {
    const header = ['公开号', '名称', '摘要'];
    expect(await rowOf(header, ['CN117151122A', '题目', '文'.repeat(20_000)])).toMatchObject({ ok: true });
    expect(await rowOf(header, ['CN117151122A', '题目', '文'.repeat(20_001)])).toMatchObject({
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
      const result = await rowOf(header, [
        'CN117151122A',
        '题目',
        `专家一${column === '申请号' ? '' : ' '}${id}`,
      ]);
      expect(result).toMatchObject({ ok: false, problem: { code: 'national_id', column } });
      expect(JSON.stringify(result)).not.toContain(id.slice(6, 14));
    },
  );
});
