import { COMMAND_WORDS, type CommandKind } from '../domain/chat-command.ts';
import type { Reach } from '../domain/connection.ts';
import type { Member } from '../domain/member.ts';
import { type Act, may } from '../domain/permissions.ts';

/** A card that can be opened: by a button with this label and verb, or by a command in the private chat. */
export interface Opener {
  readonly label: string;
  readonly act: string;
  readonly command: CommandKind;
}

/** Something that can be done, and how: in words, by waiting for a card, or by opening one. */
export interface Way {
  readonly name: string;
  readonly how: string;
  readonly opens?: Opener;
}

/** A command as it is typed in a group. */
export function inGroup(kind: CommandKind, more = ''): string {
  return `@盘活助手 ${spoken(kind, more)}`;
}

/** A command as it is typed in the private chat with the bot, in the word that is taught. */
export function spoken(kind: CommandKind, more = ''): string {
  const [word = kind] = COMMAND_WORDS[kind];
  return more === '' ? word : `${word} ${more}`;
}

/** How a patent is rated. */
export const RATING =
  '点专利卡片上的一颗星；也可以回复（引用）专利的消息并 @盘活助手，例如：4星 工艺成熟，可中试';

/** What is said of naming colleagues, where a mention tells who is meant and where it does not. */
export interface Naming {
  /** True when they can be found by a list of mobile numbers and mail addresses. */
  readonly byList: boolean;
  readonly recommend: string;
  readonly admins: string;
  /** What an admin types in a group. */
  readonly inGroup: readonly string[];
  /** How he hands his role over in a group; empty where he cannot. */
  readonly handOver: string;
  readonly stranger: string;
  /** True when an admin can send a file. */
  readonly files: boolean;
}

const BY_NAME: Omit<Naming, 'byList' | 'files'> = {
  recommend: inGroup('recommend', '@同事'),
  admins: `在企业群里发送：${inGroup('add-admin', '@同事')}，或 ${inGroup('hand-over', '@同事')}`,
  inGroup: [inGroup('recommend', '@同事'), inGroup('experts'), inGroup('add-admin', '@同事')],
  handOver: inGroup('hand-over', '@同事'),
  stranger: inGroup('recommend', '@您'),
};

const BY_THEMSELVES: Omit<Naming, 'byList' | 'files'> = {
  recommend: `${inGroup('recommend')}，同事点卡片上的「我要参加」`,
  admins: `请系统管理员签发绑定码，由同事在企业群里发送：${inGroup('bind', '绑定码')}`,
  inGroup: [inGroup('recommend'), inGroup('experts')],
  handOver: '',
  stranger: `${inGroup('recommend')}，再点卡片上的「我要参加」`,
};

/** What can be said of naming colleagues on a connection. */
export function namingOn({ namesMentioned, findsPeople, hearsFiles }: Reach): Naming {
  return { ...(namesMentioned ? BY_NAME : BY_THEMSELVES), byList: findsPeople, files: hearsFiles };
}

const recommendWays = (naming: Naming): readonly Way[] => [
  {
    name: '添加专家',
    how: `在企业群里发送：${naming.recommend}`,
    ...(naming.byList
      ? { opens: { label: '按名单添加', act: 'open-recommend', command: 'recommend' } as const }
      : {}),
  },
  {
    name: '专家名单',
    how: '查看进展，停用、移除或重新启用专家',
    opens: { label: '打开', act: 'open-experts', command: 'experts' },
  },
];

const LIBRARIES: readonly Way[] = [
  {
    name: '三个库',
    how: '评价库、关注库和资源库：翻页、搜索、高级检索',
    opens: { label: '打开', act: 'open-library', command: 'resource-library' },
  },
  { name: '搜索', how: `在这里发送：${spoken('search', '关键词')}` },
  {
    name: '我的检索',
    how: '收藏的检索，各有多少件是新的',
    opens: { label: '打开', act: 'open-searches', command: 'saved-searches' },
  },
  { name: '专利详情', how: `在这里发送：${spoken('detail', '申请号')}` },
];

