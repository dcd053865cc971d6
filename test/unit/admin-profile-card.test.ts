import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminProfile, NAMELESS_ADMIN } from '../../src/domain/admin-profile.ts';
import type { Member } from '../../src/domain/member.ts';
import type { AdminProfileCard } from '../../src/reads/admin-profile-card.ts';
import { anAdmin, anEnterprise } from '../support/builders.ts';
import { aCard, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

const MOBILE = '19912345678';
const MAIL = 'someone.of.ours@example.com';
const SAID: AdminProfile = {
  memberId: 'admin-1',
  department: '研发中心',
  position: '知识产权经理',
  mobile: MOBILE,
  mail: MAIL,
};

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction((tx) => tx.enterprises.add(anEnterprise(), tx.at));
});

afterEach(() => world.close());

async function shown(member: Member, profile: AdminProfile | null, turnedTo = '') {
  await join(world, member);
  if (profile) await world.inTransaction((tx) => tx.adminProfiles.put(profile, tx.at));
  const { view, text } = await show(world, aCard('admin-profile', { subjectId: member.id, turnedTo }));
  return { view: view as AdminProfileCard, text };
}

describe('the card of an admin’s profile', () => {
  it('is a form as long as he has said nothing, with the name that is known of him', async () => {
    const { view, text } = await shown(anAdmin(), null);
    expect(view).toMatchObject({
      served: true,
      editing: true,
      known: false,
      facts: [],
      name: '管理员',
      department: '',
      mobileHint: '手机号（可不填）',
      mailHint: '单位邮箱（可不填）',
    });
    expect(view.status).toBe('手机号和邮箱只用于合作意向的联系方式，加密保存，可以不填。');
    expect(text).toContain('「我的资料」');
  });

  it('asks for the name of whoever was bound by a code, for nobody has told it', async () => {
    const { view } = await shown(anAdmin({ name: NAMELESS_ADMIN }), null);
    expect(view.name).toBe('');
  });

  it('shows what he said with his contacts masked', async () => {
    const { view, text } = await shown(anAdmin(), SAID);
    expect(view).toMatchObject({ editing: false, status: '' });
    expect(view.facts.map(({ text: said }) => said)).toEqual([
      '管理员',
      '研发中心',
      '知识产权经理',
      '199****5678',
      's***@example.com',
    ]);
    expect(text).toContain('手机号：199****5678');
  });

  it('says which contact he did not give', async () => {
    const { view } = await shown(anAdmin(), { ...SAID, mobile: '', mail: '' });
    expect(view.facts.slice(3).map(({ text }) => text)).toEqual(['未填写', '未填写']);
  });

  it('turned to be edited is the form again, with all but his contacts filled in', async () => {
    const { view } = await shown(anAdmin(), SAID, 'edit');
    expect(view).toMatchObject({
      editing: true,
      known: true,
      facts: [],
      department: '研发中心',
      position: '知识产权经理',
      mobileHint: '现为 199****5678，不改则留空',
      mailHint: '现为 s***@example.com，不改则留空',
    });
  });

  it.each(['', 'edit', 'page:2'])('never holds a contact in clear, turned to "%s"', async (turnedTo) => {
    const both = JSON.stringify(await shown(anAdmin(), SAID, turnedTo));
    expect([MOBILE, MAIL, 'someone'].filter((secret) => both.includes(secret))).toEqual([]);
  });

  it.each([{ isAdmin: false }, { removed: true }])('shows nothing of him once he is %o', async (over) => {
    const { view, text } = await shown(anAdmin(over), SAID, 'edit');
    expect(view).toMatchObject({ served: false, editing: false, facts: [], name: '', department: '' });
    expect(text).toContain('不再使用');
    expect(text).not.toContain('研发中心');
  });
});
