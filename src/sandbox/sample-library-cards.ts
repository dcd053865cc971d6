import { EVIL, EVIL_LINE, LONGEST_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const READER: SampleMember = { name: '管理员', isAdmin: true };
const KIND = { kind: 'library' } as const;

/** The three libraries and what was found in them, as a member sees them. */
export const LIBRARY_CARDS: readonly PeopleSample[] = [
  { ...KIND, name: '评价库，3 件', members: [READER], patents: 3, turnedTo: 'evaluation:1' },
  {
    ...KIND,
    name: '管理员兼专家，检索 12 件',
    members: [{ ...READER, expert: 'admitted' }],
    patents: 12,
    search: { words: '一种' },
  },
  { ...KIND, name: '评价库，12 件，第 2 页', members: [READER], patents: 12, turnedTo: 'evaluation:2' },
  { ...KIND, name: '关注库，空', members: [READER], turnedTo: 'focus:1' },
  {
    ...KIND,
    name: '检索，有条件',
    members: [READER],
    patents: 9,
    search: { words: '电池', filter: { type: 'invention', ipc: 'H01M' } },
  },
  {
    ...KIND,
    name: '检索，已收藏',
    members: [READER],
    patents: 12,
    search: { words: '一种' },
    saved: [{ name: '每天看的', words: '一种' }],
  },
  { ...KIND, name: '检索，没有找到', members: [READER], patents: 2, search: { words: '潮汐发电' } },
  { ...KIND, name: '高级检索', members: [READER], patents: 2, turnedTo: 'form-evaluation:1' },
  {
    ...KIND,
    name: '高级检索，已有条件，每项最长',
    members: [READER],
    patents: 2,
    turnedTo: 'form',
    search: {
      words: LONGEST_LINE.slice(0, 100),
      filter: { applicant: LONGEST_LINE.slice(0, 60), stars: '4' },
    },
  },
  {
    ...KIND,
    name: '恶意文本',
    enterprise: { name: EVIL },
    members: [READER],
    search: { words: EVIL_LINE.slice(0, 100) },
  },
  {
    ...KIND,
    name: '不再是成员',
    members: [{ ...READER, isAdmin: false }],
    patents: 1,
    turnedTo: 'evaluation:1',
  },
];
