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
function inGroup(kind: CommandKind, more = ''): string {
  return `@盘活助手 ${spoken(kind, more)}`;
}

/** A command as it is typed in the private chat with the bot, in the word that is taught. */
export function spoken(kind: CommandKind, more = ''): string {
  const [word = kind] = COMMAND_WORDS[kind];
  return more === '' ? word : `${word} ${more}`;
}

const RATING = '点专利卡片上的一颗星；也可以回复（引用）专利的消息并 @盘活助手，例如：4星 工艺成熟，可中试';

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
}

const BY_NAME: Omit<Naming, 'byList'> = {
  recommend: inGroup('recommend', '@同事'),
  admins: `在企业群里发送：${inGroup('add-admin', '@同事')}，或 ${inGroup('hand-over', '@同事')}`,
  inGroup: [inGroup('recommend', '@同事'), inGroup('experts'), inGroup('add-admin', '@同事')],
  handOver: inGroup('hand-over', '@同事'),
  stranger: inGroup('recommend', '@您'),
};

const BY_THEMSELVES: Omit<Naming, 'byList'> = {
  recommend: `${inGroup('recommend')}，同事点卡片上的「我要参加」`,
  admins: `请系统管理员签发绑定码，由同事在企业群里发送：${inGroup('bind', '绑定码')}`,
  inGroup: [inGroup('recommend'), inGroup('experts')],
  handOver: '',
  stranger: `${inGroup('recommend')}，再点卡片上的「我要参加」`,
};

/** What can be said of naming colleagues on a connection. */
export function namingOn({ namesMentioned, findsPeople }: Reach): Naming {
  return { ...(namesMentioned ? BY_NAME : BY_THEMSELVES), byList: findsPeople };
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
  'manage-evaluations': [],
  'view-evaluation-library': [],
  'view-focus-library': [],
  'set-focus': [],
  'send-intent': [],
  'view-resource-library': [],
  'manage-demands': [],
  export: [],
});

/** How a member does what he may do, and nothing else. */
export function waysOf(member: Member, naming: Naming): readonly Way[] {
  const ways = waysBy(naming);
  return (Object.keys(ways) as Act[]).flatMap((act) => (may(member, act) ? ways[act] : []));
}

/** What happens in a group that no enterprise has bound, step by step. */
export const unboundWays = ({ recommend }: Naming): readonly Way[] => [
  { name: '1　领取绑定码', how: '由系统管理员发给企业管理员，只能用一次' },
  { name: '2　企业管理员在本群发送', how: inGroup('bind', '绑定码') },
  { name: '3　邀请专家', how: `绑定后在本群发送：${recommend}` },
];

/** What is said in an experts' group, to experts first. */
export const expertsGroupWays = (naming: Naming): readonly Way[] => [
  { name: '专家评价', how: RATING },
  { name: '成为专家', how: '由企业管理员推荐；完善专家信息并通过审核后，即可评价' },
  {
    name: '企业管理员可以在本群发送',
    how: [...naming.inGroup, inGroup('bind-admins')].join('\n'),
  },
  { name: '了解您能做的事', how: inGroup('help') },
];

/** What is said in an admins' group. */
export const adminsGroupWays = (naming: Naming): readonly Way[] => [
  { name: '审核', how: '专家评价和入库申请到达后，直接在卡片上通过或退回' },
  {
    name: '还可以在本群发送',
    how: [...naming.inGroup, ...(naming.handOver === '' ? [] : [naming.handOver])].join('\n'),
  },
];

/** What somebody may do who belongs to no enterprise, in his private chat with the bot. */
export const strangerWays = ({ stranger }: Naming): readonly Way[] => [
  { name: '如果您是专家', how: `请企业管理员在企业群里发送：${stranger}` },
  { name: '如果您是企业管理员', how: `向系统管理员领取绑定码，在企业群里发送：${inGroup('bind', '绑定码')}` },
  { name: '如果您换了账号', how: `向系统管理员领取绑定码，在这里发送：${spoken('bind', '绑定码')}` },
];
