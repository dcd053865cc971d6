import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readBytes, rowXml, workbookParts, type ZipEntry, zipOf } from '../support/patent-files.ts';

const HEADER = rowXml(1, '申请号', '名称', '公开日');
const ROW = rowXml(2, 'CN201710117081.7', '一种电池', 20240105);
const FOUND = [{ row: 2, ok: true, record: { applicationNumber: 'CN201710117081.7', title: '一种电池' } }];

const workbook = (rows: string): Buffer => zipOf(workbookParts({ rows }));
const refusal = (code: string) => ({
  kind: 'malformed',
  code,
  facts: { hint: expect.stringMatching(/。$/) },
});

/** The parts of a workbook, one of them changed. */
function changed(name: string, change: (part: ZipEntry) => Partial<ZipEntry>): Buffer {
  const parts = workbookParts({ rows: HEADER + ROW });
  return zipOf(parts.map((part) => (part.name === name ? { ...part, ...change(part) } : part)));
}

describe('an Excel workbook', () => {
  it('is read as a spreadsheet program writes it, with shared text, dates and numbers', async () => {
    const bytes = await writeExcelFile([
      [{ value: '盘活专利清单', columnSpan: 4 }, null, null, null],
      ['申请号', '专利名称', '申请日', '公开日'].map((value) => ({ value })),
      [
        { value: 2017101170817 },
        { value: '一种电池' },
        { value: new Date('2017-03-01T00:00:00Z'), format: 'yyyy-mm-dd' },
        { value: 20170620 },
      ],
    ]).toBuffer();
    expect(await readBytes('导出.xlsx', bytes)).toMatchObject([
      {
        row: 3,
        ok: true,
        record: {
          applicationNumber: 'CN201710117081.7',
          applicationDate: '2017-03-01',
          publicationDate: '2017-06-20',
        },
      },
    ]);
  });

  it('is known by its bytes, whatever its name', async () => {
    expect(await readBytes('导出.csv', workbook(HEADER + ROW))).toMatchObject(FOUND);
  });

  it.each(['hidden', 'veryHidden'])('is read from its first sheet that is not %s', async (state) => {
    const other = rowXml(2, 'CN202011351308.2', '隐藏的');
    const bytes = zipOf(
      workbookParts({ rows: HEADER + other, state }, { rows: HEADER + ROW }, { rows: HEADER + other }),
    );
    expect(await readBytes('a.xlsx', bytes)).toMatchObject(FOUND);
  });

  it('keeps the row numbers of a sheet with gaps', async () => {
    const rows = HEADER + rowXml(9, 'CN201710117081.7', '一种电池');
    expect(await readBytes('a.xlsx', workbook(rows))).toMatchObject([{ row: 9, ok: true }]);
  });

  it.each([
    ['2.0171E+12', false],
    ['2.017101170817E12', true],
    ['201710117081.70001', true],
  ])('takes the number cell %s over only with all its digits', async (raw, ok) => {
    const rows = `${HEADER}<row r="2"><c r="A2"><v>${raw}</v></c><c r="B2" t="str"><v>题目</v></c></row>`;
    const [result] = await readBytes('a.xlsx', workbook(rows));
    expect(result).toMatchObject(
      ok
        ? { ok, record: { applicationNumber: 'CN201710117081.7' } }
        : { ok, problem: { code: 'number_scientific' } },
    );
  });

  it('shows the value of a formula, and nothing for one that failed', async () => {
    const title = (cell: string) =>
      workbook(`${HEADER}<row r="2"><c r="A2" t="str"><v>CN201710117081.7</v></c>${cell}</row>`);
    const formula = '<c r="B2" t="str"><f>CONCATENATE("一种","电池")</f><v>一种电池</v></c>';
    expect(await readBytes('a.xlsx', title(formula))).toMatchObject(FOUND);
    expect(await readBytes('a.xlsx', title('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))).toMatchObject([
      { problem: { code: 'title_missing' } },
    ]);
  });

  it('takes 20,000 rows with their header and not one more', { timeout: 30_000 }, async () => {
    const rows = (count: number) => {
      const all = Array.from({ length: count - 1 }, (_, n) => rowXml(n + 2, `CN${100_000_000 + n}A`, '题目'));
      return workbook(rowXml(1, '公开号', '名称') + all.join(''));
    };
    expect(await readBytes('a.xlsx', rows(20_000))).toHaveLength(19_999);
    await expect(readBytes('a.xlsx', rows(20_001))).rejects.toMatchObject(refusal('too_many_rows'));
  });
});

describe('a hostile workbook', () => {
  it.each([
    [
      'a row at the end of the world',
      'too_many_rows',
      '<row r="999999999"><c r="A999999999"><v>1</v></c></row>',
    ],
    ['rows without numbers', 'too_many_rows', '<row/>'.repeat(20_001)],
    ['a cell in a far column', 'too_many_columns', '<row r="2"><c r="XFD2"><v>1</v></c></row>'],
    ['a cell beyond all columns', 'workbook_broken', '<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>'],
    [
      'an address written as an entity',
      'workbook_broken',
      '<row r="&#57;99999999"><c r="A2"><v>1</v></c></row>',
    ],
    ['an address in exponents', 'workbook_broken', '<row r="1e9"></row>'],
    ['an address with a prefix', 'too_many_rows', "<x:row x:r = '9999999'></x:row>"],
    ['a bracket inside quotes', 'workbook_broken', '<row a="<" r="2"></row>'],
    ['an address behind a quoted bracket', 'workbook_broken', '<row a=">" r="9999999"></row>'],
    ['a quote that hides tags', 'workbook_broken', `<y b="<row c='"/><row r="9999999"></row><y b="'"/>`],
    ['a comment that hides tags', 'workbook_broken', '<!-- <row a=" --><row r="9999999"></row>'],
    ['an instruction that hides tags', 'workbook_broken', '<?x <row a=" ?><row r="9999999"></row>'],
    ['an unfinished tag', 'workbook_broken', '<row r="2'],
    [
      'cells out of order',
      'workbook_broken',
      '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
    ],
    ['a cell without an address', 'workbook_broken', '<row r="2"><c><v>1</v></c></row>'],
  ])('is refused for %s', async (_, code, rows) => {
    await expect(readBytes('a.xlsx', workbook(HEADER + rows))).rejects.toMatchObject(refusal(code));
  });

  it('is refused by the sizes it declares, before anything is unpacked', async () => {
    const sheet = 'xl/worksheets/s0.xml';
    const declared = (size: number) =>
      readBytes(
        'a.xlsx',
        changed(sheet, () => ({ declared: size })),
      );
    await expect(declared(500 * 1024 * 1024)).rejects.toMatchObject(refusal('workbook_too_large'));
    await expect(declared(2 * 1024 * 1024)).rejects.toMatchObject(refusal('workbook_too_large'));
  });

  it('is refused when it unpacks to more than it declares', async () => {
    const bomb = changed('xl/worksheets/s0.xml', ({ data }) => ({
      data: data + ' '.repeat(5_000_000),
      declared: 1000,
    }));
    await expect(readBytes('a.xlsx', bomb)).rejects.toMatchObject(refusal('workbook_broken'));
  });

  it('is refused for more entries than a workbook has', async () => {
    const extra = Array.from({ length: 2001 }, (_, n) => ({ name: `xl/media/${n}.xml`, data: 'x' }));
    await expect(readBytes('a.xlsx', zipOf(extra))).rejects.toMatchObject(refusal('workbook_too_large'));
  });

  it('shows nothing of entries that its directory does not name', async () => {
    const hidden = zipOf(workbookParts({ rows: HEADER + rowXml(2, 'CN202011351308.2', '夹带的') }));
    const shown = zipOf(workbookParts({ rows: HEADER + ROW }));
    const smuggled = Buffer.concat([hidden, shown]);
    // The directory of the second archive now has to count from where it begins.
    const end = smuggled.lastIndexOf('PK\x05\x06');
    const length = shown.length - 22 - shown.readUInt32LE(shown.length - 6);
    for (let at = end - length; at < end; at += 46 + smuggled.readUInt16LE(at + 28)) {
      smuggled.writeUInt32LE(smuggled.readUInt32LE(at + 42) + hidden.length, at + 42);
    }
    smuggled.writeUInt32LE(end - length, end + 16);
    expect(await readBytes('a.xlsx', smuggled)).toMatchObject(FOUND);
  });

  it.each([
    ['is encrypted', changed('xl/workbook.xml', () => ({ flags: 1 }))],
    ['is another kind of archive', zipOf([{ name: 'word/document.xml', data: '<w/>' }])],
    ['has only hidden sheets', zipOf(workbookParts({ rows: HEADER + ROW, state: 'hidden' }))],
    ['names a sheet that is not there', changed('xl/worksheets/s0.xml', () => ({ name: 'xl/other.xml' }))],
    ['is cut off', workbook(HEADER + ROW).subarray(0, -30)],
    ['is only a signature', Buffer.from('PK')],
    ['has a directory that points outside', Buffer.from(`PK\x05\x06${'\xff'.repeat(18)}`, 'latin1')],
  ])('is refused when it %s', async (_, bytes) => {
    await expect(readBytes('a.xlsx', bytes)).rejects.toMatchObject({
      kind: 'malformed',
      facts: { hint: expect.any(String) },
    });
  });

  it('is told from an old Excel file, which cannot be read', async () => {
    const bytes = Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
    await expect(readBytes('a.xlsx', bytes)).rejects.toMatchObject({
      ...refusal('format_unknown'),
      facts: { what: 'old-excel' },
    });
  });

  it('is refused when it is larger than can be read at once', async () => {
    const bytes = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(51 * 1024 * 1024)]);
    await expect(readBytes('a.xlsx', bytes)).rejects.toMatchObject(refusal('file_too_large'));
  });
});
