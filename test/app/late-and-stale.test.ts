import { expect, it } from 'vitest';
import { removeMember } from '../../src/actions/remove-member.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { cardOf, carriedBy, newestCard, textsIn } from '../support/chat-cards.ts';
import { clickRaw } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, openSociety, pressOwn, rate } from '../support/society.ts';
import { recordsStored, rowsOf } from '../support/stored.ts';

/** Takes a button of somebody's newest private card as it is now, to be pressed when the card has changed. */
function kept(service: Service, by: string, button: string) {
  const chatId = service.feishu.privateChat(by);
  const card = newestCard(service.feishu, chatId, button);
  return { by, chatId, messageId: card.messageId, value: carriedBy(card, button) };
}

it('a click that comes after the enterprise has submitted is refused in words, on the card and by reply', async () => {
  const service = await startService();
  const { group, card, experts, admins } = await openSociety(service);
  const { feishu, databaseUrl } = service;
  const value = carriedBy(cardOf(feishu, group, card), 'stars_5');
  await rate(service, card, experts[0], 4);
  await evaluate(service, card, admins[0]);
  const before = await recordsStored(databaseUrl);

  for (const by of experts) {
    const click = { by, chatId: group, messageId: card, value };
    expect(await clickRaw(service, click)).toBe(NOTICES.evaluation_closed);
  }
  await feishu.say({ by: experts[1] ?? '', chatId: group, text: '5星', replyTo: card, mentionBot: true });
  await service.drain();
  expect(textsIn(feishu, group).at(-1)).toBe(NOTICES.evaluation_closed);
  expect(await recordsStored(databaseUrl)).toEqual(before);
  expect(service.platform.books.evaluations()).toHaveLength(1);
});

it('a review pressed on an answer the expert has changed meanwhile is refused, and the new answer waits', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  await rate(service, card, experts[0], 4, '工艺成熟');
  const accept = kept(service, admins[0], 'accepted_0');
  await rate(service, card, experts[0], 1, '看错了');

  expect(await clickRaw(service, accept)).toBe(NOTICES.evaluation_changed);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toMatchObject([
    { stars: 1, opinion: '看错了', state: 'submitted', version: 2 },
  ]);
  expect(await pressOwn(service, admins[0], 'accepted_0')).toBe('已通过这条专家评价。');
});

it('a second verdict on the same answer is refused when it differs and harmless when it does not', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  await rate(service, card, experts[0], 4);
  const accept = kept(service, admins[0], 'accepted_0');
  const reject = { ...kept(service, admins[0], 'rejected_0'), form: { reason: '不相关' } };
  expect(await clickRaw(service, accept)).toBe('已通过这条专家评价。');
  const before = await recordsStored(service.databaseUrl);

  expect(await clickRaw(service, accept)).toBe('已通过这条专家评价。');
  expect(await clickRaw(service, reject)).toBe(NOTICES.evaluation_changed);
  expect(await recordsStored(service.databaseUrl)).toEqual(before);
});

it('a confirmation of a text that was rewritten meanwhile is refused, and so is one of a text taken back', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const [admin] = admins;
  await service.feishu.press({ by: admin, messageId: card, button: 'evaluate' });
  await service.drain();
  await pressOwn(service, admin, 'draft', { stars: '4', opinion: '第一稿' });
  const confirm = kept(service, admin, 'submit');

  await pressOwn(service, admin, 'reopen');
  expect(await clickRaw(service, confirm)).toBe(NOTICES.draft_changed);
  await pressOwn(service, admin, 'draft', { stars: '2', opinion: '第二稿' });
  expect(await clickRaw(service, confirm)).toBe(NOTICES.draft_changed);
  expect(service.platform.books.evaluations()).toEqual([]);

  expect(await pressOwn(service, admin, 'submit')).toBe('企业评价已提交，专家评价已关闭。');
  expect(service.platform.books.evaluations()).toMatchObject([{ stars: 2, opinion: '第二稿' }]);
  expect(await clickRaw(service, confirm)).toBe(NOTICES.already_submitted);
  expect(service.platform.books.evaluations()).toHaveLength(1);
});

it('an enterprise evaluation that names an expert, present or removed, is refused with the name', async () => {
  const service = await startService();
  const { card, admins, enterpriseId } = await openSociety(service);
  const [admin] = admins;
  await service.feishu.press({ by: admin, messageId: card, button: 'evaluate' });
  await service.drain();
  const named = { stars: '4', opinion: '专家二认为工艺成熟。' };
  expect(await pressOwn(service, admin, 'draft', named)).toContain('「专家二」');
  await service.app.inTransaction(async (tx) => {
    const member = (await tx.members.ofEnterprise(enterpriseId)).find(({ name }) => name === '专家二');
    await removeMember(tx, { memberId: member?.id ?? '', actor: 'operator' });
  });
  expect(await pressOwn(service, admin, 'draft', named)).toContain('「专家二」');
  expect(await rowsOf(service.databaseUrl, 'enterprise_evaluations')).toEqual([]);

  expect(await pressOwn(service, admin, 'draft', { stars: '4', opinion: '   ' })).toBe(
    NOTICES.opinion_missing,
  );
  expect(await pressOwn(service, admin, 'draft', { stars: '4', opinion: '工艺成熟。' })).toContain('请核对');
});

it('an expert whose answer was returned sees why and answers anew, one whose answer was rejected cannot', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  const [first, second = ''] = experts;
  await rate(service, card, first, 4);
  await rate(service, card, second, 5);
  expect(await pressOwn(service, admins[0], 'returned_0', { reason: '请补充依据' })).toContain('已退回');
  expect(await pressOwn(service, admins[0], 'rejected_0', { reason: '利益相关' })).toContain('不采纳');

  const own = newestCard(service.feishu, service.feishu.privateChat(first));
  expect(own.plain).toContain('请补充依据');
  expect(await pressOwn(service, first, 'stars_3', { opinion: '有中试数据' })).toContain('已更新您的评价');
  expect(newestCard(service.feishu, service.feishu.privateChat(first)).buttons).toEqual([]);
  expect(await rate(service, card, second, 3)).toBe(NOTICES.evaluation_rejected);
  const ratings = await rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(ratings.map(({ stars, state }) => `${stars} ${state}`).sort()).toEqual([
    '3 submitted',
    '5 rejected',
  ]);
});
