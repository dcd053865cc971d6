import { expect, it } from 'vitest';
import { removeMember } from '../../src/actions/remove-member.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { cardOf, carriedBy, newestCard } from '../support/chat-cards.ts';
import { clickRaw, type RawClick } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { type OpenSociety, openSociety, patentNo, pressOwn, rate } from '../support/society.ts';
import { recordsStored, rowsOf } from '../support/stored.ts';

/** Where a card hangs and what one of its buttons carries. */
type Place = Omit<RawClick, 'by'>;

/** Two enterprises, each with a card in its group; the first one's has been rated and its evaluation drafted. */
async function twoEnterprises() {
  const service = await startService();
  const here = await openSociety(service, { admins: 2, experts: 3 });
  const there = await openSociety(service, {
    name: '另一企业（虚构）',
    platformId: 'demo-2',
    patent: patentNo(2),
  });
  await rate(service, here.card, here.experts[0], 4, '工艺成熟');
  await rate(service, there.card, there.experts[0], 2);
  const [admin] = here.admins;
  await service.feishu.press({ by: admin, messageId: here.card, button: 'evaluate' });
  await service.drain();
  await pressOwn(service, admin, 'draft', { stars: '4', opinion: '可以了解。' });
  return { service, here, there };
}

function inGroup(service: Service, { group, card }: OpenSociety, button = 'stars_4'): Place {
  return { chatId: group, messageId: card, value: carriedBy(cardOf(service.feishu, group, card), button) };
}

function inPrivate(service: Service, person: string, button: string): Place {
  const chatId = service.feishu.privateChat(person);
  const card = newestCard(service.feishu, chatId, button);
  return { chatId, messageId: card.messageId, value: carriedBy(card, button) };
}

type Case = readonly [name: string, click: RawClick, answer: string];

/** Delivers all clicks, compares the answers with what they ought to be, and sees that no record has changed. */
async function refuseAll(service: Service, cases: readonly Case[]): Promise<void> {
  const before = await recordsStored(service.databaseUrl);
  const answers: unknown[] = [];
  for (const [name, click] of cases) answers.push([name, await clickRaw(service, click)]);
  expect(answers).toEqual(cases.map(([name, , answer]) => [name, answer]));
  expect(await recordsStored(service.databaseUrl)).toEqual(before);
}

it('nobody acts who is not the right member of the right enterprise', async () => {
  const { service, here, there } = await twoEnterprises();
  const { feishu, app } = service;
  const [admin, secondAdmin = ''] = here.admins;
  const [expert, , removed = ''] = here.experts;
  const rating = inGroup(service, here);
  const review = inPrivate(service, admin, 'accepted_0');
  const submit = inPrivate(service, admin, 'submit');
  await app.inTransaction(async (tx) => {
    const member = (await tx.members.ofEnterprise(here.enterpriseId)).find(({ name }) => name === '专家三');
    await removeMember(tx, { memberId: member?.id ?? '', actor: 'operator' });
  });
  await refuseAll(service, [
    ['a person in the group who is no member', { ...rating, by: here.outsider }, NOTICES.unknown_person],
    ['somebody nobody knows', { ...rating, by: 'ou_nobody' }, NOTICES.unknown_person],
    ['an expert of another enterprise', { ...rating, by: there.experts[0] }, NOTICES.unknown_person],
    ['an admin of another enterprise', { ...review, by: there.admins[0] }, NOTICES.unknown_person],
    ['another admin of another enterprise', { ...submit, by: there.admins[0] }, NOTICES.unknown_person],
    ['a removed expert', { ...rating, by: removed }, NOTICES.member_removed],
    ['an admin who is no expert', { ...rating, by: admin }, NOTICES.experts_only],
    ['an expert on the review card', { ...review, by: expert }, NOTICES.card_mismatch],
    ['an expert on the enterprise evaluation', { ...submit, by: expert }, NOTICES.card_mismatch],
    ['a second admin on the first one’s card', { ...submit, by: secondAdmin }, NOTICES.card_mismatch],
    [
      'an expert who wants to evaluate',
      { ...inGroup(service, here, 'evaluate'), by: expert },
      NOTICES.admins_only,
    ],
  ]);
  expect(feishu.messages(feishu.privateChat(removed))).toEqual([]);
});

