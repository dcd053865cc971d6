import {
  EVIL,
  EVIL_LINE,
  LONGEST_LINE,
  LONGEST_OPINION,
  type PeopleSample,
  type SampleMember,
} from './sample-facts.ts';

const READER = { name: '管理员', isAdmin: true } as const;
const ADMITTED: SampleMember = { expert: 'admitted', applications: [{ state: 'admitted' }] };
const RETURNED = { state: 'returned', opinion: '请把所属领域写具体一些。' } as const;

/** One in every state, the newest account last. */
const ONE_OF_EACH: readonly SampleMember[] = [
  { ...ADMITTED, removed: true, evaluated: 3 },
  { ...ADMITTED, expert: 'disabled', evaluated: 1 },
  { ...ADMITTED, evaluated: 3 },
  { ...ADMITTED, evaluated: 1 },
  { expert: 'applied', applications: [RETURNED, {}] },
  { expert: 'returned', applications: [RETURNED] },
  { name: '', expert: 'invited' },
];

const LONGEST: SampleMember = {
  name: LONGEST_LINE,
  isAdmin: true,
  expert: 'returned',
  applications: [
    {
      name: LONGEST_LINE,
      position: LONGEST_LINE,
      unit: LONGEST_LINE,
      field: LONGEST_LINE,
      state: 'returned',
      opinion: LONGEST_OPINION,
    },
  ],
};

const EVERYWHERE: SampleMember = {
  name: EVIL_LINE,
  expert: 'returned',
  applications: [
    { position: EVIL_LINE, unit: EVIL_LINE, field: EVIL_LINE, state: 'returned', opinion: EVIL },
  ],
};

/** What an admin sees of his experts; the first member is the reader, and no expert unless he is said to be one. */
export const EXPERTS_CARDS: readonly PeopleSample[] = [
  { kind: 'experts', name: '没有专家', members: [READER] },
  { kind: 'experts', name: '不再是管理员', members: [{ ...READER, isAdmin: false }, ADMITTED] },
  { kind: 'experts', name: '1 位专家，没有待评价的专利', members: [READER, ADMITTED] },
  { kind: 'experts', name: '各种状态，第 1 页', members: [READER, ...ONE_OF_EACH], patents: 3 },
  {
    kind: 'experts',
    name: '各种状态，第 2 页',
    members: [READER, ...ONE_OF_EACH],
    patents: 3,
    turnedTo: 'page:2',
  },
  {
    kind: 'experts',
    name: '100 位专家，中间一页',
    members: [READER, ...Array.from({ length: 100 }, () => ADMITTED)],
    turnedTo: 'page:7',
  },
  ...[
    '已移除的专家',
    '停用的专家',
    '已评价的专家',
    '待评价的专家',
    '待审核的专家',
    '退回的专家',
    '待完善资料的专家',
  ].map(
    (name, at): PeopleSample => ({
      kind: 'experts',
      name: `打开：${name}`,
      members: [READER, ...ONE_OF_EACH],
      patents: 3,
      opened: at + 1,
    }),
  ),
  {
    kind: 'experts',
    name: '打开：也是管理员',
    members: [{ ...READER, ...ADMITTED, name: '管理员' }],
    opened: 0,
  },
  {
    kind: 'experts',
    name: '每项最长',
    enterprise: { name: LONGEST_LINE },
    members: [READER, ...Array.from({ length: 12 }, () => LONGEST)],
    turnedTo: 'page:2',
  },
  { kind: 'experts', name: '打开：每项最长', members: [READER, LONGEST], opened: 1 },
  { kind: 'experts', name: '恶意文本', enterprise: { name: EVIL }, members: [READER, EVERYWHERE] },
  { kind: 'experts', name: '打开：恶意文本', members: [READER, EVERYWHERE], opened: 1 },
];
