import type { OutwardDemand } from '../../src/domain/demand.ts';
import type { OutwardEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { OutwardIntent } from '../../src/domain/intent.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';

/** A made-up patent's number; the year 2099 keeps it from being anybody's. */
export function sampleNumber(index: number): string {
  const digits = `20991${String(index).padStart(7, '0')}`;
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const rest = weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;
  return `CN${digits}.${rest === 10 ? 'X' : rest}`;
}

/** A made-up patent. */
export function samplePatent(index: number, change: Partial<PatentRecord> = {}): PatentRecord {
  return {
    kind: 'single',
    applicationNumber: sampleNumber(index),
    publicationNumber: `CN2099${String(index).padStart(5, '0')}A`,
    title: `一种储能装置 ${index}（虚构）`,
    abstract: '本发明公开了一种储能装置（虚构）。',
    applicant: '示例大学（虚构）',
    inventors: ['发明人一（虚构）'],
    type: 'invention',
    ipc: ['H01M10/613'],
    sei: ['5.2'],
    industries: ['C38'],
    cooperationModes: ['普通许可', '转让'],
    maturity: '中试',
    region: '湖南',
    applicationDate: '2022-03-01',
    publicationDate: null,
    registeredOn: '2024-05-20',
    state: 'registered',
    validAtEndOf2023: true,
    members: [],
    sample: true,
    ...change,
  };
}

/** A made-up evaluation of the patent with this index. */
export function sampleEvaluation(index: number, change: Partial<OutwardEvaluation> = {}): OutwardEvaluation {
  return {
    enterprise: 'ent-0001',
    applicationNumber: sampleNumber(index),
    stars: 4,
    opinion: '与本企业储能产品方向一致，建议洽谈。',
    submittedAt: new Date('2026-11-22T01:30:00Z'),
    ...change,
  };
}

const SAMPLE_FIELDS = [
  { name: 'modes', label: '合作方式', value: '普通许可' },
  { name: 'need', label: '需求描述', value: '希望先做中试（虚构）。' },
];

/** A made-up intent for the patent with this index. */
export function sampleIntent(index: number, change: Partial<OutwardIntent> = {}): OutwardIntent {
  return {
    enterprise: 'ent-0001',
    applicationNumber: sampleNumber(index),
    origin: 'evaluation',
    fields: SAMPLE_FIELDS,
    text: '合作意向：一种储能装置\n需求描述：希望先做中试（虚构）。',
    submittedAt: new Date('2026-11-22T01:30:00Z'),
    ...change,
  };
}

/** A made-up demand. */
export function sampleDemand(change: Partial<OutwardDemand> = {}): OutwardDemand {
  return {
    enterprise: 'ent-0001',
    title: '中试产线（虚构）',
    fields: SAMPLE_FIELDS,
    text: '公开需求：中试产线（虚构）',
    submittedAt: new Date('2026-11-22T01:30:00Z'),
    ...change,
  };
}

/** The key the tests post under. */
export const POST_KEY = 'evaluation.post:1';

/** The body of a post that the contract allows. */
export const WIRE_EVALUATION = {
  enterprise: 'ent-0001',
  application_number: sampleNumber(1),
  stars: 4,
  opinion: '建议洽谈。',
  submitted_at: '2026-11-22T01:30:00.000Z',
};

/** A patent as the contract writes it, as empty as the contract allows. */
export const WIRE_PATENT = {
  kind: 'single',
  application_number: sampleNumber(1),
  publication_number: '',
  title: '一种储能装置（虚构）',
  abstract: '',
  applicant: '示例大学（虚构）',
  inventors: [],
  type: null,
  ipc: [],
  sei: [],
  industries: [],
  cooperation_modes: [],
  maturity: '',
  region: '',
  application_date: null,
  publication_date: null,
  registered_on: null,
  state: 'registered',
  valid_at_end_of_2023: null,
  members: [],
  sample: true,
};
