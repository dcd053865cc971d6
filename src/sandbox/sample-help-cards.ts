import { EVIL, EVIL_LINE, LONGEST_LINE, type PeopleSample } from './sample-facts.ts';

/** What an admin said of himself; the mobile number is of no network. */
const PROFILE = {
  department: '研发中心',
  position: '知识产权经理',
  mobile: '19900000000',
  mail: 'admin@example.com',
} as const;
const ADMIN = { name: '管理员', isAdmin: true, profile: PROFILE } as const;

/** What the bot says of itself, to groups, to strangers, and to members in every state. */
export const HELP_CARDS: readonly PeopleSample[] = [
  { kind: 'help', name: '未绑定的群', chat: { bound: false } },
  { kind: 'help', name: '专家群', chat: { bound: true } },
  { kind: 'help', name: '管理群', chat: { bound: true, purpose: 'admins' } },
  { kind: 'help', name: '群，企业已停用', enterprise: { state: 'closed' }, chat: { bound: true } },
  { kind: 'help', name: '私聊，还不认识的人', chat: { bound: false, kind: 'private' } },
  { kind: 'help', name: '新管理员，没有资料', members: [{ name: '企业管理员', isAdmin: true }] },
  { kind: 'help', name: '管理员', members: [ADMIN] },
  { kind: 'help', name: '管理员，也是专家', members: [{ ...ADMIN, expert: 'admitted' }] },
  { kind: 'help', name: '新管理员，也被推荐为专家', members: [{ isAdmin: true, expert: 'invited' }] },
  { kind: 'help', name: '专家，待完善资料', members: [{ expert: 'invited' }] },
  { kind: 'help', name: '专家，待审核', members: [{ expert: 'applied' }] },
  { kind: 'help', name: '专家，已退回', members: [{ expert: 'returned' }] },
  { kind: 'help', name: '专家，已入库', members: [{ expert: 'admitted' }] },
  { kind: 'help', name: '专家，已停用', members: [{ expert: 'disabled' }] },
  { kind: 'help', name: '成员，没有角色', members: [{}] },
  { kind: 'help', name: '已移除', members: [{ expert: 'admitted', removed: true }] },
  { kind: 'help', name: '企业已停用', enterprise: { state: 'closed' }, members: [ADMIN] },
  { kind: 'help', name: '企业名最长', enterprise: { name: LONGEST_LINE }, members: [ADMIN] },
  { kind: 'help', name: '恶意文本', enterprise: { name: EVIL }, chat: { bound: true } },
];

/** What an admin sees of his own profile. */
export const ADMIN_PROFILE_CARDS: readonly PeopleSample[] = [
  { kind: 'admin-profile', name: '首次填写', members: [{ name: '', isAdmin: true }] },
  { kind: 'admin-profile', name: '已填写', members: [ADMIN] },
  {
    kind: 'admin-profile',
    name: '已填写，没有联系方式',
    members: [{ ...ADMIN, profile: { ...PROFILE, mobile: '', mail: '' } }],
  },
  { kind: 'admin-profile', name: '修改', members: [ADMIN], turnedTo: 'edit' },
  { kind: 'admin-profile', name: '不再是管理员', members: [{ ...ADMIN, isAdmin: false }] },
  {
    kind: 'admin-profile',
    name: '每项最长',
    enterprise: { name: LONGEST_LINE },
    members: [
      {
        name: LONGEST_LINE,
        isAdmin: true,
        profile: {
          department: LONGEST_LINE,
          position: LONGEST_LINE,
          mobile: '+123456789012345',
          mail: `${'a'.repeat(64)}@${'b'.repeat(180)}.example`,
        },
      },
    ],
  },
  {
    kind: 'admin-profile',
    name: '恶意文本，修改',
    members: [
      {
        name: EVIL_LINE,
        isAdmin: true,
        profile: { department: EVIL_LINE, position: EVIL_LINE, mobile: '19900000000', mail: '{{{@x.example' },
      },
    ],
    turnedTo: 'edit',
  },
];

/** Where an admin recommends experts. */
export const RECOMMEND_CARDS: readonly PeopleSample[] = [
  { kind: 'recommend', name: '群里，选择成员', chat: { bound: true } },
  { kind: 'recommend', name: '私聊，按名单', members: [ADMIN] },
  { kind: 'recommend', name: '不再是管理员', members: [{ ...ADMIN, isAdmin: false }] },
  { kind: 'recommend', name: '恶意文本', enterprise: { name: EVIL }, members: [ADMIN] },
];

/** What a chat sees of a check of its connection. */
export const CHECK_CARDS: readonly PeopleSample[] = [
  { kind: 'check', name: '等待点击', chat: { bound: true } },
  { kind: 'check', name: '已有人点击', chat: { bound: true }, turnedTo: 'seen' },
  { kind: 'check', name: '企业名最长', enterprise: { name: LONGEST_LINE }, chat: { bound: true } },
  { kind: 'check', name: '恶意文本', enterprise: { name: EVIL }, chat: { bound: true } },
];
