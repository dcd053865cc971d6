import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { readCommand } from '../../src/domain/chat-command.ts';
import type { ChatRoom } from '../../src/domain/chat-room.ts';
import type { Enterprise } from '../../src/domain/enterprise.ts';
import type { Member } from '../../src/domain/member.ts';
import { may } from '../../src/domain/permissions.ts';
import type { HelpCard } from '../../src/reads/help-card.ts';
import { aGroup, anAdmin, anEnterprise, anExpert } from '../support/builders.ts';
import { aCard, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

const PROFILE = { memberId: 'admin-1', department: '研发中心', position: '经理', mobile: '', mail: '' };
const STATES = ['none', 'invited', 'applied', 'returned', 'admitted', 'disabled'] as const;
const OF_ADMINS = [
  '添加专家',
  '专家名单',
  '审核入库申请',
  '审核专家评价',
  '企业评价',
  '评价管理',
  '合作意向',
  '企业需求',
  '导入专利清单',
  '关注领域',
  '指定群的用途',
  '增加或移交管理员',
  '我的资料',
  '盘活任务',
];
const OF_EXPERTS = ['评价专利'];
/** What both may look at. */
const OF_BOTH = ['我的待办', '周报', '三个库', '搜索', '我的检索', '专利详情'];
const OF_EVERYBODY = ['再看这张卡片'];

let world: World;

beforeEach(async () => {
  world = await openWorld();
});

afterEach(() => world.close());

interface Shown {
  readonly view: HelpCard;
  readonly text: string;
}

/** What a member is shown; an admin has said who he is unless `introduced` is false. */
async function helpFor(
  member: Member,
  given: { readonly enterprise?: Partial<Enterprise>; readonly introduced?: boolean } = {},
): Promise<Shown> {
  await world.inTransaction(async (tx) => {
    await tx.enterprises.add(anEnterprise(given.enterprise), tx.at);
    if (given.introduced !== false) await tx.adminProfiles.put({ ...PROFILE, memberId: member.id }, tx.at);
  });
  await join(world, member);
  const { view, text } = await show(world, aCard('help', { viewerId: member.id }));
  return { view: view as HelpCard, text };
}

/** What is shown in a chat to nobody in particular. */
async function helpIn(room: Partial<ChatRoom>, enterprise: Partial<Enterprise> = {}): Promise<Shown> {
  await world.inTransaction(async (tx) => {
    await tx.enterprises.add(anEnterprise(enterprise), tx.at);
    await tx.chats.ensure(aGroup(room), tx.at);
  });
  const card = aCard('help', { subjectId: 'chat-1', enterpriseId: '', viewerId: null });
  const { view, text } = await show(world, card);
  return { view: view as HelpCard, text };
}

const namesOf = ({ ways }: HelpCard) => ways.map(({ name }) => name).sort();
const buttonsOf = ({ steps, ways }: HelpCard) =>
  [...steps, ...ways].flatMap(({ button }) => (button === null ? [] : [button]));

describe('the help of a member', () => {
  it.each([
    ['an admin', anAdmin(), [...OF_ADMINS, ...OF_BOTH, ...OF_EVERYBODY]],
    ['an expert', anExpert(), [...OF_EXPERTS, ...OF_BOTH, ...OF_EVERYBODY]],
    [
      'an admin and expert',
      anAdmin({ expert: 'admitted' }),
      [...OF_ADMINS, ...OF_EXPERTS, ...OF_BOTH, ...OF_EVERYBODY],
    ],
    [
      'an admin and invited expert',
      anAdmin({ expert: 'invited' }),
      [...OF_ADMINS, ...OF_BOTH, ...OF_EVERYBODY],
    ],
    ['an invited expert', anExpert({ expert: 'invited' }), OF_EVERYBODY],
    ['a disabled expert', anExpert({ expert: 'disabled' }), OF_EVERYBODY],
    ['somebody without a role', anExpert({ expert: 'none' }), OF_EVERYBODY],
    ['a removed admin and expert', anAdmin({ expert: 'admitted', removed: true }), []],
  ])('shows %s what he may do and nothing else', async (_, member, ways) => {
    const { view } = await helpFor(member);
    expect(namesOf(view)).toEqual([...ways].sort());
  });

  const everybody = [true, false].flatMap((isAdmin) =>
    STATES.flatMap((expert) => [true, false].map((introduced) => ({ isAdmin, expert, introduced }))),
  );

  it.each(everybody)('has no button that $isAdmin/$expert/$introduced may not press', async (kind) => {
    const { introduced, ...roles } = kind;
    const member = anExpert(roles);
    const { view } = await helpFor(member, { introduced });
    for (const { value } of buttonsOf(view)) {
      const rule = BUTTONS[value['act'] ?? ''];
      expect([value, rule?.on.includes('help'), rule && may(member, rule.act)]).toEqual([value, true, true]);
    }
    const acts = buttonsOf(view).map(({ value }) => value['act']);
    expect(new Set(acts).size).toBe(acts.length);
    expect(buttonsOf(view).filter(({ type }) => type === 'primary_filled').length).toBeLessThan(2);
  });

  it('asks an admin first to say who he is', async () => {
    const { view, text } = await helpFor(anAdmin({ expert: 'invited' }), { introduced: false });
    expect(view.steps.map(({ text: asked, button }) => [asked, button?.type])).toEqual([
      ['请先完善管理员资料：姓名、部门和职务。', 'primary_filled'],
      ['您已被推荐为专家，请完善专家信息并申请入库。', 'default'],
    ]);
    expect(namesOf(view)).not.toContain('我的资料');
    expect(text).toContain('姓名、部门和职务。（发送「我的资料」）');
  });

  it.each([
    ['invited', '待完善资料', '请完善专家信息', 'primary_filled'],
    ['applied', '待审核', '等待企业管理员审核', 'default'],
    ['returned', '已退回', '按管理员的意见修改', 'primary_filled'],
    ['disabled', '已停用', '暂不能评价', undefined],
    ['admitted', '已入库', undefined, undefined],
  ] as const)('tells an expert that he is %s', async (expert, name, step, type) => {
    const { view } = await helpFor(anExpert({ expert }));
    expect(view.lead).toBe(`您是专家（${name}）。`);
    expect(view.steps).toHaveLength(step === undefined ? 0 : 1);
    expect(view.steps[0]?.text ?? '').toContain(step ?? '');
    expect(view.steps[0]?.button?.type).toBe(type);
  });

  it('names his enterprise', async () => {
    const { view, text } = await helpFor(anExpert());
    expect(view.enterprise).toBe('演示企业（虚构）');
    expect(text).toContain('演示企业（虚构）');
  });

  it('offers nothing once the enterprise is closed', async () => {
    const { view } = await helpFor(anAdmin(), { enterprise: { state: 'closed' } });
    expect(view).toMatchObject({
      served: false,
      steps: [],
      ways: [],
      lead: expect.stringContaining('已停用'),
    });
  });
});

describe('the help of a chat', () => {
  it('tells an unbound group how it is bound, and its id for the operator', async () => {
    const { view, text } = await helpIn({ enterpriseId: null });
    expect(view).toMatchObject({ enterprise: '', served: true });
    expect(text).toContain('@盘活助手 绑定 绑定码');
    expect(view.note).toContain('oc_group_1');
  });

  it('tells a bound group whose it is, and nothing of the chat id', async () => {
    const { view, text } = await helpIn({});
    expect(view.enterprise).toBe('演示企业（虚构）');
    expect(text).toContain('4星 工艺成熟，可中试');
    expect(text).toContain('@盘活助手 绑定管理群');
    expect(text).not.toContain('oc_group_1');
  });

  it('tells an admins’ group that everybody in it reads the reviews', async () => {
    const { text } = await helpIn({ purpose: 'admins' });
    expect(text).toContain('群里每个人都能看到');
    expect(text).not.toContain('绑定管理群');
  });

  it('tells a stranger nothing of any enterprise', async () => {
    const { view, text } = await helpIn({ kind: 'private', enterpriseId: null });
    expect(view.enterprise).toBe('');
    expect(text).toContain('还不认识您');
    expect(text).not.toContain('演示企业');
  });

  it('offers nothing once the enterprise is closed', async () => {
    expect((await helpIn({}, { state: 'closed' })).view).toMatchObject({ served: false, ways: [] });
  });

  it('has no buttons: who presses them is not known', async () => {
    expect(buttonsOf((await helpIn({})).view)).toEqual([]);
  });
});

describe('the words that help teaches', () => {
  const cases: readonly [string, () => Promise<Shown>][] = [
    ['an unbound group', () => helpIn({ enterpriseId: null })],
    ['an experts’ group', () => helpIn({})],
    ['an admins’ group', () => helpIn({ purpose: 'admins' })],
    ['a stranger', () => helpIn({ kind: 'private', enterpriseId: null })],
    ['an admin', () => helpFor(anAdmin({ expert: 'invited' }), { introduced: false })],
  ];

  it.each(cases)('to %s are understood', async (_, shown) => {
    const { text } = await shown();
    const inGroups = [...text.matchAll(/@盘活助手 ([^\n，（）。]+)/g)];
    const inPrivate = [...text.matchAll(/(?:在这里发送：|发送「)([^\n，（）。」]+)/g)];
    const taught = [...inGroups, ...inPrivate].map(([, words = '']) =>
      words.replace(/@(同事|您)/, '').trim(),
    );
    expect(taught.length).toBeGreaterThan(0);
    for (const words of taught) expect([words, readCommand(words)?.kind]).not.toContain(undefined);
  });
});
