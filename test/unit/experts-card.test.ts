import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Match } from '../../src/domain/match.ts';
import type { ExpertState, Member } from '../../src/domain/member.ts';
import type { ExpertsCard } from '../../src/reads/experts-card.ts';
import { aMatch, anAdmin, anEnterprise, anExpert, anExpertEvaluation, later } from '../support/builders.ts';
import { aCard, anApplication, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction((tx) => tx.enterprises.add(anEnterprise(), tx.at));
  await join(world, anAdmin());
});

afterEach(() => world.close());

const nth = (index: number, over: Partial<Member> = {}) =>
  anExpert({ id: `expert-${String(index).padStart(3, '0')}`, name: `专家${index}`, ...over });
const crowd = (count: number) => Array.from({ length: count }, (_, index) => nth(index + 1));

async function shown(turnedTo = '') {
  const { view, text } = await show(world, aCard('experts', { turnedTo }));
  return { view: view as ExpertsCard, text };
}

const namesOf = ({ experts }: ExpertsCard) => experts.map(({ name }) => name);
const turnsOf = ({ turns }: ExpertsCard) => turns.map(({ label, value }) => [label, value['to']]);

/** Gives the enterprise matches, and the expert's answers to them in the states named. */
async function give(
  member: Member,
  patents: readonly (Partial<Match> & { readonly answer?: 'submitted' | 'returned' | 'rejected' })[],
): Promise<void> {
  await world.inTransaction(async (tx) => {
    for (const { answer, ...over } of patents) {
      const match = aMatch({ id: tx.newId(), patentId: tx.newId(), ...over });
      await tx.matches.add(match, tx.at);
      if (answer === undefined) continue;
      const given = anExpertEvaluation({
        id: tx.newId(),
        matchId: match.id,
        memberId: member.id,
        state: answer,
      });
      await tx.expertEvaluations.put(given, member.id, tx.at);
    }
  });
}

describe('the list of experts', () => {
  it('says how to begin when there are none', async () => {
    const { view, text } = await shown();
    expect(view).toMatchObject({ listing: true, experts: [], turns: [], pageNote: '' });
    expect(text).toContain('@盘活助手 添加专家 @同事');
  });

  it('has the columns of the platform’s own, without the ID number', async () => {
    await join(world, anExpert());
    await world.inTransaction((tx) => tx.applications.add(anApplication({ state: 'admitted' })));
    const { view, text } = await shown();
    expect(view.experts).toEqual([
      {
        name: '1. 专家一 · 高级工程师',
        entry: '1. 专家一',
        place: '示例大学（虚构） · 机械',
        record: '开通日期 2026-11-22 · 评价记录 0 条',
        status: '已评价',
        tint: 'green',
        button: expect.objectContaining({ value: { card: 'card-1', act: 'turn', to: 'expert:expert-1' } }),
      },
    ]);
    expect(text).toContain('1. 专家一 · 高级工程师，示例大学（虚构） · 机械');
    expect(JSON.stringify(view)).not.toContain('身份证');
  });

  it('has the newest account first and whoever was removed last', async () => {
    await join(world, nth(1), nth(2, { removed: true }), nth(3));
    expect(namesOf((await shown()).view)).toEqual(['1. 专家3', '2. 专家1', '3. 专家2']);
  });

  it.each([
    [1, 1, 1, ''],
    [5, 1, 5, ''],
    [6, 1, 5, '第 1 / 2 页'],
    [6, 2, 1, '第 2 / 2 页'],
    [100, 20, 5, '第 20 / 20 页'],
  ])('of %i experts has on page %i %i of them', async (count, page, length, words) => {
    await join(world, ...crowd(count));
    const { view } = await shown(`page:${page}`);
    expect(view.experts).toHaveLength(length);
    expect(view.pageNote).toBe(words);
    expect(namesOf(view)[0]).toMatch(new RegExp(`^${(page - 1) * 5 + 1}\\. `));
  });

  it('turns one page back and one on, as far as there are any', async () => {
    await join(world, ...crowd(12));
    expect(turnsOf((await shown()).view)).toEqual([['下一页', 'page:2']]);
    expect(turnsOf((await shown('page:2')).view)).toEqual([
      ['上一页', 'page:1'],
      ['下一页', 'page:3'],
    ]);
    expect(turnsOf((await shown('page:3')).view)).toEqual([['上一页', 'page:2']]);
  });

  it.each(['page:0', 'page:', 'page:-1', 'page:1e3', 'page:9999999', 'expert:', 'expert:nobody', 'anything'])(
    'turned to "%s" shows the first page',
    async (turnedTo) => {
      await join(world, ...crowd(6));
      expect((await shown(turnedTo)).view).toMatchObject({ listing: true, pageNote: '第 1 / 2 页' });
    },
  );

  it('shows its last page once the one it was turned to is gone', async () => {
    await join(world, ...crowd(6));
    expect((await shown('page:7')).view.pageNote).toBe('第 2 / 2 页');
  });

  it('knows nothing of another enterprise', async () => {
    await join(world, anExpert(), nth(2, { enterpriseId: 'enterprise-2', name: '别家的专家' }));
    const { view } = await shown('expert:expert-002');
    expect(view).toMatchObject({ listing: true });
    expect(JSON.stringify(view)).not.toContain('别家');
  });

  it('counts everybody by how far he is', async () => {
    await join(world, nth(1), nth(2), nth(3, { expert: 'applied' }), nth(4, { removed: true }));
    expect((await shown()).view.summary).toBe('已入库 2 · 待审核 1 · 已移除 1');
  });

  it.each([{ isAdmin: false }, { removed: true }])('is closed to an admin who is %o', async (over) => {
    await join(world, anExpert());
    await world.inTransaction((tx) => tx.members.replace(anAdmin(over)));
    for (const turnedTo of ['', 'expert:expert-1']) {
      const { view, text } = await shown(turnedTo);
      expect(view).toMatchObject({ served: false, experts: [], facts: [], buttons: [] });
      expect(text).not.toContain('专家一');
    }
  });

  it('needs no more queries for a hundred experts than for one', async () => {
    let queries = 0;
    world.database.db.on('query', () => {
      queries += 1;
    });
    const counted = async () => {
      queries = 0;
      await shown();
      return queries;
    };
    await join(world, nth(0));
    const one = await counted();
    await join(world, ...crowd(100));
    expect(await counted()).toBe(one);
  });
});

