import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Demand } from '../../src/domain/demand.ts';
import type { Intent } from '../../src/domain/intent.ts';
import type { CooperationCard } from '../../src/reads/cooperation-card.ts';
import { AT, aMatch, anAdmin, anEnterprise, aPatent } from '../support/builders.ts';
import { aDemand, anIntent, aSubmittedIntent, FILLED } from '../support/cooperation.ts';
import { aCard, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction(async (tx) => {
    await tx.enterprises.add(anEnterprise(), tx.at);
    await tx.patents.add(aPatent({ cooperationModes: ['转让', '普通许可'] }), '', tx.at);
    await tx.matches.add(aMatch(), tx.at);
  });
  await join(world, anAdmin());
});

afterEach(() => world.close());

async function intent(over: Partial<Intent>, byHand = false): Promise<CooperationCard> {
  await world.inTransaction((tx) => tx.intents.add({ ...aSubmittedIntent(), ...over }, tx.at));
  const { view } = await show(world, aCard('intent', { subjectId: 'intent-1' }), byHand);
  return view as CooperationCard;
}

async function demand(over: Partial<Demand>): Promise<CooperationCard> {
  await world.inTransaction((tx) => tx.demands.add(aDemand(over), tx.at));
  const { view } = await show(world, aCard('demand', { subjectId: 'demand-1' }));
  return view as CooperationCard;
}

const actsOf = ({ buttons }: CooperationCard) => buttons.map(({ value }) => value['act']);

describe('the card of an intent', () => {
  it('asks for what the form asks, and offers the ways of cooperation the owner accepts', async () => {
    const view = await intent({ ...anIntent(), state: 'editing' });
    expect(view).toMatchObject({ editing: true, text: '', act: 'draft-intent' });
    expect(view.fields.find(({ name }) => name === 'modes')?.options.map(({ value }) => value)).toEqual([
      '转让',
      '普通许可',
    ]);
    expect(view.note).toContain('平台没有公开这张表单');
  });

  it('starts a second edit with what was filled in', async () => {
    const view = await intent({ ...anIntent(), state: 'editing', fields: FILLED });
    expect(view.fields.find(({ name }) => name === 'modes')?.chosen).toEqual(['转让', '普通许可']);
    expect(view.fields.find(({ name }) => name === 'need')?.value).toBe('希望在现有产线上做一次中试。');
  });

  it('shows the exact text, and a confirmation that names its revision', async () => {
    const view = await intent({ state: 'draft', submittedAt: null, submittedBy: null, revision: 7 });
    expect(view.text).toBe(aSubmittedIntent().text);
    expect(view.buttons[0]?.value).toEqual({ card: 'card-1', act: 'send-intent', revision: 7 });
  });

  it('offers no confirmation for a patent that has left the register', async () => {
    await world.inTransaction((tx) => tx.patents.replace(aPatent({ state: 'expired' }), 'x', tx.at));
    const view = await intent({ state: 'draft', submittedAt: null, submittedBy: null });
    expect(actsOf(view)).toEqual(['withdraw-intent']);
    expect(view.status).toContain('已不在登记库');
  });

  it('is to be entered by hand where the platform has no API, and tells by whom it was', async () => {
    expect(actsOf(await intent({}, true))).toEqual([undefined, 'mark-intent-posted', 'withdraw-intent']);
    await world.inTransaction((tx) =>
      tx.intents.replace(aSubmittedIntent({ state: 'posted', postedBy: 'admin-1', postedAt: AT })),
    );
    const { view } = await show(world, aCard('intent', { subjectId: 'intent-1' }), true);
    expect(actsOf(view as CooperationCard)).toEqual(['unmark-intent-posted', 'withdraw-intent']);
  });

  it('shows what the university said, in its own words', async () => {
    const answer = { state: 'interested', text: '欢迎来校。', answeredAt: AT };
    expect((await intent({ state: 'answered', receipt: 'PT-1', answer })).news).toBe(
      '高校答复：愿意对接。欢迎来校。',
    );
  });

  it('warns of words of trade secrets, and not of the contact that the university is meant to have', async () => {
    const text = '合作意向：某专利\n需求描述：见内部资料\n联系电话：13800000000';
    const view = await intent({ state: 'draft', submittedAt: null, submittedBy: null, text });
    expect(view.warning).toContain('内部资料');
    expect(view.warning).not.toContain('13800000000');
  });

  it('shows nothing of it to whoever is no admin any more', async () => {
    await world.inTransaction((tx) => tx.members.replace(anAdmin({ isAdmin: false })));
    const view = await intent({});
    expect(view).toMatchObject({
      text: '',
      buttons: [],
      fields: [],
      status: expect.stringContaining('不是本企业的管理员'),
    });
    expect(JSON.stringify(view)).not.toContain('中试');
  });
});

describe('the card of a demand', () => {
  it('names what all the world would read, and takes the press of that very button for a warning', async () => {
    const text = '公开需求：电池\n需求描述：联系 13800000000，见内部资料';
    const view = await demand({ state: 'draft', title: '电池', text, fields: FILLED, revision: 3 });
    expect(view.warning).toContain('13800000000');
    expect(view.warning).toContain('内部资料');
    expect(view.buttons[0]?.value).toMatchObject({ act: 'publish-demand', revision: 3, warned: true });
  });

  it('has nothing to warn of in a plain text', async () => {
    const view = await demand({ state: 'draft', title: '电池', text: '公开需求：电池', fields: FILLED });
    expect(view.warning).toBe('');
    expect(view.buttons[0]?.value).toMatchObject({ warned: false });
    expect(view.readers).toContain('平台所有用户可见');
  });
});
