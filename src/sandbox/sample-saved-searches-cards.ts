import { EVIL_LINE, LONGEST_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const READER: SampleMember = { name: '管理员', isAdmin: true };
const KIND = { kind: 'saved-searches' } as const;

/** A member's saved searches, as he sees them. */
export const SAVED_SEARCHES_CARDS: readonly PeopleSample[] = [
  { ...KIND, name: '没有收藏', members: [READER] },
  {
    ...KIND,
    name: '两个，一个有新增',
    members: [READER],
    patents: 3,
    saved: [
      { name: '电池', words: '电池' },
      { name: '潮汐', words: '潮汐发电', filter: { type: 'invention' } },
    ],
  },
  {
    ...KIND,
    name: '12 个，第 2 页',
    members: [READER],
    turnedTo: 'page:2',
    saved: Array.from({ length: 12 }, (_, at) => ({ name: `检索${at + 1}`, words: `电池${at}` })),
  },
  {
    ...KIND,
    name: '改名',
    members: [READER],
    turnedTo: 'rename',
    saved: [{ name: '电池', words: '电池' }],
  },
  {
    ...KIND,
    name: '每项最长',
    members: [READER],
    saved: Array.from({ length: 20 }, (_, at) => ({
      name: LONGEST_LINE,
      words: LONGEST_LINE,
      filter: { applicant: LONGEST_LINE, region: `${LONGEST_LINE.slice(0, 50)}${at}` },
    })),
  },
  { ...KIND, name: '恶意文本', members: [READER], saved: [{ name: EVIL_LINE, words: EVIL_LINE }] },
  {
    ...KIND,
    name: '不再是成员',
    members: [{ ...READER, isAdmin: false }],
    saved: [{ name: '电池', words: '电池' }],
  },
];
