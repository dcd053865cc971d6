import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readPatentFile } from '../../src/platform/spreadsheet/patent-file.ts';
import type { RowResult } from '../../src/platform/spreadsheet/row-results.ts';
import { collect, readBytes } from '../support/patent-files.ts';
import { realPatents } from '../support/real-patents.ts';

describe('a JSON file', () => {
  it('is read as an array of objects whose lists and keys may differ', async () => {
    const text = JSON.stringify([
      { publication_number: 'CN117151122A', title: '甲', cpc: ['G06F16/35', 'G06F40/30'] },
      {
        title: '乙',
        application_number: '201710117081',
        inventors: ['专家一', '专家二'],
        extra: { deep: [1] },
      },
      { title: '丙' },
    ]);
    expect(await readBytes('a.json', `\uFEFF${text}`)).toMatchObject([
      { row: 1, ok: true, record: { title: '甲', ipc: ['G06F16/35', 'G06F40/30'] } },
      {
        row: 2,
        ok: true,
        record: { applicationNumber: 'CN201710117081.7', inventors: ['专家一', '专家二'] },
      },
      { row: 3, ok: false, problem: { code: 'number_empty' } },
    ]);
  });

  it.each([
    ['json_broken', '{"title": "题目"}'],
    ['json_broken', '[{"title": '],
    ['json_broken', '[1, 2]'],
    ['json_broken', '[["申请号"]]'],
    ['file_empty', '[]'],
    ['file_empty', '[{"__proto__": {"title": "题目", "publication_number": "CN117151122A"}}]'],
    ['number_column_missing', '[{"title": "题目"}]'],
    [
      'too_many_columns',
      JSON.stringify([Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`k${n}`, n]))]),
    ],
  ])('is refused as %s (case %#)', async (code, text) => {
    await expect(readBytes('a.json', text)).rejects.toMatchObject({
      kind: 'malformed',
      code,
      facts: { hint: expect.stringMatching(/。$/) },
    });
  });

  it('does not repeat its own text in the error', async () => {
    const refusal = await readBytes('a.json', '[{"发明人": "不可外传",').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'json_broken' });
    expect(`${refusal} ${JSON.stringify(refusal)}`).not.toContain('不可外传');
  });
});

const codeOf = (result: RowResult) => (result.ok ? result.notes[0]?.code : result.problem.code) ?? 'fine';

const withAbstracts = realPatents('patents-with-abstracts.json');
const titles = realPatents('patents-titles-ipc.csv');

describe.skipIf(!withAbstracts.present)(`57 real patents in JSON${withAbstracts.note}`, () => {
  it('are taken over without a note, except those that have no title', async () => {
    const untitled = JSON.parse(await readFile(withAbstracts.path, 'utf8')).filter(
      ({ title }: { title: string }) => title === '',
    );
    const results = await collect(readPatentFile(withAbstracts.path));
    expect(results).toHaveLength(57);
    expect(results.map(codeOf).filter((code) => code !== 'fine')).toEqual(
      untitled.map(() => 'title_missing'),
    );
    expect(results[0]).toMatchObject({
      record: {
        applicationNumber: 'CN117151122A',
        type: 'invention',
        ipc: expect.arrayContaining(['G06F16/35']),
      },
    });
  });
});

describe.skipIf(!titles.present)(`thousands of real titles in CSV${titles.note}`, () => {
  it('are taken over without a note', async () => {
    const codes = (await collect(readPatentFile(titles.path))).map(codeOf);
    expect(codes.length).toBeGreaterThan(4800);
    expect(codes.filter((code) => code !== 'fine')).toEqual([]);
  });
});
