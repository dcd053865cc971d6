import { ENDLESS, EVIL, LONGEST_OPINION, manyAnswers, SAMPLE_AT, type SampleCard } from './sample-facts.ts';

const SUBMITTED = { state: 'submitted', opinion: '与本企业的中试线相符，愿意进一步了解。' } as const;

/** The patent card as a group sees it, in all its states. */
export const GROUP_CARDS: readonly SampleCard[] = [
  { kind: 'patent', name: '刚推送，有截止日', deadline: '2026-12-31' },
  {
    kind: 'patent',
    name: '已有评价，没有截止日',
    answers: [{ stars: 4 }, { stars: 2, opinion: '' }, { stars: 5, state: 'accepted' }],
  },
  { kind: 'patent', name: '真实数据，没有虚构样例标记', patent: { sample: false, type: 'utility-model' } },
  {
    kind: 'patent',
    name: '组合专利',
    patent: {
      kind: 'portfolio',
      title: '固态电池电解质膜专利组合（虚构）',
      type: null,
      applicationNumber: 'ZH2099000001',
      members: Array.from({ length: 12 }, (_, index) => `CN2099100001${10 + index}.${index % 10}`),
    },
  },
  {
    kind: 'patent',
    name: '组合专利，企业评价已提交',
    patent: {
      kind: 'portfolio',
      type: null,
      applicationNumber: 'ZH2099000002',
      members: ['CN209910000110.5'],
    },
    match: { state: 'closed' },
    evaluation: SUBMITTED,
  },
  {
    kind: 'patent',
    name: '只有名称和申请号',
    patent: {
      type: 'design',
      abstract: '',
      applicant: '',
      ipc: [],
      maturity: '',
      cooperationModes: [],
      applicationDate: null,
      registeredOn: null,
      validAtEndOf2023: null,
    },
    match: { reasons: [{ kind: 'platform', wanted: '', found: '' }] },
  },
  {
    kind: 'patent',
    name: '按关注领域匹配',
    match: {
      reasons: [
        { kind: 'ipc', wanted: 'H01M', found: 'H01M10/0565' },
        { kind: 'sei', wanted: '5.2', found: '5.2.1' },
        { kind: 'keyword', wanted: '隔膜', found: '……在隔膜表面原位固化……' },
      ],
    },
  },
  {
    kind: 'patent',
    name: '按行业、推得的产业和合作方式匹配，仅供查看（转化关注库）',
    match: {
      library: 'focus',
      reasons: [
        { kind: 'industry', wanted: 'C38', found: 'C3841' },
        { kind: 'derived-sei', wanted: '5', found: 'H01M10/0525' },
        { kind: 'cooperation', wanted: '普通许可', found: '普通许可' },
      ],
    },
  },
  {
    kind: 'patent',
    name: '企业评价已提交',
    match: { state: 'closed' },
    answers: manyAnswers(3, { state: 'accepted' }),
    evaluation: SUBMITTED,
  },
  {
    kind: 'patent',
    name: '企业评价已提交，意见最长',
    match: { state: 'closed' },
    evaluation: { ...SUBMITTED, opinion: LONGEST_OPINION },
  },
  {
    kind: 'patent',
    name: '合作意向已推送给高校',
    match: { state: 'closed' },
    evaluation: SUBMITTED,
    intent: { state: 'posted', submittedAt: SAMPLE_AT },
  },
  {
    kind: 'patent',
    name: '专利已出库',
    patent: { state: 'expired' },
    match: { state: 'withdrawn' },
    answers: [{}],
  },
  {
    kind: 'patent',
    name: '每项一万字',
    deadline: '2026-12-31',
    patent: {
      title: ENDLESS,
      abstract: `针对现有装置笨重的问题。${ENDLESS}。由此提高了效率${ENDLESS}`,
      applicant: ENDLESS,
      ipc: Array.from({ length: 100 }, () => 'H01M10/0565'),
      maturity: ENDLESS,
      members: Array.from({ length: 500 }, () => 'CN209910000110.5'),
    },
    match: { reasons: [{ kind: 'platform', wanted: '', found: ENDLESS }] },
  },
  {
    kind: 'patent',
    name: '恶意文本',
    patent: { title: EVIL, abstract: `为了解决${EVIL}的问题。`, applicant: EVIL, maturity: EVIL },
    match: { reasons: [{ kind: 'keyword', wanted: EVIL, found: EVIL }] },
  },
  {
    kind: 'patent',
    name: '恶意文本，企业评价已提交',
    match: { state: 'closed' },
    evaluation: { ...SUBMITTED, opinion: EVIL },
  },
];
