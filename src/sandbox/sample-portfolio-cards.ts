import type { PatentRecord } from '../domain/patent.ts';
import { ENDLESS, EVIL, type MatchSample } from './sample-facts.ts';

/** Each sample has patents of its own; the series tells them apart. */
const numberAt = (series: number, index: number) =>
  `CN20992${String(series * 1000 + index).padStart(7, '0')}.${index % 10}`;

const portfolioOf = (series: number, size: number, title = '固态电池电解质膜专利组合（虚构）') => ({
  kind: 'portfolio' as const,
  title,
  type: null,
  applicationNumber: `ZH2099000${String(100 + series)}`,
  members: Array.from({ length: size }, (_, index) => numberAt(series, index)),
});

const RECORDS: readonly Partial<PatentRecord>[] = [{}, { state: 'expired' }, { type: 'utility-model' }];

const recordsOf = (series: number, records: readonly Partial<PatentRecord>[]) =>
  records.map((record, index) => ({ ...record, applicationNumber: numberAt(series, index) }));

const recordOf = (text: string): Partial<PatentRecord> => ({
  title: text,
  abstract: `针对${text}的问题。`,
  applicant: text,
  inventors: [text],
  maturity: text,
});

const KIND = { kind: 'portfolio' } as const;

/** The patents of a portfolio as a member sees them. */
export const PORTFOLIO_CARDS: readonly MatchSample[] = [
  { ...KIND, name: '4 件，一件登记库未收录', patent: portfolioOf(1, 4), members: recordsOf(1, RECORDS) },
  {
    ...KIND,
    name: '12 件，第 2 页，真实数据',
    patent: { ...portfolioOf(2, 12, '固态电池电解质膜专利组合'), sample: false },
    turnedTo: 'page:2',
  },
  {
    ...KIND,
    name: '打开一件',
    patent: portfolioOf(3, 5),
    members: recordsOf(3, RECORDS),
    turnedTo: 'patent:1',
  },
  { ...KIND, name: '打开登记库未收录的一件', patent: portfolioOf(4, 6), turnedTo: 'patent:6' },
  {
    ...KIND,
    name: '500 件，每项一万字',
    patent: portfolioOf(5, 500, ENDLESS),
    members: recordsOf(5, [recordOf(ENDLESS)]),
  },
  {
    ...KIND,
    name: '打开：每项一万字',
    patent: portfolioOf(6, 7, ENDLESS),
    members: recordsOf(6, [recordOf(ENDLESS)]),
    turnedTo: 'patent:1',
  },
  {
    ...KIND,
    name: '恶意文本',
    patent: portfolioOf(7, 8, EVIL),
    members: recordsOf(7, [recordOf(EVIL)]),
  },
  {
    ...KIND,
    name: '打开：恶意文本',
    patent: portfolioOf(8, 9, EVIL),
    members: recordsOf(8, [recordOf(EVIL)]),
    turnedTo: 'patent:1',
  },
];
