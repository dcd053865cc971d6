import type { Demand } from '../../src/domain/demand.ts';
import type { Intent } from '../../src/domain/intent.ts';
import type { OutwardField } from '../../src/domain/outward-form.ts';
import { AT } from './builders.ts';

/** What an admin has filled in, with a contact that is personal data; the number is nobody's. */
export const FILLED: readonly OutwardField[] = [
  { name: 'modes', label: '合作方式', value: '转让、普通许可' },
  { name: 'need', label: '需求描述', value: '希望在现有产线上做一次中试。' },
  { name: 'contact', label: '联系人', value: '联系人甲' },
  { name: 'phone', label: '联系电话', value: '13800000000' },
];

const NOTHING_YET = {
  enterpriseId: 'enterprise-1',
  fields: [],
  text: '',
  state: 'editing',
  revision: 1,
  draftedBy: 'admin-1',
  submittedBy: null,
  submittedAt: null,
  receipt: null,
  postedAt: null,
  postedBy: null,
  refusal: '',
  endReportedAt: null,
} as const;

/** An intent of which only the form is open. */
export function anIntent(over: Partial<Intent> = {}): Intent {
  return {
    ...NOTHING_YET,
    id: 'intent-1',
    patentId: 'patent-1',
    matchId: 'match-1',
    origin: 'evaluation',
    answer: null,
    withdrawnBy: null,
    withdrawnAt: null,
    ...over,
  };
}

/** An intent that its admin has confirmed. */
export function aSubmittedIntent(over: Partial<Intent> = {}): Intent {
  const text = '合作意向：一种固态电池电解质膜的制备方法 CN209910000001.1\n需求描述：中试';
  return anIntent({
    fields: FILLED,
    text,
    state: 'submitted',
    revision: 2,
    submittedBy: 'admin-1',
    submittedAt: AT,
    ...over,
  });
}

/** A demand of which only the form is open. */
export function aDemand(over: Partial<Demand> = {}): Demand {
  return {
    ...NOTHING_YET,
    id: 'demand-1',
    title: '',
    warned: false,
    closedBy: null,
    closedAt: null,
    ...over,
  };
}
