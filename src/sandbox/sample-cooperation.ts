import type { Demand } from '../domain/demand.ts';
import type { Intent } from '../domain/intent.ts';
import type { Match } from '../domain/match.ts';
import { newMember } from '../domain/member.ts';
import { formText, type OutwardField } from '../domain/outward-form.ts';
import type { Tx } from '../stores/transactions.ts';
import { type CooperationSample, SAMPLE_AT, type SampleSubject } from './sample-facts.ts';
import { storeMatch } from './sample-matches.ts';

/** Where the numbers of these patents begin, apart from those of other samples. */
const NUMBERS = 500_000;

const INTENT_FIELDS: readonly OutwardField[] = [
  { name: 'modes', label: '合作方式', value: '普通许可、作价入股' },
  { name: 'need', label: '需求描述', value: '希望先做 200 kg 级中试，验证循环寿命后谈许可。' },
  { name: 'contact', label: '联系人', value: '管理员' },
  { name: 'phone', label: '联系电话', value: '010-00000000' },
  { name: 'wanted', label: '期望时间', value: '2027-03-31' },
  { name: 'budget', label: '预算区间', value: '50至100万元' },
];

const DEMAND_FIELDS: readonly OutwardField[] = [
  { name: 'title', label: '需求名称', value: '固态电池电解质膜的量产工艺' },
  { name: 'field', label: '技术领域', value: '动力电池' },
  { name: 'need', label: '需求描述', value: '厚度不超过 20 微米的复合电解质膜，卷对卷制备。' },
  { name: 'modes', label: '合作方式', value: '普通许可' },
];

/** Stores the intent or the demand behind a sample card, and the admin who reads it. */
export async function storeCooperation(
  tx: Tx,
  sample: CooperationSample,
  enterpriseId: string,
  index: number,
): Promise<SampleSubject> {
  const admin = { ...newMember(tx.newId(), enterpriseId, '管理员'), isAdmin: sample.former !== true };
  await tx.members.add(admin, tx.at);
  const subjectId = await storeNeed(tx, enteredBy(sample, admin.id), enterpriseId, index);
  return { subjectId, viewerId: admin.id, turnedTo: '' };
}

/** Samples name no ids: what an admin has entered by hand was entered by the reader. */
export function enteredBy(sample: CooperationSample, postedBy: string): CooperationSample {
  const { intent, demand } = sample;
  return {
    ...sample,
    ...(intent?.postedBy ? { intent: { ...intent, postedBy } } : {}),
    ...(demand?.postedBy ? { demand: { ...demand, postedBy } } : {}),
  };
}

/** Stores an intent with a patent of its own, or a demand; returns its id. */
export function storeNeed(
  tx: Tx,
  sample: CooperationSample,
  enterpriseId: string,
  index: number,
): Promise<string> {
  return sample.kind === 'intent'
    ? storeIntent(tx, sample, enterpriseId, index)
    : storeDemand(tx, sample, enterpriseId);
}

async function storeIntent(
  tx: Tx,
  sample: CooperationSample,
  enterpriseId: string,
  index: number,
): Promise<string> {
  const patent = { cooperationModes: [], ...sample.patent };
  const match = await storeMatch(tx, enterpriseId, { patent }, NUMBERS + index);
  const intent = intentFor(tx, match, sample.intent);
  await tx.intents.add(intent, tx.at);
  return intent.id;
}

/** An intent for the patent of a match; what is left out is usual. */
export function intentFor(tx: Tx, match: Match, over: Partial<Intent> = {}): Intent {
  return {
    ...written(tx, match.enterpriseId, '合作意向：示例专利', over, INTENT_FIELDS),
    state: 'draft',
    patentId: match.patentId,
    matchId: match.id,
    origin: 'evaluation',
    answer: null,
    withdrawnBy: null,
    withdrawnAt: null,
    ...over,
  };
}

async function storeDemand(tx: Tx, sample: CooperationSample, enterpriseId: string): Promise<string> {
  const { fields = DEMAND_FIELDS } = sample.demand ?? {};
  const title = fields[0]?.value ?? '';
  const demand: Demand = {
    ...written(tx, enterpriseId, `公开需求：${title}`, sample.demand, DEMAND_FIELDS),
    state: 'draft',
    title,
    warned: false,
    closedBy: null,
    closedAt: null,
    ...sample.demand,
  };
  await tx.demands.add(demand, tx.at);
  return demand.id;
}

/** What intents and demands have in common, with the exact text of their fields. */
function written(
  tx: Tx,
  enterpriseId: string,
  heading: string,
  over: { readonly fields?: readonly OutwardField[]; readonly state?: string } = {},
  usual: readonly OutwardField[],
) {
  const fields = over.fields ?? usual;
  const open = over.state === undefined || over.state === 'draft' || over.state === 'editing';
  return {
    id: tx.newId(),
    enterpriseId,
    fields,
    text: fields.length === 0 ? '' : formText(heading, fields),
    revision: 2,
    draftedBy: 'admin',
    submittedBy: open ? null : 'admin',
    submittedAt: open ? null : SAMPLE_AT,
    receipt: null,
    postedAt: null,
    postedBy: null,
    refusal: '',
    endReportedAt: null,
  };
}
