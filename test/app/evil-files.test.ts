import { expect, it } from 'vitest';
import { cardsIn, newestCard, textsIn } from '../support/chat-cards.ts';
import { csvOf, dropFile } from '../support/dropped-files.ts';
import { inventedNationalId, rowXml, workbookParts, zipOf } from '../support/patent-files.ts';
import { type Service, startService } from '../support/service.ts';
import { foundSociety, patentNo, pressOwn } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const HEADER = rowXml(1, '申请号', '专利名称');
const numberOf = (index: number) => patentNo(index).applicationNumber;
const PARTS = workbookParts({ rows: `${HEADER}${rowXml(2, numberOf(1), '一种隔膜')}` });
const MACROS = zipOf([...PARTS, { name: 'xl/vbaProject.bin', data: 'Sub Auto_Open()' }]);
const OLD_EXCEL = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
const PAGE = Buffer.from('<html><body><table><tr><td>申请号</td></tr></table></body></html>');
const MANY_ROWS = Buffer.from(`申请号,专利名称\r\n${',空\r\n'.repeat(20_001)}`);

const EVIL: readonly (readonly [name: string, bytes: Buffer, said: RegExp])[] = [
  [
    '炸弹.xlsx',
    zipOf([...PARTS, { name: 'xl/bomb.xml', data: Buffer.alloc(30_000_000) }]),
    /解压后过大.*另存为 CSV/,
  ],
  ['一万六千列.xlsx', zipOf(workbookParts({ rows: '<row r="1"><c r="XFD1"/></row>' })), /超过 500 列/],
  ['百万列.csv', Buffer.from(`申请号,专利名称${','.repeat(1_000_000)}\r\n`), /超过 500 列/],
  ['宏.xlsm', zipOf(PARTS), /带有宏.*另存为/],
  ['改名的宏.xlsx', MACROS, /带有宏.*另存为/],
  [
    '乱码.csv',
    Buffer.from([...Buffer.from('申请号,'), 0xff, 0xfe, 0x80, 0, 0xff]),
    /编码无法识别.*CSV UTF-8/,
  ],
  ['平台导出.xls', PAGE, /是网页，不是 Excel/],
  ['平台导出.csv', PAGE, /是网页，不是 Excel/],
  ['旧版.xls', OLD_EXCEL, /旧版 Excel.*另存为/],
  ['设了密码.xlsx', OLD_EXCEL, /设有密码/],
  ['改名的图片.xlsx', Buffer.from('\x89PNG not a workbook'), /内容却不是 Excel/],
  ['坏的.xlsx', zipOf(PARTS).subarray(0, 200), /打不开/],
  ['清单.json', Buffer.from('[]'), /只能导入 \.xlsx 或 \.csv/],
  ['没有扩展名', Buffer.from('申请号,专利名称'), /只能导入 \.xlsx 或 \.csv/],
  ['空白.csv', Buffer.from('\r\n\r\n'), /文件是空的/],
  ['没有表头.csv', Buffer.from('甲,乙\r\n丙,丁'), /没有找到表头/],
  ['太长.csv', MANY_ROWS, /超过 20000 行/],
  ['太大.csv', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), /超过 20 MB/],
];

function lastText({ feishu }: Service, admin: string): string {
  return textsIn(feishu, feishu.privateChat(admin)).at(-1) ?? '';
}

it('files that harm or mislead are answered with what to do, and change nothing', {
  timeout: 60_000,
}, async () => {
  const service = await startService();
  const [admin] = (await foundSociety(service)).admins;
  for (const [name, bytes, said] of EVIL) {
    await dropFile(service, admin, name, bytes);
    const answer = lastText(service, admin);
    expect(answer).toContain(`文件「${name}」没有导入，没有任何改动。`);
    expect(answer).toMatch(said);
  }
  expect(cardsIn(service.feishu, service.feishu.privateChat(admin))).toEqual([]);
  expect(await rowsOf(service.databaseUrl, 'patents')).toEqual([]);
  expect(await rowsOf(service.databaseUrl, 'import_batches')).toEqual([]);
  const states = (await rowsOf(service.databaseUrl, 'imports')).map(({ state, source }) => [state, source]);
  expect(new Set(states.map(String))).toEqual(new Set(['unfit,']));
  // A stack trace would mean that somebody did not expect it.
  expect(service.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

it('what a workbook hides is not guessed: merged cells and formulas without a value name their rows', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const [admin] = society.admins;
  const formula = (value: string) =>
    `<row r="3"><c r="A3" t="str"><f>CONCAT("CN","2")</f>${value}</c><c r="B3" t="inlineStr"><is><t>=HYPERLINK("http://example.com")</t></is></c></row>`;
  const merged = '<row r="4"><c r="B4" t="inlineStr"><is><t>合并在上一行下面</t></is></c></row>';
  const sheet = (value: string) =>
    zipOf(
      workbookParts({ rows: `${HEADER}${rowXml(2, numberOf(1), '一种隔膜')}${formula(value)}${merged}` }),
    );
  const shown = () => newestCard(service.feishu, service.feishu.privateChat(admin)).plain.join('\n');
  await dropFile(service, admin, '没有算过.xlsx', sheet(''));
  expect(shown()).toContain('共 3 行：新增 1，有更新 0，没有变化 0，不能读取 2');
  expect(shown()).toContain('第 3 行：这一行没有申请号');
  expect(shown()).toContain('第 4 行：这一行没有申请号');
  await dropFile(service, admin, '算过.xlsx', sheet(`<v>${numberOf(2)}</v>`));
  expect(shown()).toContain('共 3 行：新增 2');
  await pressOwn(service, admin, 'resource');
  const titles = (await rowsOf(service.databaseUrl, 'patents')).map(({ title }) => title);
  expect(titles.toSorted()).toEqual(['=HYPERLINK("http://example.com")', '一种隔膜'].toSorted());
});

it('a file in which no row is fit is shown with its reasons and asks nothing', async () => {
  const service = await startService();
  const [admin] = (await foundSociety(service)).admins;
  await dropFile(service, admin, `${inventedNationalId()}.csv`, csvOf(['1234,一种隔膜,示例大学（虚构）,']));
  const { plain, buttons } = newestCard(service.feishu, service.feishu.privateChat(admin));
  expect(plain.join('\n')).toContain('没有可以导入的专利');
  expect(plain.join('\n')).not.toContain(inventedNationalId());
  expect(buttons).toEqual([]);
});
