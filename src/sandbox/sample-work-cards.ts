import { DEMAND_CARDS, INTENT_CARDS } from './sample-cooperation-cards.ts';
import type { CooperationSample, PeopleSample } from './sample-facts.ts';

const READER = { name: '管理员', isAdmin: true } as const;
const WORK = { kind: 'work-list', members: [READER], byHand: true } as const;

/** Those samples that stand so, in the order in which they wait. */
function standing(samples: readonly CooperationSample[], state: string): readonly CooperationSample[] {
  return samples.filter(({ intent, demand }) => (intent ?? demand)?.state === state);
}

const NEEDS = [...standing(INTENT_CARDS, 'submitted'), ...standing(DEMAND_CARDS, 'submitted')];

const BY_HAND = standing(INTENT_CARDS, 'posted').filter(({ intent }) => intent?.postedBy);

/** What an admin has to enter on the platform by hand. */
export const WORK_CARDS: readonly PeopleSample[] = [
  { ...WORK, name: '没有待填报' },
  { ...WORK, name: '合作意向，第一条', needs: NEEDS },
  { ...WORK, name: '公开需求，最后一条', needs: NEEDS, turnedTo: '99' },
  { ...WORK, name: '可撤销上一条登记', needs: [...BY_HAND, ...NEEDS] },
  { ...WORK, kind: 'help', name: '管理员，有待填报', needs: NEEDS },
  { ...WORK, name: '由平台接口发送，没有待填报', needs: NEEDS, byHand: false },
  { ...WORK, name: '不再是管理员', members: [{ ...READER, isAdmin: false }], needs: NEEDS },
];
