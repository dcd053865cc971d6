import type { Patent } from '../../src/domain/patent.ts';
import {
  LIBRARIES,
  NO_FILTER,
  type PatentQuery,
  readFilter,
  readWords,
  SORTS,
} from '../../src/domain/patent-query.ts';
import { aPatent } from './builders.ts';

const TERMS = [
  '电池',
  '隔膜',
  '锂离子',
  '磷酸铁锂',
  '水电站',
  '传感器',
  '机器人',
  '石墨烯',
  '催化剂',
  '5G',
  'LiFePO4',
  'AI',
];
const JOINTS = ['的', '及其', '，', '与', '用于', ' ', '；'];
const PLACES = ['湖南省邵阳市', '湖南省长沙市', '北京市', ''];
const APPLICANTS = ['示例大学（虚构）', '示例理工大学（虚构）', 'Example University; 示例大学（虚构）'];
const CLASSES = ['H01M10/0525', 'H01M4/38', 'G06F17/10', 'G06F1/00', 'B41F'];
const INDUSTRIES = ['C3841', 'C38', 'I65'];
const SEIS = ['5.2.1', '5.2', '1.2.2'];

/** Numbers below a bound, the same for the same seed. */
export function diceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Patents of a small vocabulary, so that every search finds some; many share a date, so that order is not left to it. */
export function corpusOf(size: number): Patent[] {
  const dice = diceOf(7);
  const one = <T>(from: readonly T[]): T => from[dice(from.length)] as T;
  const text = (parts: number) => Array.from({ length: parts }, () => one(TERMS) + one(JOINTS)).join('');
  return Array.from({ length: size }, (_, at): Patent => {
    const day = `2024-0${1 + dice(3)}-1${dice(3)}`;
    return aPatent({
      id: `patent-${String(at).padStart(4, '0')}`,
      applicationNumber: `CN2099100${String(at).padStart(5, '0')}.${at % 10}`,
      title: `一种${text(1 + dice(2))}方法`,
      abstract: text(6),
      applicant: one(APPLICANTS),
      region: one(PLACES),
      ipc: [one(CLASSES), one(CLASSES)],
      industries: [one(INDUSTRIES)],
      sei: [one(SEIS)],
      type: one(['invention', 'utility-model', null]),
      maturity: one(['小试', '中试', '']),
      registeredOn: dice(9) === 0 ? null : day,
      applicationDate: `2020-0${1 + dice(8)}-01`,
      state: dice(12) === 0 ? 'expired' : 'registered',
      validAtEndOf2023: one([true, false, null]),
    });
  });
}

const WORDS = [
  ...[
    '',
    '',
    '电池',
    '隔膜 锂',
    '锂',
    '磷酸铁锂',
    '铁锂',
    '一种水电',
    'lifepo4',
    'ＬｉＦｅＰＯ４',
    '5G',
    'ai 机器人',
  ],
  ...[
    '石墨烯，传感',
    '电池的隔膜',
    '电池 隔膜 机器人',
    '不存在的词',
    'cn20991000001',
    '209910000010.0',
    'CN2099100000777',
  ],
];
const TYPED = [
  ...[
    {},
    {},
    {},
    { ipc: 'H01M' },
    { ipc: 'g06f1' },
    { ipc: 'H01M10/0525', industry: 'C38' },
    { sei: '5' },
    { sei: '5.2' },
    { wipo: '1' },
    { wipo: '6', kind: 'single' },
  ],
  ...[
    { region: '湖南' },
    { applicant: '示例大学' },
    { applicant: 'example' },
    { maturity: '中试' },
    { kind: 'single' },
  ],
  ...[
    { type: 'invention', industry: 'c' },
    { validAtEndOf2023: 'yes' },
    { rated: 'yes' },
    { rated: 'no' },
    { stars: '4' },
  ],
];

/** So many searches, the same every time. */
export function queriesOf(count: number): PatentQuery[] {
  const dice = diceOf(11);
  const one = <T>(from: readonly T[]): T => from[dice(from.length)] as T;
  return Array.from({ length: count }, () => {
    const filter = { ...NO_FILTER, ...readFilter(one(TYPED)) };
    return { library: one(LIBRARIES), words: readWords(one(WORDS)), filter, sort: one(SORTS) };
  });
}