it('a button works only on the card, in the chat and under the message it was sent with', async () => {
  const { service, here, there } = await twoEnterprises();
  const by = here.experts[0];
  const rating = inGroup(service, here);
  const elsewhere = inGroup(service, there);
  const value = (change: object) => ({ ...rating, by, value: { ...Object(rating.value), ...change } });
  const card = Object(elsewhere.value).card;
  await refuseAll(service, [
    ['the id of another enterprise’s card', value({ card }), NOTICES.card_mismatch],
    ['another chat', { ...rating, by, chatId: there.group }, NOTICES.card_mismatch],
    ['another message', { ...rating, by, messageId: there.card }, NOTICES.card_mismatch],
    ['another message that is none', { ...rating, by, messageId: 'om_none' }, NOTICES.card_mismatch],
    ['the id of no card', value({ card: 'none' }), NOTICES.card_unknown],
    ['an id that is no text', value({ card: { $ne: null } }), NOTICES.input_unreadable],
    ['an id that is too long', value({ card: 'a'.repeat(5000) }), NOTICES.input_unreadable],
    ['a verb of another card', value({ act: 'submit', revision: 1 }), NOTICES.button_unknown],
    ['no verb of ours', value({ act: 'delete' }), NOTICES.button_unknown],
    ['a verb every object has', value({ act: 'constructor' }), NOTICES.button_unknown],
    ['a verb no object should have', value({ act: '__proto__' }), NOTICES.button_unknown],
    ['nothing carried', { ...rating, by, value: null }, NOTICES.input_unreadable],
    ['a list carried', { ...rating, by, value: [rating.value] }, NOTICES.input_unreadable],
    ['text carried', { ...rating, by, value: 'rate' }, NOTICES.input_unreadable],
    ['no stars', value({ stars: 0 }), NOTICES.stars_out_of_range],
    ['six stars', value({ stars: 6 }), NOTICES.stars_out_of_range],
    ['half a star', value({ stars: 3.5 }), NOTICES.stars_out_of_range],
    ['stars as text', value({ stars: '4' }), NOTICES.input_unreadable],
    ['stars left out', value({ stars: undefined }), NOTICES.input_unreadable],
    [
      'an opinion too long for the record',
      { ...rating, by, form: { opinion: '长'.repeat(1001) } },
      NOTICES.opinion_too_long,
    ],
    [
      'an opinion too long to be read',
      { ...rating, by, form: { opinion: '长'.repeat(5000) } },
      NOTICES.input_unreadable,
    ],
  ]);
});

it('a form field cannot pose as what the button carries', async () => {
  const { service, here, there } = await twoEnterprises();
  const [admin] = here.admins;
  const [, second = ''] = here.experts;
  const foreign = Object(inPrivate(service, there.admins[0], 'accepted_0').value).evaluation;
  const posing = {
    card: 'other',
    act: 'submit',
    stars: '1',
    evaluation: foreign,
    version: '9',
    to: 'rejected',
  };

  const rating = { ...inGroup(service, here, 'stars_5'), by: second, form: { ...posing, opinion: '好' } };
  expect(await clickRaw(service, rating)).toBe('已记录您的评价，等待企业管理员审核。');
  const review = {
    ...inPrivate(service, admin, 'accepted_0'),
    by: admin,
    form: { ...posing, reason: '同意' },
  };
  expect(await clickRaw(service, review)).toBe('已通过这条专家评价。');

  const ratings = await rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(ratings.map(({ stars, state }) => `${stars} ${state}`).sort()).toEqual([
    '2 submitted',
    '4 accepted',
    '5 submitted',
  ]);
  const submit = inPrivate(service, admin, 'submit');
  const { revision: _, ...value } = Object(submit.value);
  const without = { ...submit, value, by: admin, form: { revision: '1' } };
  expect(await clickRaw(service, without)).toBe(NOTICES.input_unreadable);
  expect(service.platform.books.evaluations()).toEqual([]);
});

it('a review names an answer to this patent, or it is refused', async () => {
  const { service, here, there } = await twoEnterprises();
  const [by] = here.admins;
  const review = inPrivate(service, by, 'accepted_0');
  const foreign = Object(inPrivate(service, there.admins[0], 'accepted_0').value).evaluation;
  const value = (change: object) => ({ ...review, by, value: { ...Object(review.value), ...change } });
  await refuseAll(service, [
    ['an answer of another enterprise', value({ evaluation: foreign }), NOTICES.evaluation_missing],
    ['an answer nobody gave', value({ evaluation: 'none' }), NOTICES.evaluation_missing],
    ['a version that is to come', value({ version: 7 }), NOTICES.evaluation_changed],
    ['a version that is none', value({ version: -1 }), NOTICES.input_unreadable],
    ['a verdict that is none', value({ to: 'submitted' }), NOTICES.input_unreadable],
    ['a return without a reason', value({ to: 'returned' }), NOTICES.reason_missing],
    [
      'a rejection for blanks',
      { ...value({ to: 'rejected' }), form: { reason: '   ' } },
      NOTICES.reason_missing,
    ],
  ]);
});
