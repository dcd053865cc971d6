import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { draftEvaluation } from '../../src/actions/draft-evaluation.ts';
import { matchPatents } from '../../src/actions/match-patents.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import { setFocus } from '../../src/actions/set-focus.ts';
import { settleEvaluation } from '../../src/actions/settle-evaluation.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { cardRenderer } from '../../src/chat/card-renderer.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { outwardEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import type { Match } from '../../src/domain/match.ts';
import { type ExpertState, type Member, rolesOf } from '../../src/domain/member.ts';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import { ALL_STARS, drawStars, STAR_MEANINGS, starsOf } from '../../src/domain/stars.ts';
import { type CardView, cardView } from '../../src/reads/card-view.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { anExpert, aRecord, refusal } from '../support/builders.ts';
import { readSources } from '../support/source-files.ts';
import {
  bring,
  CONNECTION,
  cardOf,
  clickOn,
  deliver,
  dump,
  type Firm,
  found,
  matchOf,
  openWorld,
  replyTo,
  sendCards,
  VIEW,
  type World,
} from '../support/world.ts';

const DAY_MS = 86_400_000;
const OWN = '与本企业的中试线相符，愿意进一步了解。';
const refused = (code: Refusal) => ({ tone: 'warning', text: NOTICES[code] });
const recorded = { tone: 'success' };

let world: World;
let firm: Firm;
let match: Match;
let card: SentCard;

beforeEach(async () => {
  world = await openWorld();
  firm = await found(world, '甲', [
    { userId: 'admin', name: '管理员', roles: ['admin'] },
    { userId: 'deputy', name: '副管理员', roles: ['admin'] },
    { userId: 'expert', name: '专家张三丰', roles: ['expert'] },
    { userId: 'second', name: '专家李四光', roles: ['expert'] },
  ]);
  match = await bring(world, firm, aRecord());
  card = await cardOf(world, 'patent', match.id);
});

afterEach(() => world.close());

const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
const member = (userId: string): Member => {
  const known = firm.people[userId];
  if (!known) throw new Error(`nobody is ${userId}`);
  return known;
};
const press = (userId: string, on: SentCard, act: string, value = {}, form = {}) =>
  deliver(world, clickOn(world, userId, on, { act, ...value }, form));
const rateAs = (userId: string, stars: number, opinion?: string, on = card) =>
  press(userId, on, 'rate', { stars }, opinion === undefined ? {} : { opinion });
const answers = (of = match) => inTx((tx) => tx.expertEvaluations.ofMatch(of.id));
const evaluation = (of = match) => inTx((tx) => tx.enterpriseEvaluations.findOfMatch(of.id));
const show = (of: SentCard): Promise<CardView> => inTx((tx) => cardView(tx, of, VIEW));
const shown = async (of: SentCard) => JSON.stringify((await show(of)).view);
const audit = () => inTx((tx) => tx.audit.ofEnterprise(firm.enterprise.id));

/** Lets an admin answer the one waiting evaluation of an expert. */
async function judge(userId: string, expert: string, to: string, reason = '') {
  const answer = (await answers()).find(({ memberId }) => memberId === member(expert).id);
  const on = await cardOf(world, 'review', match.id, member(userId));
  return press(userId, on, 'review', { evaluation: answer?.id, to, version: answer?.version }, { reason });
}

/** Opens the enterprise's evaluation for an admin and returns its card. */
async function openForm(userId = 'admin'): Promise<SentCard> {
  await press(userId, card, 'open-evaluation');
  return cardOf(world, 'enterprise-evaluation', match.id, member(userId));
}

async function submitAs(userId = 'admin', opinion = OWN) {
  const form = await openForm(userId);
  await press(userId, form, 'draft', {}, { stars: '4', opinion });
  return press(userId, form, 'submit', { revision: (await evaluation())?.revision });
}

/** Runs something that must be refused, and sees that it left nothing behind. */
async function changesNothing(act: () => Promise<unknown>, code: Refusal): Promise<void> {
  const before = await dump(world);
  expect(await act()).toEqual(refused(code));
  expect(await dump(world)).toEqual(before);
}

describe('roles', () => {
  it('rule 1: an enterprise has admins and experts, and no third role', () => {
    const states: readonly ExpertState[] = ['none', 'invited', 'applied', 'returned', 'admitted'];
    const all = [true, false].flatMap((isAdmin) => states.map((expert) => anExpert({ isAdmin, expert })));
    expect(new Set(all.flatMap(rolesOf))).toEqual(new Set(['admin', 'expert']));
  });

  it('rule 2: what leaves the enterprise or decides about experts is for admins alone', async () => {
    const experts = PERMISSIONS.flatMap(({ expert }): readonly string[] => expert);
    const views = ['view-evaluation-library', 'view-focus-library', 'view-resource-library'];
    expect(new Set(experts)).toEqual(new Set([...views, 'rate']));

    await changesNothing(() => press('expert', card, 'open-evaluation'), 'admins_only');
    const draft = { matchId: match.id, member: member('expert'), stars: 5, opinion: OWN } as const;
    await expect(inTx((tx) => draftEvaluation(tx, draft))).rejects.toThrow(refusal('admins_only'));
  });

  it('rule 3: a patent of the focus library can be viewed and not rated', async () => {
    const focus = { ...NO_FOCUS, ipc: ['G06F1'] };
    await inTx((tx) => setFocus(tx, { enterpriseId: firm.enterprise.id, focus, actor: 'operator' }));
    const record = aRecord({ applicationNumber: 'CN209910000002.2', ipc: ['G06F1/16'] });
    await inTx((tx) => takeInPatents(tx, [record], null));
    await inTx((tx) => pushPatents(tx, { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' }));
    await sendCards(world);

    const viewed = await cardOf(world, 'patent', (await matchOf(world, firm, record.applicationNumber)).id);
    expect((await show(viewed)).view).toMatchObject({ viewOnly: true, open: false });
    await changesNothing(() => rateAs('expert', 5, undefined, viewed), 'view_only_library');
  });

  it('rule 4: nobody rates before the admin has admitted him', async () => {
    for (const [state, code] of [
      ['none', 'not_an_expert'],
      ['invited', 'expert_not_admitted'],
      ['applied', 'expert_not_admitted'],
      ['returned', 'expert_not_admitted'],
    ] as const) {
      await inTx((tx) => tx.members.replace({ ...member('expert'), expert: state }));
      await changesNothing(() => rateAs('expert', 5), code);
    }
    await inTx((tx) => tx.members.replace(member('expert')));
    expect(await rateAs('expert', 5)).toMatchObject(recorded);
  });
});

describe('the rating', () => {
  it('rule 5: an answer is stars and an opinion, and goes to every admin for review', async () => {
    expect(await rateAs('expert', 4, '可中试')).toMatchObject(recorded);
    expect(await answers()).toMatchObject([{ stars: 4, opinion: '可中试', state: 'submitted' }]);
    for (const admin of ['admin', 'deputy'])
      expect(await shown(await cardOf(world, 'review', match.id, member(admin)))).toContain('可中试');
  });

  it('rule 6: the admin sees the name, stars and opinion of every expert before he evaluates', async () => {
    await rateAs('expert', 4, '可中试');
    await rateAs('second', 2, '成本偏高');
    const view = await shown(await cardOf(world, 'review', match.id, member('admin')));
    for (const part of ['专家张三丰', '4 星', '可中试', '专家李四光', '2 星', '成本偏高'])
      expect(view).toContain(part);
  });

  it('rule 7: an evaluation may lack the opinions of experts and never the opinion of the admin', async () => {
    const form = await openForm();
    await changesNothing(() => press('admin', form, 'submit', { revision: 1 }), 'draft_missing');
    for (const opinion of ['', ' \n'])
      await changesNothing(
        () => press('admin', form, 'draft', {}, { stars: '4', opinion }),
        'opinion_missing',
      );
    expect(await answers()).toEqual([]);
    expect(await submitAs()).toMatchObject(recorded);
  });

  it('rule 8: after the submission no expert rates, on no card, in no words, and nothing is reviewed', async () => {
    await rateAs('expert', 4, '可中试');
    await judge('admin', 'expert', 'returned', '请补充依据');
    const returned = await cardOf(world, 'returned', match.id, member('expert'));
    await rateAs('second', 3, '一般');
    await submitAs();

    const before = await answers();
    await changesNothing(() => rateAs('expert', 5), 'evaluation_closed');
    await changesNothing(() => rateAs('expert', 5, '更好', returned), 'evaluation_closed');
    await changesNothing(() => judge('admin', 'second', 'accepted'), 'evaluation_closed');
    expect(await deliver(world, replyTo(world, 'expert', card, '5星 更好'))).toEqual(
      refused('evaluation_closed'),
    );
    expect(await answers()).toEqual(before);
    expect((await show(card)).view).toMatchObject({ open: false, closed: true });
  });

  it('rule 9: what leaves the enterprise holds no name, no star and no word of an expert', async () => {
    await rateAs('expert', 1, '意见-7f3a');
    await judge('admin', 'expert', 'accepted');
    const form = await openForm();
    const named = { stars: '4', opinion: '专家张三丰认为可行' };
    const notice = await press('admin', form, 'draft', {}, named);
    expect(notice).toMatchObject({ tone: 'warning', text: expect.stringContaining('专家张三丰') });
    await submitAs();

    const sent = await evaluation();
    const patent = await inTx((tx) => tx.patents.get(match.patentId));
    const outward = sent && outwardEvaluation(firm.enterprise, patent, sent);
    expect(outward).toEqual({
      enterprise: 'platform-甲',
      applicationNumber: patent.applicationNumber,
      stars: 4,
      opinion: OWN,
      submittedAt: sent?.submittedAt,
    });
    const outside = JSON.stringify([
      await audit(),
      await dump(world).then(({ outbox }) => outbox),
      await shown(card),
    ]);
    expect(outside).not.toMatch(/专家张三丰|意见-7f3a/);
  });

  it('rule 9: the card in the group shows how many have rated, and never who gave what', async () => {
    await rateAs('expert', 1, '意见-7f3a');
    const view = await shown(card);
    expect(view).toContain('已有 1 位专家评价');
    expect(view).not.toMatch(/意见-7f3a|专家张三丰/);
    const before = view.replace('已有 1 位专家评价', '');
    await rateAs('expert', 5, '意见-7f3a');
    expect((await shown(card)).replace('已有 1 位专家评价', '')).toBe(before);
  });

  it('rule 10: the words of an expert go out only when the admin has confirmed that very text', async () => {
    await rateAs('expert', 4, '工艺成熟，可中试');
    await judge('admin', 'expert', 'accepted');
    const form = await openForm();
    expect((await show(form)).view).toMatchObject({ text: '工艺成熟，可中试', proposed: true, chosen: '' });
    expect(await evaluation()).toBeNull();

    await press('admin', form, 'draft', {}, { stars: '4', opinion: '我司认为工艺成熟，可中试。' });
    expect((await show(form)).view).toMatchObject({ warning: expect.stringContaining('专家评价的原文') });
    await press('admin', form, 'reopen');
    for (const revision of [1, 2])
      await changesNothing(() => press('admin', form, 'submit', { revision }), 'draft_changed');
    await press('admin', form, 'draft', {}, { stars: '4', opinion: OWN });
    await changesNothing(() => press('admin', form, 'submit', { revision: 1 }), 'draft_changed');
    expect(await press('admin', form, 'submit', { revision: 3 })).toMatchObject(recorded);
    expect(await evaluation()).toMatchObject({ opinion: OWN });
  });

  it('rule 11: nothing is submitted by time or by a majority', async () => {
    for (const expert of ['expert', 'second']) {
      await rateAs(expert, 5);
      await judge('admin', expert, 'accepted');
    }
    const form = await openForm();
    await press('admin', form, 'draft', {}, { stars: '5', opinion: OWN });
    world.pass(400 * DAY_MS);
    await inTx((tx) => takeInPatents(tx, [aRecord({ maturity: '量产' })], null));
    await sendCards(world);
    expect(await evaluation()).toMatchObject({ state: 'draft', submittedAt: null });
    expect(await inTx((tx) => tx.matches.get(match.id))).toMatchObject({ state: 'open' });
  });

  it('rule 11: only the button of an admin leads to a submission', () => {
    const callers = readSources(['src']).filter(({ text }) => /\bsubmitEvaluation\(/.test(text));
    expect(callers.map(({ path }) => path)).toEqual([
      'src/actions/evaluation-buttons.ts',
      'src/actions/submit-evaluation.ts',
    ]);
  });

  it('rule 12: the last answer before the submission counts, and every earlier one is kept', async () => {
    await rateAs('expert', 2, '成本偏高');
    await rateAs('expert', 4);
    await rateAs('expert', 4);
    expect(await answers()).toMatchObject([{ stars: 4, opinion: '成本偏高', version: 2 }]);
    const { expert_evaluation_history: history } = await dump(world);
    expect(history).toMatchObject([
      { version: 1, stars: 2, by_member: member('expert').id },
      { version: 2, stars: 4, by_member: member('expert').id },
    ]);
  });

  it('rule 12: the admin corrects nothing after the submission', async () => {
    await submitAs();
    const form = await openForm();
    await changesNothing(
      () => press('admin', form, 'draft', {}, { stars: '1', opinion: '改主意了' }),
      'already_submitted',
    );
    await changesNothing(() => press('admin', form, 'reopen'), 'already_submitted');
    await changesNothing(() => press('deputy', card, 'submit', { revision: 1 }), 'button_unknown');
  });

  it('rule 13: a returned answer may be given again, a rejected one may not', async () => {
    await rateAs('expert', 2);
    await judge('admin', 'expert', 'returned', '请补充依据');
    const returned = await cardOf(world, 'returned', match.id, member('expert'));
    expect((await show(returned)).view).toMatchObject({ waiting: true, reason: '请补充依据' });
    expect(await rateAs('expert', 3, '有中试数据', returned)).toMatchObject(recorded);
    await judge('admin', 'expert', 'rejected', '与本企业无关');
    await changesNothing(() => rateAs('expert', 5), 'evaluation_rejected');
  });

  it('rule 13: a verdict counts for the very answer the admin saw', async () => {
    await rateAs('expert', 2);
    const review = await cardOf(world, 'review', match.id, member('admin'));
    const [seen] = await answers();
    await rateAs('expert', 5, '改为看好');
    const verdict = { evaluation: seen?.id, to: 'accepted', version: seen?.version };
    await changesNothing(() => press('admin', review, 'review', verdict), 'evaluation_changed');
  });

  it('rule 14: the scale is five whole stars with the meanings of the manual, and each is shown', async () => {
    expect(STAR_MEANINGS).toEqual({
      5: '技术成熟度高，可直接用于产业',
      4: '具有较高的潜在价值和产业化前景',
      3: '具有一定的潜在价值和产业化前景',
      2: '潜在价值低，产业化前景不明确',
      1: '无潜在价值和产业化前景',
    });
    const view = await shown(card);
    for (const stars of ALL_STARS)
      expect(view).toContain(`${drawStars(stars)} ${stars} 星 · ${STAR_MEANINGS[stars]}`);
    for (const value of [0, 6, -1, 3.5, 4.000001, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => starsOf(value)).toThrow(refusal('stars_out_of_range'));
    for (const stars of [0, 6, 3.5])
      await changesNothing(() => rateAs('expert', stars), 'stars_out_of_range');
  });

  it('rule 15: a portfolio is rated as one, and its members keep their own ratings', async () => {
    const portfolio = aRecord({
      kind: 'portfolio',
      applicationNumber: 'ZH-2099-0001',
      members: [aRecord().applicationNumber],
    });
    const whole = await bring(world, firm, portfolio);
    expect(await rateAs('expert', 5, undefined, await cardOf(world, 'patent', whole.id))).toMatchObject(
      recorded,
    );
    expect(await answers(whole)).toHaveLength(1);
    expect(await answers()).toEqual([]);
    expect(await rateAs('expert', 2)).toMatchObject(recorded);
    expect(await answers(whole)).toMatchObject([{ stars: 5 }]);
  });
});

describe('data', () => {
  it('rule 24: the label of patents valid at the end of 2023 is kept and shown', async () => {
    expect(await inTx((tx) => tx.patents.get(match.patentId))).toMatchObject({ validAtEndOf2023: true });
    expect(await shown(card)).toContain('截至2023年底有效');
    const unknown = aRecord({ applicationNumber: 'CN209910000003.3', validAtEndOf2023: null });
    const other = await bring(world, firm, unknown);
    expect(await shown(await cardOf(world, 'patent', other.id))).not.toContain('截至2023年底有效');
  });

  it.each(['withdrawn', 'expired', 'transferred'] as const)(
    'rule 25: a patent that is %s is neither pushed nor rated nor evaluated',
    async (state) => {
      const numbers = { applicationNumber: 'CN209910000004.4' };
      const push = { enterprise: firm.enterprise, reason: '产业匹配' };
      await inTx((tx) => takeInPatents(tx, [aRecord(numbers)], push));
      const form = await openForm();
      await press('admin', form, 'draft', {}, { stars: '4', opinion: OWN });
      const both = [aRecord({ ...numbers, state }), aRecord({ state })];
      await inTx((tx) => takeInPatents(tx, both, null));
      await sendCards(world);

      const asked = { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' };
      expect(await inTx((tx) => pushPatents(tx, asked))).toMatchObject({ pushed: 0 });
      await changesNothing(() => rateAs('expert', 5), 'patent_not_registered');
      await changesNothing(() => press('admin', form, 'submit', { revision: 1 }), 'patent_not_registered');
    },
  );

  it('rule 25: the register is asked again when a patent is pushed', async () => {
    const record = aRecord({ applicationNumber: 'CN209910000005.5' });
    await inTx((tx) => takeInPatents(tx, [record], { enterprise: firm.enterprise, reason: '' }));
    const waiting = await matchOf(world, firm, record.applicationNumber);
    // The register alone changes, as if the matches had not been looked at again yet.
    await inTx(async (tx) =>
      tx.patents.replace({ ...record, id: waiting.patentId, state: 'expired' }, 'newer', tx.at),
    );
    await inTx((tx) => pushPatents(tx, { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' }));
    expect(await matchOf(world, firm, record.applicationNumber)).toMatchObject({ state: 'withdrawn' });
  });

  it('rule 25: a withdrawal that comes after the submission changes nothing of it', async () => {
    await submitAs();
    const before = await evaluation();
    await inTx((tx) => takeInPatents(tx, [aRecord({ state: 'withdrawn' })], null));
    expect(await evaluation()).toEqual(before);
    expect(await inTx((tx) => tx.matches.get(match.id))).toMatchObject({ state: 'closed' });
  });

  it('rule 26: whoever evaluates is asked for the view of his own enterprise, and a proposal is marked', async () => {
    await rateAs('expert', 4, '工艺成熟，可中试');
    await judge('admin', 'expert', 'accepted');
    const render = cardRenderer('feishu');
    for (const each of [card, await openForm()]) {
      const { kind, view } = await show(each);
      expect(render(kind, view)).toMatch(/从本单位的?实际角度/);
    }
    const form = await show(await openForm());
    expect(render(form.kind, form.view)).toContain('来自已通过的专家意见');
  });
});

describe('people and chats', () => {
  it('rule 28: a group with outsiders is never bound, and a bound one gets nothing once they are in it', async () => {
    const joined = {
      kind: 'joined',
      connection: CONNECTION,
      by: { userId: 'admin', outsider: false },
    } as const;
    const outside = { ...joined, chatId: 'oc_外', chatName: '外部群', external: true };
    await deliver(world, { ...outside, deliveryId: world.newId() });
    const asked = { enterpriseId: firm.enterprise.id, connection: CONNECTION };
    await expect(inTx((tx) => bindChat(tx, { ...asked, chatId: 'oc_外' }))).rejects.toThrow(
      refusal('external_chat'),
    );

    await deliver(world, { ...outside, deliveryId: world.newId(), chatId: firm.group.address });
    const record = aRecord({ applicationNumber: 'CN209910000006.6' });
    await inTx((tx) => takeInPatents(tx, [record], { enterprise: firm.enterprise, reason: '' }));
    const push = { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' };
    expect(await inTx((tx) => pushPatents(tx, push))).toEqual({ pushed: 0, stoppedBy: 'no-chat' });
  });

  it('rule 28: no answer is written into a group with outsiders, and an outsider may do nothing', async () => {
    await inTx((tx) => tx.chats.replace({ ...firm.group, external: true }));
    const before = (await dump(world))['outbox']?.filter(({ topic }) => topic === 'text').length;
    await deliver(world, replyTo(world, 'expert', card, '谢谢'));
    expect((await dump(world))['outbox']?.filter(({ topic }) => topic === 'text')).toHaveLength(before ?? -1);

    const click = clickOn(world, 'expert', card, { act: 'rate', stars: 5 });
    const outsider = { ...click, person: { userId: 'expert', outsider: true } };
    await changesNothing(() => deliver(world, outsider), 'outsider');
  });

  it('rule 29: who acts is whom the channel proved, whatever a card or a form claims', async () => {
    const claims = { member: member('expert').id, memberId: member('expert').id, userId: 'expert' };
    await changesNothing(
      () => press('nobody', card, 'rate', { stars: 5, ...claims }, { person: 'expert' }),
      'unknown_person',
    );
    await changesNothing(() => press('admin', card, 'rate', { stars: 5, ...claims }), 'experts_only');
    await rateAs('second', 3);
    expect((await answers()).map(({ memberId }) => memberId)).toEqual([member('second').id]);
  });

  it('rule 29: what was typed into a form cannot pose as what the button carries', async () => {
    await press('expert', card, 'rate', { stars: 5 }, { stars: '1', card: 'another', act: 'submit' });
    expect(await answers()).toMatchObject([{ stars: 5 }]);
  });

  it('rule 29: a role is looked up at every action, so a removal counts on cards already on screen', async () => {
    await rateAs('expert', 4);
    const form = await openForm();
    await press('admin', form, 'draft', {}, { stars: '4', opinion: OWN });
    for (const userId of ['expert', 'admin'])
      await inTx((tx) => removeMember(tx, { memberId: member(userId).id, actor: 'operator' }));
    await sendCards(world);
    await changesNothing(() => rateAs('expert', 5), 'member_removed');
    await changesNothing(() => press('admin', form, 'submit', { revision: 1 }), 'member_removed');
  });

  it('rule 29: a private card serves its reader alone, even among admins', async () => {
    const form = await openForm();
    await changesNothing(
      () => press('deputy', form, 'draft', {}, { stars: '4', opinion: OWN }),
      'card_mismatch',
    );
  });

  it('rule 30: an evaluation leaves who, when, the exact text and the receipt in the audit trail', async () => {
    await submitAs();
    const sent = await evaluation();
    const answer = { kind: 'recorded', receipt: { id: 'PT-0001', at: world.now() } } as const;
    await inTx((tx) => settleEvaluation(tx, { evaluationId: sent?.id ?? '', answer }));
    const entries = (await audit()).filter(({ subject }) => subject === sent?.id);
    expect(entries).toMatchObject([
      {
        act: 'submit-evaluation',
        actor: member('admin').id,
        at: sent?.submittedAt,
        detail: { stars: 4, opinion: OWN },
      },
      { act: 'post-evaluation', actor: 'platform', detail: { receipt: 'PT-0001' } },
    ]);
  });

  it('rule 30: an evaluation entered by hand says by whom', async () => {
    await submitAs();
    await press('deputy', await openForm('deputy'), 'mark-posted');
    expect((await audit()).at(-1)).toMatchObject({
      act: 'post-evaluation-by-hand',
      actor: member('deputy').id,
    });
    expect(await evaluation()).toMatchObject({ state: 'posted', postedBy: member('deputy').id });
  });

  it('rule 31: one enterprise neither touches nor sees the ratings of another', async () => {
    const rival = await found(world, '乙', [
      { userId: 'rival-admin', name: '对方管理员', roles: ['admin'] },
      { userId: 'rival-expert', name: '对方专家', roles: ['expert'] },
    ]);
    const theirs = await bring(world, rival, aRecord());
    const theirCard = await cardOf(world, 'patent', theirs.id);
    await rateAs('expert', 4, '意见-甲');
    await rateAs('rival-expert', 1, '意见-乙', theirCard);

    await changesNothing(() => rateAs('rival-expert', 5), 'unknown_person');
    await changesNothing(() => press('rival-admin', card, 'open-evaluation'), 'unknown_person');
    const [ours] = await answers();
    const theirReview = await cardOf(world, 'review', theirs.id, rival.people['rival-admin'] ?? null);
    const foreign = { evaluation: ours?.id, to: 'accepted', version: 1 };
    await changesNothing(() => press('rival-admin', theirReview, 'review', foreign), 'evaluation_missing');
    expect(await shown(theirReview)).not.toContain('意见-甲');
    expect(await shown(theirCard)).toContain('已有 1 位专家评价');
  });

  it('rule 31: what one enterprise asks for makes no match for another', async () => {
    const rival = await found(world, '乙', []);
    const focus = { ...NO_FOCUS, ipc: ['H01M'] };
    await inTx((tx) => setFocus(tx, { enterpriseId: rival.enterprise.id, focus, actor: 'operator' }));
    const patent = await inTx((tx) => tx.patents.get(match.patentId));
    await inTx((tx) => matchPatents(tx, [patent], null));
    expect(await matchOf(world, rival, patent.applicationNumber)).toMatchObject({ library: 'focus' });
    expect(await inTx((tx) => tx.matches.get(match.id))).toEqual(match);
  });

  it('rule 32: a deadline belongs to one enterprise, and none is written into the code', async () => {
    expect(await shown(card)).not.toContain('截止日');
    const deadline = async (day: string) =>
      inTx(async (tx) => tx.enterprises.replace({ ...firm.enterprise, deadline: day }));
    await deadline('2026-12-02');
    expect(await shown(card)).toContain('截止日 2026-12-02');
    await deadline('2026-11-21');
    expect(await shown(card)).toContain('截止日 2026-11-21');

    const dated = readSources(['src', 'cards']).filter(({ text }) => /10月31日|\d{4}-10-31/.test(text));
    expect(dated.map(({ path }) => path)).toEqual([]);
  });
});

describe('this file', () => {
  it('has a test for each rule that is in force', () => {
    const [own] = readSources(['test/unit']).filter(({ path }) => path.endsWith('/rules.test.ts'));
    const tested = [...(own?.text ?? '').matchAll(/^\s+(?:it\(|it\.each.*\(\n?\s*|)'rule (\d+): /gm)];
    const first = Array.from({ length: 15 }, (_, index) => index + 1);
    expect(new Set(tested.map(([, number]) => Number(number)))).toEqual(
      new Set([...first, 24, 25, 26, 28, 29, 30, 31, 32]),
    );
  });
});
