import { ENDLESS, EVIL, type MatchSample } from './sample-facts.ts';

const KIND = { kind: 'detail' } as const;
const FILED = {
  publicationNumber: 'CN209910000A',
  publicationDate: '2021-09-07',
  sei: ['1.2.2', '5.2.1'],
  industries: ['C3841'],
  region: '湖南省邵阳市',
} as const;

/** All that is known of a patent, as a member sees it. */
export const DETAIL_CARDS: readonly MatchSample[] = [
  { ...KIND, name: '评价中，管理员', patent: FILED, answers: [{ stars: 4 }, { stars: 2 }], reachable: true },
  { ...KIND, name: '评价中，专家', patent: FILED, answers: [{ stars: 4 }], asExpert: true },
  { ...KIND, name: '关注库，真实数据', patent: { sample: false }, match: { library: 'focus' } },
  { ...KIND, name: '只在资源库', patent: FILED, match: null },
  { ...KIND, name: '待推送', match: { state: 'waiting' } },
  { ...KIND, name: '已不在登记库', patent: { state: 'expired' }, match: { state: 'withdrawn' } },
  {
    ...KIND,
    name: '企业评价和合作意向已提交',
    match: { state: 'closed' },
    answers: [{ stars: 5, state: 'accepted' }],
    evaluation: { state: 'posted', submittedAt: new Date('2026-11-20T02:00:00Z') },
    intent: { state: 'submitted', submittedAt: new Date('2026-11-21T02:00:00Z') },
  },
  {
    ...KIND,
    name: '组合专利',
    patent: {
      ...FILED,
      kind: 'portfolio',
      title: '固态电池电解质膜专利组合（虚构）',
      type: null,
      applicationNumber: 'ZH2099000301',
      members: Array.from({ length: 24 }, (_, index) => `CN2099100004${10 + index}.${index % 10}`),
    },
  },
  {
    ...KIND,
    name: '只有名称和申请号',
    patent: {
      abstract: '',
      applicant: '',
      inventors: [],
      ipc: [],
      maturity: '',
      cooperationModes: [],
      applicationDate: null,
      registeredOn: null,
      type: null,
    },
    match: null,
  },
  { ...KIND, name: '不再是成员，不能查看', former: true },
  {
    ...KIND,
    name: '每项一万字',
    patent: {
      ...FILED,
      title: ENDLESS,
      abstract: `针对${ENDLESS}的问题。`,
      applicant: ENDLESS,
      inventors: [ENDLESS],
      maturity: ENDLESS,
      region: ENDLESS,
    },
  },
  {
    ...KIND,
    name: '恶意文本',
    patent: { ...FILED, title: EVIL, abstract: EVIL, applicant: EVIL, inventors: [EVIL], maturity: EVIL },
  },
];
