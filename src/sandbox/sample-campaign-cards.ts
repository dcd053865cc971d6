import { EVIL_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const KIND = { kind: 'campaign' } as const;
const ADMIN: SampleMember = { name: '管理员', isAdmin: true };
const expert = (evaluated: number): SampleMember => ({ expert: 'admitted', evaluated });

/** How far enterprises have come, as their admins see it. */
export const CAMPAIGN_CARDS: readonly PeopleSample[] = [
  {
    ...KIND,
    name: '进行中',
    members: [ADMIN, expert(7), expert(3), expert(0)],
    patents: 12,
    enterprise: { deadline: '2026-12-31' },
    reachable: true,
  },
  {
    ...KIND,
    name: '二十位专家，截止日已过',
    members: [ADMIN, ...Array.from({ length: 20 }, (_, at) => expert(at))],
    patents: 40,
    enterprise: { deadline: '2026-11-20' },
  },
  { ...KIND, name: '还没有推送，没有截止日', members: [ADMIN] },
  {
    ...KIND,
    name: '设截止日和目标',
    members: [ADMIN],
    turnedTo: 'plan',
    enterprise: { deadline: '2026-12-31' },
  },
  {
    ...KIND,
    name: '恶意文本',
    enterprise: { name: EVIL_LINE },
    members: [ADMIN, { ...expert(1), name: EVIL_LINE }],
    patents: 1,
  },
  { ...KIND, name: '不再是管理员', members: [{ ...ADMIN, isAdmin: false, expert: 'admitted' }], patents: 1 },
];
