import { ENDLESS, EVIL, LONGEST_OPINION, manyAnswers, SAMPLE_AT, type SampleCard } from './sample-facts.ts';

const REASON = '请补充成本依据。';
const CLOSED = { match: { state: 'closed' }, evaluation: { state: 'submitted' } } as const;
const WITHDRAWN = { match: { state: 'withdrawn' } } as const;

/** What an expert sees whose answer the admin has returned. */
export const RETURNED_CARDS: readonly SampleCard[] = [
  { kind: 'returned', name: '等待补充', answers: [{ state: 'returned', reason: REASON }] },
  {
    kind: 'returned',
    name: '等待补充，原来没有写建议',
    answers: [{ state: 'returned', reason: REASON, opinion: '' }],
  },
  { kind: 'returned', name: '已补充', answers: [{ state: 'submitted' }] },
  { kind: 'returned', name: '评价已结束', ...CLOSED, answers: [{ state: 'returned', reason: REASON }] },
  {
    kind: 'returned',
    name: '意见和理由最长',
    patent: { title: ENDLESS },
    answers: [{ state: 'returned', reason: LONGEST_OPINION, opinion: LONGEST_OPINION }],
  },
  {
    kind: 'returned',
    name: '恶意文本',
    patent: { title: EVIL },
    answers: [{ state: 'returned', reason: EVIL, opinion: EVIL }],
  },
];

/** What an admin sees of the experts' answers. */
export const REVIEW_CARDS: readonly SampleCard[] = [
  { kind: 'review', name: '还没有评价' },
  { kind: 'review', name: '1 条待审核，没有写建议', answers: [{ stars: 3, opinion: '' }] },
  { kind: 'review', name: '8 条待审核', answers: manyAnswers(8, {}) },
  {
    kind: 'review',
    name: '20 条，其中 12 条待审核',
    answers: [
      ...manyAnswers(5, { state: 'accepted', stars: 5 }),
      ...manyAnswers(2, { state: 'returned', stars: 2, reason: REASON }),
      { state: 'rejected', stars: 1, opinion: '', reason: '与本专利无关。' },
      ...manyAnswers(12, {}),
    ],
  },
  { kind: 'review', name: '全部已审核', answers: manyAnswers(2, { state: 'accepted' }) },
  { kind: 'review', name: '审核已结束', ...CLOSED, answers: [{ state: 'accepted' }, {}] },
  { kind: 'review', name: '专利已出库', ...WITHDRAWN, answers: [{}] },
  { kind: 'review', name: '读卡的人已不是管理员', former: true, answers: [{}] },
  {
    kind: 'review',
    name: '50 条，每条最长',
    patent: { title: ENDLESS },
    answers: [
      ...manyAnswers(10, { opinion: LONGEST_OPINION }),
      ...manyAnswers(40, { state: 'rejected', opinion: LONGEST_OPINION, reason: LONGEST_OPINION }),
    ],
  },
  {
    kind: 'review',
    name: '恶意文本',
    patent: { title: EVIL },
    answers: [
      { by: EVIL, opinion: EVIL },
      { by: EVIL, opinion: EVIL, state: 'rejected', reason: EVIL },
    ],
  },
];

const EVALUATION = 'enterprise-evaluation';

/** What an admin sees of the enterprise's own evaluation. */
export const EVALUATION_CARDS: readonly SampleCard[] = [
  { kind: EVALUATION, name: '填写' },
  { kind: EVALUATION, name: '填写，有专家意见的初稿', answers: [{ state: 'accepted' }] },
  { kind: EVALUATION, name: '返回修改', evaluation: { state: 'editing', revision: 2 } },
  { kind: EVALUATION, name: '核对', evaluation: { state: 'draft' } },
  {
    kind: EVALUATION,
    name: '核对，意见中有专家的原文',
    answers: [{ state: 'accepted', opinion: '工艺成熟，可中试' }],
    evaluation: { state: 'draft', opinion: '工艺成熟，可中试，愿意进一步了解。' },
  },
  { kind: EVALUATION, name: '已提交，正在发送', ...CLOSED },
  { kind: EVALUATION, name: '已确认，待人工填报', ...CLOSED, byHand: true },
  {
    kind: EVALUATION,
    name: '平台已接收',
    ...CLOSED,
    evaluation: { state: 'posted', receipt: 'R-2026-000001' },
  },
  {
    kind: EVALUATION,
    name: '已人工填报',
    ...CLOSED,
    byHand: true,
    evaluation: { state: 'posted', postedBy: 'admin', postedAt: SAMPLE_AT },
  },
  {
    kind: EVALUATION,
    name: '平台未接收',
    ...CLOSED,
    evaluation: { state: 'refused', refusal: '该专利正在变更登记' },
  },
  { kind: EVALUATION, name: '专利已出库', ...WITHDRAWN },
  { kind: EVALUATION, name: '专利已出库，留有草稿', ...WITHDRAWN, evaluation: { state: 'draft' } },
  {
    kind: EVALUATION,
    name: '填写，初稿最长',
    patent: { title: ENDLESS },
    answers: [{ state: 'accepted', opinion: LONGEST_OPINION }],
  },
  {
    kind: EVALUATION,
    name: '核对，意见最长',
    patent: { title: ENDLESS },
    evaluation: { state: 'draft', opinion: LONGEST_OPINION },
  },
  {
    kind: EVALUATION,
    name: '恶意文本，填写',
    patent: { title: EVIL },
    answers: [{ state: 'accepted', opinion: EVIL }],
  },
  {
    kind: EVALUATION,
    name: '恶意文本，平台未接收',
    ...CLOSED,
    evaluation: { state: 'refused', refusal: EVIL, opinion: EVIL },
  },
  { kind: 'enterprise-evaluation', name: '读卡的人已不是管理员', former: true, evaluation: {} },
];
