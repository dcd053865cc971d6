import type { Mention, Reply } from '../../src/chat/port.ts';
import type { Outcome } from './matrix-cell.ts';
import type { KindName } from './matrix-people.ts';
import { GROUPS, type Stage } from './matrix-stage.ts';

/** Where something is said: in a group of the stage, or in the private chat with the bot. */
export type Place = keyof typeof GROUPS | 'private';

/** All places. */
const PLACES: readonly Place[] = [...(Object.keys(GROUPS) as Place[]), 'private'];

/** A text to the bot, and what comes of it in each place when the manual lets its author do it. */
export interface Order {
  readonly name: string;
  readonly text: string;
  /** Who is mentioned: a user id, the author himself, or somebody of another organisation. */
  readonly mentions?: readonly (string | typeof AUTHOR | typeof ABROAD)[];
  readonly outcomes: Readonly<Partial<Record<Place, Outcome>>>;
  /** The kinds of people for whom it comes to that; it is refused to others. */
  readonly except?: readonly KindName[];
  readonly counts?: string;
}

/** Stands for whoever says it. */
export const AUTHOR = Symbol('author');
/** Stands for somebody of another organisation. */
export const ABROAD = Symbol('abroad');

/** The same everywhere. */
function everywhere(outcome: Outcome, but: Order['outcomes'] = {}): Order['outcomes'] {
  return { ...Object.fromEntries(PLACES.map((place) => [place, outcome])), ...but };
}

const MEMBERS: readonly KindName[] = [
  ...(['invited', 'applied', 'returned', 'admitted', 'disabled', 'admin', 'second-admin'] as const),
  ...(['admin-expert', 'handed-over', 'consultant'] as const),
];

/** Every way to act in words, by the kind of command. */
export function ordersOn(stage: Stage): Readonly<Record<string, readonly Order[]>> {
  const nowhereBut = {
    experts: 'refuses',
    foreign: 'refuses',
    external: 'refuses',
    private: 'refuses',
  } as const;
  return {
    bind: bindings(stage),
    help: [{ name: 'asks', text: '帮助', outcomes: everywhere('does') }],
    'bind-admins': [
      { name: 'binds', text: '绑定管理群', outcomes: { ...nowhereBut, admins: 'repeats', unbound: 'does' } },
    ],
    'bind-experts': [
      {
        name: 'binds',
        text: '绑定专家群',
        outcomes: { ...nowhereBut, experts: 'repeats', admins: 'does', unbound: 'does', foreign: 'repeats' },
      },
    ],
    experts: [{ name: 'asks', text: '专家名单', outcomes: everywhere('does') }],
    recommend: recommendations(),
    application: [{ name: 'asks', text: '申请入库', outcomes: everywhere('does') }],
    'admin-profile': [{ name: 'asks', text: '我的资料', outcomes: everywhere('does') }],
    needs: [{ name: 'asks', text: '企业需求', outcomes: everywhere('does') }],
    demand: [{ name: 'asks', text: '发布需求', outcomes: everywhere('does') }],
    'evaluation-library': [{ name: 'asks', text: '评价库', outcomes: everywhere('does') }],
    'focus-library': [{ name: 'asks', text: '关注库', outcomes: everywhere('does') }],
    'resource-library': [{ name: 'asks', text: '资源库', outcomes: everywhere('does') }],
    focus: [{ name: 'asks', text: '关注领域', outcomes: everywhere('does') }],
    search: [{ name: 'asks', text: '搜索 电池', outcomes: everywhere('does') }],
    'saved-searches': [{ name: 'asks', text: '我的检索', outcomes: everywhere('does') }],
    campaign: [
      { name: 'asks', text: '盘活任务', outcomes: everywhere('does') },
      { name: 'plans', text: '盘活任务 2099-12-31', outcomes: { experts: 'refuses' } },
    ],
    'to-do': [{ name: 'asks', text: '我的待办', outcomes: everywhere('does') }],
    digest: [{ name: 'asks', text: '周报', outcomes: everywhere('does') }],
    detail: [
      { name: 'asks', text: '详情 CN209910000020.0', outcomes: everywhere('does') },
      { name: 'asks for none', text: '详情 CN209910000099.0', outcomes: { experts: 'refuses' } },
    ],
    evaluations: [{ name: 'asks', text: '评价管理', outcomes: everywhere('does') }],
    'work-list': [{ name: 'asks', text: '待填报', outcomes: everywhere('does') }],
    'add-admin': [
      { name: 'names somebody', text: '添加管理员', mentions: ['ou_new'], outcomes: everywhere('does') },
      {
        name: 'names an admin',
        text: '添加管理员',
        mentions: ['甲-second-admin'],
        outcomes: { experts: 'repeats' },
      },
      { name: 'names nobody', text: '添加管理员', outcomes: { experts: 'refuses' } },
      { name: 'names an outsider', text: '添加管理员', mentions: [ABROAD], outcomes: { experts: 'refuses' } },
    ],
    'hand-over': [
      { name: 'names somebody', text: '移交管理员', mentions: ['ou_new'], outcomes: everywhere('does') },
      { name: 'names nobody', text: '移交管理员', outcomes: { experts: 'refuses' } },
      { name: 'names two', text: '移交管理员', mentions: ['ou_a', 'ou_b'], outcomes: { experts: 'refuses' } },
      { name: 'names himself', text: '移交管理员', mentions: [AUTHOR], outcomes: { experts: 'refuses' } },
      { name: 'names an outsider', text: '移交管理员', mentions: [ABROAD], outcomes: { experts: 'refuses' } },
    ],
  };
}

function bindings({ codes }: Stage): Order[] {
  const wrong = everywhere('refuses');
  return [
    {
      name: 'has a code',
      text: `绑定 ${codes.admin}`,
      outcomes: { ...wrong, experts: 'does', admins: 'does', unbound: 'does' },
    },
    {
      name: 'has the code for an account',
      text: `绑定 ${codes.account}`,
      outcomes: { private: 'does' },
      except: MEMBERS,
    },
    { name: 'has a wrong code', text: '绑定 0000-0000-0000', outcomes: wrong, counts: 'code_tries' },
    { name: 'has no code', text: '绑定', outcomes: wrong },
  ];
}

function recommendations(): Order[] {
  const text = '添加专家';
  return [
    { name: 'names somebody', text, mentions: ['ou_new'], outcomes: everywhere('does') },
    { name: 'names an outsider', text, mentions: [ABROAD], outcomes: { experts: 'refuses' } },
    { name: 'writes a list', text: `${text} 13800001234`, outcomes: { private: 'does' } },
    {
      name: 'wants to choose',
      text,
      outcomes: everywhere('does', { unbound: 'refuses', external: 'refuses' }),
    },
  ];
}

/** Who is mentioned in a text, as the channel tells it. */
export function mentionsOf({ mentions = [] }: Order, author: string): Reply['mentions'] {
  return mentions.map((mention): Mention => {
    const userId = typeof mention === 'string' ? mention : mention === AUTHOR ? author : 'ou_abroad';
    return { userId, name: '同事', outsider: mention === ABROAD };
  });
}
