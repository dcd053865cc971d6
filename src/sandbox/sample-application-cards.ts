import { EVIL, EVIL_LINE, LONGEST_LINE, LONGEST_OPINION, type PeopleSample } from './sample-facts.ts';

const OPINION = '请把所属领域写具体一些，例如：固态电池隔膜。';
const RETURNED = { state: 'returned', opinion: OPINION } as const;
const ADMITTED = { state: 'admitted' } as const;
const LONGEST = {
  name: LONGEST_LINE,
  position: LONGEST_LINE,
  unit: LONGEST_LINE,
  field: LONGEST_LINE,
} as const;
const EVERYWHERE = { name: EVIL_LINE, position: EVIL_LINE, unit: EVIL_LINE, field: EVIL_LINE } as const;

/** What an expert sees of his way into the library. */
export const APPLICATION_CARDS: readonly PeopleSample[] = [
  { kind: 'application', name: '待完善，还没有姓名', members: [{ name: '', expert: 'invited' }] },
  { kind: 'application', name: '待完善，有姓名', members: [{ name: '专家一', expert: 'invited' }] },
  {
    kind: 'application',
    name: '再次被推荐',
    members: [{ expert: 'invited', applications: [RETURNED] }],
  },
  { kind: 'application', name: '待审核', members: [{ expert: 'applied', applications: [{}] }] },
  { kind: 'application', name: '已退回', members: [{ expert: 'returned', applications: [RETURNED] }] },
  { kind: 'application', name: '已入库', members: [{ expert: 'admitted', applications: [ADMITTED] }] },
  { kind: 'application', name: '由系统管理员入库', members: [{ expert: 'admitted' }] },
  { kind: 'application', name: '已停用', members: [{ expert: 'disabled', applications: [ADMITTED] }] },
  {
    kind: 'application',
    name: '已移除',
    members: [{ expert: 'returned', removed: true, applications: [RETURNED] }],
  },
  { kind: 'application', name: '没有被推荐', members: [{}] },
  {
    kind: 'application',
    name: '已退回，每项最长',
    enterprise: { name: LONGEST_LINE },
    members: [
      { expert: 'returned', applications: [{ ...LONGEST, state: 'returned', opinion: LONGEST_OPINION }] },
    ],
  },
  {
    kind: 'application',
    name: '恶意文本，已退回',
    enterprise: { name: EVIL },
    members: [{ expert: 'returned', applications: [{ ...EVERYWHERE, state: 'returned', opinion: EVIL }] }],
  },
  {
    kind: 'application',
    name: '恶意文本，待审核',
    members: [{ expert: 'applied', applications: [EVERYWHERE] }],
  },
];

const REVIEW = 'application-review';

/** What admins see of an application. */
export const APPLICATION_REVIEW_CARDS: readonly PeopleSample[] = [
  { kind: REVIEW, name: '待审核', members: [{ expert: 'applied', applications: [{}] }] },
  { kind: REVIEW, name: '待审核，曾被退回', members: [{ expert: 'applied', applications: [RETURNED, {}] }] },
  {
    kind: REVIEW,
    name: '待审核，曾经入库',
    members: [{ expert: 'applied', applications: [ADMITTED, {}] }],
  },
  { kind: REVIEW, name: '已通过', members: [{ expert: 'admitted', applications: [ADMITTED] }] },
  {
    kind: REVIEW,
    name: '已通过，有意见',
    members: [{ expert: 'admitted', applications: [{ ...ADMITTED, opinion: '欢迎加入。' }] }],
  },
  { kind: REVIEW, name: '已退回', members: [{ expert: 'returned', applications: [RETURNED] }] },
  {
    kind: REVIEW,
    name: '申请人已被移除',
    members: [{ expert: 'applied', removed: true, applications: [{}] }],
  },
  {
    kind: REVIEW,
    name: '待审核，每项最长',
    enterprise: { name: LONGEST_LINE },
    members: [
      {
        expert: 'applied',
        applications: [{ state: 'returned', opinion: LONGEST_OPINION }, LONGEST],
      },
    ],
  },
  {
    kind: REVIEW,
    name: '已退回，每项最长',
    members: [
      { expert: 'returned', applications: [{ ...LONGEST, state: 'returned', opinion: LONGEST_OPINION }] },
    ],
  },
  {
    kind: REVIEW,
    name: '不再是管理员',
    members: [{ expert: 'applied', applications: [{}] }, {}],
    reader: 1,
  },
  { kind: REVIEW, name: '恶意文本', members: [{ expert: 'applied', applications: [EVERYWHERE] }] },
];
