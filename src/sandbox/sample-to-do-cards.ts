import { EVIL_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const KIND = { kind: 'to-do' } as const;
const ADMIN: SampleMember = { name: '管理员', isAdmin: true };
const EXPERT: SampleMember = { expert: 'admitted', evaluated: 0 };
const BOTH: SampleMember = { ...EXPERT, name: '管理员兼专家', isAdmin: true };
const APPLICANT: SampleMember = { expert: 'applied', applications: [{}] };

/** What waits for members, as each sees his own. */
export const TO_DO_CARDS: readonly PeopleSample[] = [
  { ...KIND, name: '专家，三件', members: [EXPERT], patents: 3, enterprise: { deadline: '2026-11-30' } },
  { ...KIND, name: '专家，十二件', members: [EXPERT], patents: 12 },
  { ...KIND, name: '管理员', members: [ADMIN, { ...EXPERT, evaluated: 2 }, APPLICANT], patents: 3 },
  {
    ...KIND,
    name: '管理员兼专家，全部待办',
    members: [BOTH, { ...EXPERT, evaluated: 2 }, APPLICANT],
    patents: 9,
    enterprise: { deadline: '2026-11-20' },
  },
  { ...KIND, name: '暂不评一件', members: [EXPERT, { ...EXPERT, name: '专家乙' }], patents: 2, aside: 0 },
  { ...KIND, name: '暂不评一件，没有同事', members: [EXPERT], patents: 1, aside: 0 },
  { ...KIND, name: '没有待办', members: [{ ...EXPERT, evaluated: 2 }], patents: 2 },
  { ...KIND, name: '恶意文本', enterprise: { name: EVIL_LINE }, members: [EXPERT], patents: 1 },
  { ...KIND, name: '不再是成员', members: [{ ...EXPERT, removed: true }], patents: 1 },
];
