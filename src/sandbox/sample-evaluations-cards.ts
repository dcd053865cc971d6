import { EVIL, EVIL_LINE, LONGEST_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const READER = { name: '管理员', isAdmin: true } as const;
const EXPERT: SampleMember = { expert: 'admitted', applications: [{ state: 'admitted' }] };
const KIND = { kind: 'evaluations' } as const;

const LONGEST: SampleMember = {
  ...EXPERT,
  name: LONGEST_LINE,
  evaluated: 7,
  applications: [{ state: 'admitted', field: LONGEST_LINE }],
};

/** All that an enterprise's experts have said, as an admin sees it. */
export const EVALUATIONS_CARDS: readonly PeopleSample[] = [
  { ...KIND, name: '没有专家评价', members: [READER, EXPERT] },
  {
    ...KIND,
    name: '3 条',
    members: [READER, { ...EXPERT, evaluated: 2 }, { ...EXPERT, evaluated: 1 }],
    patents: 3,
  },
  {
    ...KIND,
    name: '12 条，第 2 页',
    members: [READER, { ...EXPERT, evaluated: 12 }],
    patents: 12,
    turnedTo: 'p:2',
  },
  {
    ...KIND,
    name: '筛选：待审核、4 星',
    members: [READER, { ...EXPERT, evaluated: 3 }],
    patents: 3,
    turnedTo: 'p:1,s:submitted,x:4',
  },
  {
    ...KIND,
    name: '筛选后一条也没有',
    members: [READER, { ...EXPERT, evaluated: 3 }],
    patents: 3,
    turnedTo: 'p:1,s:rejected',
  },
  {
    ...KIND,
    name: '不再是管理员',
    members: [
      { ...READER, isAdmin: false },
      { ...EXPERT, evaluated: 1 },
    ],
    patents: 1,
  },
  { ...KIND, name: '每项最长', enterprise: { name: LONGEST_LINE }, members: [READER, LONGEST], patents: 7 },
  {
    ...KIND,
    name: '恶意文本',
    enterprise: { name: EVIL },
    members: [
      READER,
      { ...LONGEST, name: EVIL_LINE, applications: [{ state: 'admitted', field: EVIL_LINE }] },
    ],
    patents: 2,
  },
];