const WEEK: readonly Way[] = [
  {
    name: '我的待办',
    how: '等您处理的事项；也可以停止或恢复提醒',
    opens: { label: '打开', act: 'open-to-do', command: 'to-do' },
  },
  {
    name: '周报',
    how: '最近七天的新专利、评价和待办',
    opens: { label: '打开', act: 'open-digest', command: 'digest' },
  },
];

const FOCUS: readonly Way[] = [
  {
    name: '关注领域',
    how: '决定关注库里有哪些专利：选择、看效果、保存',
    opens: { label: '设置', act: 'open-focus', command: 'focus' },
  },
];

const CAMPAIGN: readonly Way[] = [
  {
    name: '盘活任务',
    how: '进展、截止日和目标：谁评了多少，什么还在等',
    opens: { label: '打开', act: 'open-campaign', command: 'campaign' },
  },
];

const NEEDS: readonly Way[] = [
  {
    name: '企业需求',
    how: '合作意向和公开需求的进展；发布公开需求',
    opens: { label: '打开', act: 'open-needs', command: 'needs' },
  },
];

const MANAGE_EVALUATIONS: readonly Way[] = [
  {
    name: '评价管理',
    how: '所有专家评价：筛选、批量通过',
    opens: { label: '打开', act: 'open-evaluations', command: 'evaluations' },
  },
];

const importWays = ({ files }: Naming): readonly Way[] => [
  {
    name: '导入专利清单',
    how: files
      ? '把平台导出的 .xlsx 或 .csv 文件发到这里，看过识别结果、选定评价库或资源库后导入'
      : '把平台导出的 .xlsx 或 .csv 文件发给智能机器人；这里收不到文件，没有机器人时请系统管理员导入',
  },
];

/**
 * How to do what the table of permissions allows, in the order of the work. An empty list is what needs nothing said: it
 * has no way in the chat, or comes by itself.
 */
const waysBy = (naming: Naming): Readonly<Record<Act, readonly Way[]>> => ({
  rate: [{ name: '评价专利', how: RATING }],
  'recommend-experts': recommendWays(naming),
  'review-applications': [{ name: '审核入库申请', how: '专家提交后，审核卡片会发给管理员' }],
  review: [{ name: '审核专家评价', how: '有新评价时，审核卡片会发给管理员' }],
  evaluate: [{ name: '企业评价', how: '点专利卡片上的「企业评价（管理员）」，填写、核对后提交' }],
  'import-patents': importWays(naming),
  'bind-groups': [
    {
      name: '指定群的用途',
      how: `在群里发送：${inGroup('bind-admins')}（接收审核卡片），或 ${inGroup('bind-experts')}（接收专利）`,
    },
  ],
  'manage-admins': [{ name: '增加或移交管理员', how: naming.admins }],
  'keep-admin-profile': [
    {
      name: '我的资料',
      how: '部门、职务和联系方式',
      opens: { label: '打开', act: 'open-admin-profile', command: 'admin-profile' },
    },
  ],
  apply: [],
  'ask-for-help': [{ name: '再看这张卡片', how: `在这里发送：${spoken('help')}` }],
  'manage-evaluations': MANAGE_EVALUATIONS,
  'view-focus-library': [],
  'set-focus': FOCUS,
  'send-intent': [{ name: '合作意向', how: '点专利卡片上的「我有合作意向（管理员）」，核对全文后发送' }],
  'manage-demands': NEEDS,
  'view-resource-library': LIBRARIES,
  'view-evaluation-library': WEEK,
  'follow-campaign': CAMPAIGN,
  'plan-campaign': [],
  'plan-digest': [],
  export: [],
});

/** How a member does what he may do, and nothing else. */
export function waysOf(member: Member, naming: Naming): readonly Way[] {
  const ways = waysBy(naming);
  return (Object.keys(ways) as Act[]).flatMap((act) => (may(member, act) ? ways[act] : []));
}
