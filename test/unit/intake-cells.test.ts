import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanLine,
  cleanText,
  readDate,
  readIndustry,
  readIpc,
  readMode,
  readSei,
  readState,
  readYesNo,
  splitList,
  splitNames,
} from '../../src/platform/spreadsheet/cells.ts';

describe('a date cell', () => {
  it.each([
    '2024-01-05',
    '2024/1/5',
    '2024.1.5',
    '2024年1月5日',
    '２０２４年１月５日',
    '20240105',
    '45296',
    '45296.75',
    '2024-01-05 08:30:00',
    '2024-01-05T00:00:00.000Z',
  ])('reads %j as 5 January 2024', (text) => {
    expect(readDate(text)).toBe('2024-01-05');
  });

  it.each([
    '',
    '2024',
    '2024-13-01',
    '2024-02-30',
    '20240230',
    '1024-01-05',
    '2.0240105E7',
    '99999',
    '5',
    '明年',
  ])('does not take %j for a date', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('reads every day of a century back from the way Excel and people write it', () => {
    const days = fc.date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (at) => {
        const day = at.toISOString().slice(0, 10);
        const [year, month, date] = day.split('-').map(Number);
        const serial = Math.floor(at.getTime() / 86_400_000) + 25_569;
        expect(
          [day, `${year}年${month}月${date}日`, day.replaceAll('-', ''), String(serial)].map(readDate),
        ).toEqual(Array(4).fill(day));
      }),
    );
  });
});

describe('a text cell', () => {
  it('loses control characters, marks that turn the reading direction and broken characters', () => {
    expect(cleanText('\uFEFF电\u0000池\u202E组\u200B\uD800\u0007')).toBe('电池组');
  });

  it('keeps the line breaks of an abstract and none of a title', () => {
    expect(cleanText('一\r\n二\r三')).toBe('一\n二\n三');
    expect(cleanLine('一\r\n二 \t 三')).toBe('一 二 三');
  });

  it('keeps characters outside the basic plane', () => {
    expect(cleanText('𬭩盐😀')).toBe('𬭩盐😀');
  });
});

describe('a list cell', () => {
  it('splits at every separator seen in exports and drops repetitions', () => {
    expect(splitList('H01M|H01G;C08L；G06F,G06N，A61K、B01D\nH01M', true)).toEqual([
      'H01M',
      'H01G',
      'C08L',
      'G06F',
      'G06N',
      'A61K',
      'B01D',
    ]);
  });

  it('splits Chinese names at commas but leaves the comma in a Latin name alone', () => {
    expect(splitNames('专家一，专家二、专家三')).toEqual(['专家一', '专家二', '专家三']);
    expect(splitNames('Smith, J.;Miller, K.')).toEqual(['Smith, J.', 'Miller, K.']);
  });
});

describe('a coded cell', () => {
  it.each([
    ['H01M 10/0525', 'H01M10/0525'],
    ['h01m10/0525(2010.01)', 'H01M10/0525'],
    ['Ｇ０１Ｄ', 'G01D'],
    ['Y02E60/10', 'Y02E60/10'],
    ['电池', null],
    ['H01M10', null],
  ])('reads %j as the IPC symbol %j', (text, symbol) => {
    expect(readIpc(text)).toBe(symbol);
  });

  it.each([
    ['5.2 储能', '5.2'],
    ['5', '5'],
    ['1.2.3新材料', '1.2.3'],
    ['2024', null],
    ['新能源', null],
  ])('reads %j as the emerging industry %j', (text, code) => {
    expect(readSei(text)).toBe(code);
  });

  it.each([
    ['C38 电气机械和器材制造业', 'C38'],
    ['c3841', 'C3841'],
    ['C', 'C'],
    ['电气机械和器材制造业', null],
    ['CAD软件', null],
  ])('reads %j as the industry %j', (text, code) => {
    expect(readIndustry(text)).toBe(code);
  });

  it.each([
    ['开放许可', '开放许可'],
    ['独占实施许可', '独占许可'],
    ['质押融资', '质押'],
    ['许可', null],
  ])('reads %j as the way of cooperation %j', (text, mode) => {
    expect(readMode(text)).toBe(mode);
  });

  it.each([
    ['', 'registered'],
    ['有权', 'registered'],
    ['授权|权利转移', 'registered'],
    ['失效', 'expired'],
    ['未缴年费专利权终止', 'expired'],
    ['视为撤回', 'withdrawn'],
    ['已转让', 'transferred'],
  ])('reads the legal state %j as %s', (text, state) => {
    expect(readState(text)).toBe(state);
  });

  it.each([
    ['是', true],
    ['TRUE', true],
    ['否', false],
    ['0', false],
    ['', null],
    ['也许', null],
  ])('reads %j as the answer %j', (text, answer) => {
    expect(readYesNo(text)).toBe(answer);
  });
});
