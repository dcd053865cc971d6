import { EVIL, EVIL_LINE, LONGEST_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const ADMIN: SampleMember = { name: '管理员', isAdmin: true };
const EXPERT: SampleMember = { name: '专家一', expert: 'admitted' };
const KIND = { kind: 'focus' } as const;
const BATTERIES = {
  sei: ['5.2'],
  industries: ['C38', 'C3841'],
  ipc: ['H01M10', 'H01M4'],
  keywords: ['固态电池', '隔膜'],
  applicants: ['示例大学'],
  regions: ['湖南省'],
  cooperationModes: ['普通许可', '转让'],
} as const;
const LONGEST = Array.from({ length: 30 }, (_, at) => `${LONGEST_LINE.slice(0, 76)}${at}`);

/** What an enterprise wants to see, as its admin fills it in and its experts look at it. */
export const FOCUS_CARDS: readonly PeopleSample[] = [
  { ...KIND, name: '已设置，管理员', members: [ADMIN], focus: { now: BATTERIES, before: { ipc: ['H01M'] } } },
  { ...KIND, name: '正在重新匹配', members: [ADMIN], focus: { now: { ipc: ['H01M'] }, matched: 43 } },
  { ...KIND, name: '专家只能看', members: [EXPERT], focus: { now: BATTERIES } },
  { ...KIND, name: '还没有设置', members: [ADMIN] },
  {
    ...KIND,
    name: '还没有设置，有建议',
    enterprise: { name: '演示机器人有限公司（虚构）' },
    members: [ADMIN, { ...EXPERT, evaluated: 3 }],
    patents: 3,
  },
  {
    ...KIND,
    name: '评价建议修改',
    members: [ADMIN, { ...EXPERT, evaluated: 4 }],
    patents: 4,
    focus: { now: { ipc: ['B41F'] } },
  },
  { ...KIND, name: '填写', members: [ADMIN], turnedTo: 'form', focus: { now: BATTERIES } },
  { ...KIND, name: '填写，还什么都没有', members: [ADMIN], turnedTo: 'form' },
  {
    ...KIND,
    name: '看效果',
    members: [ADMIN],
    patents: 5,
    turnedTo: 'check',
    focus: { now: { ipc: ['B41F'] }, draft: { ...BATTERIES, ipc: ['H01M'] } },
  },
  {
    ...KIND,
    name: '看效果，没有符合的',
    members: [ADMIN],
    turnedTo: 'check',
    focus: { draft: { keywords: ['潮汐发电机组'] } },
  },
  {
    ...KIND,
    name: '每项最长',
    members: [ADMIN],
    turnedTo: 'check',
    focus: { draft: { keywords: LONGEST, applicants: LONGEST, regions: LONGEST } },
  },
  {
    ...KIND,
    name: '填写，每项最长',
    members: [ADMIN],
    turnedTo: 'form',
    focus: { draft: { keywords: LONGEST, applicants: LONGEST.slice(0, 10) } },
  },
  {
    ...KIND,
    name: '恶意文本',
    enterprise: { name: EVIL },
    members: [{ ...ADMIN, name: EVIL_LINE }],
    focus: { now: { keywords: [EVIL_LINE], applicants: [EVIL] }, before: { regions: [EVIL_LINE] } },
  },
  { ...KIND, name: '不再是成员', members: [{ ...ADMIN, isAdmin: false }], focus: { now: BATTERIES } },
];
