import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Application } from '../../src/domain/application.ts';
import type { Member } from '../../src/domain/member.ts';
import type { ApplicationCard } from '../../src/reads/application-card.ts';
import type { ApplicationReviewCard } from '../../src/reads/application-review-card.ts';
import { anAdmin, anEnterprise, anExpert, later } from '../support/builders.ts';
import { aCard, anApplication, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

const OPINION = '请把所属领域写具体一些。';
const DAY_MS = 86_400_000;

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction((tx) => tx.enterprises.add(anEnterprise(), tx.at));
});

afterEach(() => world.close());

async function store(member: Member, applications: readonly Application[]): Promise<void> {
  await join(world, anAdmin(), member);
  await world.inTransaction(async (tx) => {
    for (const application of applications) await tx.applications.add(application);
  });
}

const returned = (over: Partial<Application> = {}) =>
  anApplication({
    state: 'returned',
    opinion: OPINION,
    decidedBy: 'admin-1',
    decidedAt: later(60_000),
    ...over,
  });

describe('the card of an expert’s application', () => {
  async function shown(member: Member, ...applications: readonly Application[]) {
    await store(member, applications);
    const card = aCard('application', { subjectId: member.id, viewerId: member.id });
    const { view, text } = await show(world, card);
    return { view: view as ApplicationCard, text };
  }

  it('is a form for whoever is invited, with his enterprise as the unit', async () => {
    const { view, text } = await shown(anExpert({ expert: 'invited' }));
    expect(view).toMatchObject({
      editing: true,
      facts: [],
      opinion: '',
      name: '专家一',
      position: '',
      unit: '演示企业（虚构）',
      field: '',
    });
    expect(text).toContain('「申请入库」');
  });

  it('asks somebody picked from a list for his name', async () => {
    expect((await shown(anExpert({ name: '', expert: 'invited' }))).view.name).toBe('');
  });

  it('gives a returned application back to be mended, with the admin’s opinion', async () => {
    const { view, text } = await shown(anExpert({ expert: 'returned' }), returned());
    expect(view).toMatchObject({
      editing: true,
      tint: 'orange',
      opinion: OPINION,
      name: '专家一',
      position: '高级工程师',
      unit: '示例大学（虚构）',
      field: '机械',
    });
    expect(text).toContain(`管理员的意见：${OPINION}`);
  });

  it.each([
    ['applied', '等待企业管理员审核'],
    ['admitted', '您已入库'],
    ['disabled', '已停用'],
  ] as const)('shows who is %s what he sent, and no form', async (expert, status) => {
    const { view, text } = await shown(anExpert({ expert }), anApplication());
    expect(view.editing).toBe(false);
    expect(view.status).toContain(status);
    expect(view.facts.map(({ text: said }) => said)).toEqual([
      '专家一',
      '高级工程师',
      '示例大学（虚构）',
      '机械',
      '2026-11-22 10:00',
    ]);
    expect(text).toContain('所属领域：机械');
  });

  it('shows the last of several', async () => {
    const again = anApplication({
      id: 'application-2',
      appliedAt: later(DAY_MS),
      profile: { ...anApplication().profile, field: '固态电池隔膜' },
    });
    const { view } = await shown(anExpert({ expert: 'applied' }), again, returned());
    expect(view).toMatchObject({ opinion: '', field: '固态电池隔膜' });
    expect(JSON.stringify(view.facts)).toContain('固态电池隔膜');
  });

  it.each([{ expert: 'none' }, { expert: 'returned', removed: true }] as const)(
    'has no form and no opinion for somebody who is %o',
    async (over) => {
      const { view } = await shown(anExpert(over), returned());
      expect(view.editing).toBe(false);
      expect(view.tint).toBe('grey');
      if ('removed' in over) expect(view).toMatchObject({ facts: [], opinion: '' });
    },
  );
});

describe('the card that reviews an application', () => {
  async function shown(member: Member, ...applications: readonly Application[]) {
    await store(member, applications);
    const card = aCard('application-review', { subjectId: 'application-1', viewerId: null });
    const { view, text } = await show(world, card);
    return { view: view as ApplicationReviewCard, text };
  }
  const applicant = anExpert({ expert: 'applied' });

  it('asks for an answer to what waits, with all that was said', async () => {
    const { view, text } = await shown(applicant, anApplication());
    expect(view).toMatchObject({ open: true, tint: 'orange', earlier: '' });
    expect(view.facts.map(({ label }) => label)).toEqual([
      '姓名',
      '职务',
      '所属单位',
      '所属领域',
      '申请时间',
    ]);
    expect(text).toContain('联系系统管理员');
  });

  it('says what the expert was told before', async () => {
    const before = returned({ id: 'application-0', appliedAt: later(-DAY_MS) });
    const { view } = await shown(applicant, before, anApplication());
    expect(view.earlier).toBe(`上次退回的意见：${OPINION}`);
  });

  it('says who answered, when, and what', async () => {
    const { view, text } = await shown(anExpert({ expert: 'returned' }), returned());
    expect(view).toMatchObject({
      open: false,
      tint: 'grey',
      status: '已退回（管理员，2026-11-22 10:01）',
      opinion: OPINION,
    });
    expect(text).toContain(OPINION);
  });

  it('is green once the expert has passed', async () => {
    const passed = returned({ state: 'admitted', opinion: '' });
    const { view } = await shown(anExpert(), passed);
    expect(view).toMatchObject({ open: false, tint: 'green', opinion: '' });
    expect(view.status).toContain('已通过');
  });

  it('points to a newer application of the same expert', async () => {
    const newer = anApplication({ id: 'application-2', appliedAt: later(DAY_MS) });
    const { view } = await shown(applicant, returned(), newer);
    expect(view.open).toBe(false);
    expect(view.status).toContain('请看最新的卡片');
  });

  it.each([
    ['removed', anExpert({ expert: 'applied', removed: true }), '已被移除'],
    ['admitted by the operator', anExpert(), '不用再审核'],
  ])('asks nothing once the applicant was %s', async (_, member, status) => {
    const { view } = await shown(member, anApplication());
    expect(view).toMatchObject({ open: false, status: expect.stringContaining(status) });
  });

  it('is closed to an admin who is none any more, in his private chat', async () => {
    await store(applicant, [anApplication()]);
    await world.inTransaction((tx) => tx.members.replace(anAdmin({ isAdmin: false })));
    const card = aCard('application-review', { subjectId: 'application-1', viewerId: 'admin-1' });
    const { view, text } = await show(world, card);
    expect(view).toMatchObject({ open: false, facts: [], opinion: '', earlier: '' });
    expect(text).not.toContain('示例大学');
  });
});