describe('the state of an expert in the list', () => {
  it.each([
    ['nothing to rate', [], '已评价'],
    ['a patent to rate', [{}], '待评价'],
    ['answered all', [{ answer: 'submitted' }, { answer: 'rejected' }], '已评价'],
    ['answered one of two', [{ answer: 'submitted' }, {}], '待评价'],
    ['an answer that came back', [{ answer: 'returned' }], '待评价'],
    ['patents only to be looked at', [{ library: 'focus' }], '已评价'],
    [
      'patents not pushed, closed and withdrawn',
      [{ state: 'waiting' }, { state: 'closed' }, { state: 'withdrawn' }],
      '已评价',
    ],
    ['answers to closed patents alone', [{ state: 'closed', answer: 'submitted' }, {}], '待评价'],
    ['patents of another enterprise', [{ enterpriseId: 'enterprise-2' }], '已评价'],
  ] as const)('with %s', async (_, patents, status) => {
    await join(world, anExpert());
    await give(anExpert(), patents);
    expect((await shown()).view.experts[0]?.status).toBe(status);
  });

  it.each([
    [{ expert: 'invited' }, '待完善资料'],
    [{ expert: 'applied' }, '待审核'],
    [{ expert: 'returned' }, '已退回'],
    [{ expert: 'disabled' }, '已停用'],
    [{ removed: true }, '已移除'],
  ] as const)('is that of his way when he is %o, whatever could be rated', async (over, status) => {
    await join(world, anExpert(over));
    await give(anExpert(), [{}]);
    expect((await shown()).view.experts[0]?.status).toBe(status);
  });
});

describe('an opened expert', () => {
  const opened = async () => (await shown('expert:expert-1')).view;
  const factsOf = ({ facts }: ExpertsCard) =>
    Object.fromEntries(facts.map(({ label, text }) => [label, text]));

  it('shows all that is known of him', async () => {
    await join(world, anExpert({ isAdmin: true }));
    const application = anApplication({ state: 'returned', opinion: '请补充。', decidedAt: later(0) });
    await world.inTransaction((tx) => tx.applications.add(application));
    await give(anExpert(), [{ answer: 'submitted' }, {}, {}]);
    expect(factsOf(await opened())).toEqual({
      姓名: '专家一',
      身份: '专家，也是企业管理员',
      职务: '高级工程师',
      所属单位: '示例大学（虚构）',
      所属领域: '机械',
      开通日期: '2026-11-22 10:00',
      评价状态: '待评价',
      评价记录: '已评价 1 件，2 件待评价',
      入库申请: '已退回（2026-11-22）\n请补充。',
    });
  });

  it('who has said nothing yet is shown as such', async () => {
    await join(world, anExpert({ name: '', expert: 'invited' }));
    expect(factsOf(await opened())).toMatchObject({ 姓名: '未填写', 职务: '未填写', 入库申请: '还没有提交' });
  });

  it.each([
    ['admitted', false, ['停用', '移除']],
    ['disabled', false, ['重新启用', '移除']],
    ['invited', false, ['移除']],
    ['applied', false, ['移除']],
    ['returned', false, ['移除']],
    ['admitted', true, ['重新启用']],
    ['invited', true, ['重新启用']],
  ] as const)(
    'who is %s (removed: %s) can be answered with %j',
    async (expert: ExpertState, removed, labels) => {
      await join(world, anExpert({ expert, removed }));
      const { buttons } = await opened();
      expect(buttons.map(({ label }) => label)).toEqual(labels);
      for (const { value } of buttons)
        expect(value).toMatchObject({ act: 'keep-expert', member: 'expert-1' });
    },
  );

  it('is removed only after a question, which names the admin’s role he would lose', async () => {
    await join(world, anExpert({ isAdmin: true }));
    const { buttons } = await opened();
    const asked = buttons.map(({ label, confirm }) => [label, confirm]);
    expect(asked).toEqual([
      ['停用', ''],
      ['移除', expect.stringContaining('也不再是企业管理员')],
    ]);
  });

  it('leads back to the page he stands on', async () => {
    await join(world, ...crowd(12));
    expect((await shown('expert:expert-001')).view.back).toBe('page:3');
    expect((await shown('expert:expert-012')).view.back).toBe('page:1');
  });
});
