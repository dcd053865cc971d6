import type { OutwardField } from '../domain/outward-form.ts';
import {
  type CooperationSample,
  EVIL,
  LONGEST_OPINION,
  type PeopleSample,
  SAMPLE_AT,
} from './sample-facts.ts';

const INTENT = { kind: 'intent' } as const;
const DEMAND = { kind: 'demand' } as const;
const RECEIPT = { receipt: 'PT-2099-0001', postedAt: SAMPLE_AT };
const BY_HAND = { postedBy: 'admin', postedAt: SAMPLE_AT };
const ANSWER = { state: 'interested', text: '欢迎来校洽谈，请先与技术转移中心联系。', answeredAt: SAMPLE_AT };

/** Every field of a form as long as it may be, or with a hostile text in it. */
const filledWith = (text: string): OutwardField[] =>
  ['title', 'field', 'need', 'goal', 'contact', 'phone'].map((name) => ({
    name,
    label: '需求描述',
    value: text,
  }));

const WARNED: readonly OutwardField[] = [
  { name: 'title', label: '需求名称', value: '电解质膜量产工艺' },
  { name: 'need', label: '需求描述', value: '涉及内部资料，配方比例可面谈，电话 13800001234。' },
];

/** Intents in all their states, as an admin sees them. */
export const INTENT_CARDS: readonly CooperationSample[] = [
  { ...INTENT, name: '刚打开，还没有填写', intent: { state: 'editing', fields: [], revision: 1 } },
  { ...INTENT, name: '返回修改', intent: { state: 'editing' } },
  { ...INTENT, name: '待确认', intent: { state: 'draft', origin: 'focus' } },
  { ...INTENT, name: '待确认时专利已出库', patent: { state: 'expired' }, intent: { state: 'draft' } },
  { ...INTENT, name: '填写时专利已出库', patent: { state: 'expired' }, intent: { state: 'editing' } },
  { ...INTENT, name: '正在发送到平台', intent: { state: 'submitted', origin: 'resource' } },
  { ...INTENT, name: '待人工填报', intent: { state: 'submitted' }, byHand: true },
  { ...INTENT, name: '已由管理员填报', intent: { state: 'posted', ...BY_HAND }, byHand: true },
  { ...INTENT, name: '平台已接收', intent: { state: 'posted', ...RECEIPT } },
  { ...INTENT, name: '高校已答复', intent: { state: 'answered', ...RECEIPT, answer: ANSWER } },
  {
    ...INTENT,
    name: '高校暂不合作，没有说明',
    intent: { state: 'answered', ...RECEIPT, answer: { ...ANSWER, state: 'declined', text: '' } },
  },
  { ...INTENT, name: '平台未接收', intent: { state: 'refused', refusal: '该专利已有同一企业的合作意向' } },
  { ...INTENT, name: '已撤回', intent: { state: 'withdrawn', ...RECEIPT } },
  {
    ...INTENT,
    name: '已撤回，平台已获知',
    intent: { state: 'withdrawn', ...RECEIPT, endReportedAt: SAMPLE_AT },
  },
  {
    ...INTENT,
    name: '填报后撤回，待在平台撤下',
    intent: { state: 'withdrawn', ...BY_HAND },
    byHand: true,
  },
  { ...INTENT, name: '放弃填写', intent: { state: 'withdrawn', submittedAt: null } },
  { ...INTENT, name: '待确认，有提醒', intent: { state: 'draft', fields: WARNED } },
  { ...INTENT, name: '不再是管理员', intent: { state: 'draft' }, former: true },
  {
    ...INTENT,
    name: '每项最长',
    intent: { state: 'draft', fields: filledWith(LONGEST_OPINION.slice(0, 600)) },
  },
  {
    ...INTENT,
    name: '填写中，每项最长',
    intent: { state: 'editing', fields: filledWith(LONGEST_OPINION.slice(0, 600)) },
  },
  {
    ...INTENT,
    name: '恶意文本',
    patent: { title: EVIL },
    intent: { state: 'answered', fields: filledWith(EVIL), answer: { ...ANSWER, state: EVIL, text: EVIL } },
  },
  {
    ...INTENT,
    name: '填写中，恶意文本',
    patent: { title: EVIL },
    intent: { state: 'editing', fields: filledWith(EVIL) },
  },
];

/** Demands in all their states, as an admin sees them. */
export const DEMAND_CARDS: readonly CooperationSample[] = [
  { ...DEMAND, name: '刚打开，还没有填写', demand: { state: 'editing', fields: [], revision: 1 } },
  { ...DEMAND, name: '返回修改', demand: { state: 'editing' } },
  { ...DEMAND, name: '待确认', demand: { state: 'draft' } },
  { ...DEMAND, name: '待确认，有提醒', demand: { state: 'draft', fields: WARNED } },
  { ...DEMAND, name: '正在发送到平台', demand: { state: 'submitted' } },
  { ...DEMAND, name: '待人工填报', demand: { state: 'submitted' }, byHand: true },
  { ...DEMAND, name: '已由管理员填报', demand: { state: 'posted', ...BY_HAND }, byHand: true },
  { ...DEMAND, name: '已公开发布', demand: { state: 'posted', ...RECEIPT } },
  { ...DEMAND, name: '平台未接收', demand: { state: 'refused', refusal: '内容不符合发布要求' } },
  { ...DEMAND, name: '已关闭', demand: { state: 'closed', ...RECEIPT } },
  { ...DEMAND, name: '填报后关闭，待在平台撤下', demand: { state: 'closed', ...BY_HAND }, byHand: true },
  { ...DEMAND, name: '放弃填写', demand: { state: 'closed', submittedAt: null } },
  { ...DEMAND, name: '不再是管理员', demand: { state: 'draft' }, former: true },
  {
    ...DEMAND,
    name: '每项最长',
    demand: { state: 'draft', fields: filledWith(LONGEST_OPINION.slice(0, 600)) },
  },
  {
    ...DEMAND,
    name: '填写中，每项最长',
    demand: { state: 'editing', fields: filledWith(LONGEST_OPINION.slice(0, 600)) },
  },
  { ...DEMAND, name: '恶意文本', demand: { state: 'draft', fields: filledWith(EVIL) } },
  { ...DEMAND, name: '填写中，恶意文本', demand: { state: 'editing', fields: filledWith(EVIL) } },
];

const READER = { name: '管理员', isAdmin: true } as const;
const NEEDS = { kind: 'needs', members: [READER] } as const;

/** The list of an enterprise's intents and demands. */
export const NEEDS_CARDS: readonly PeopleSample[] = [
  { ...NEEDS, name: '没有合作意向' },
  { ...NEEDS, name: '没有公开需求', turnedTo: 'demands:1' },
  { ...NEEDS, name: '合作意向，第 1 页', needs: INTENT_CARDS.slice(0, 13) },
  { ...NEEDS, name: '合作意向，第 2 页', needs: INTENT_CARDS.slice(0, 13), turnedTo: 'intents:2' },
  { ...NEEDS, name: '公开需求', needs: DEMAND_CARDS.slice(0, 4), turnedTo: 'demands:1' },
  {
    ...NEEDS,
    name: '不再是管理员',
    members: [{ ...READER, isAdmin: false }],
    needs: DEMAND_CARDS.slice(0, 4),
  },
  { ...NEEDS, name: '每项最长和恶意文本', needs: INTENT_CARDS.slice(-4) },
  { ...NEEDS, name: '公开需求，恶意文本', needs: DEMAND_CARDS.slice(-2), turnedTo: 'demands:1' },
];
