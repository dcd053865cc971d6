import { expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Saying } from '../../src/sandbox/feishu/say.ts';
import { cardOf, newestCard, textsIn } from '../support/chat-cards.ts';
import { type Service, startService } from '../support/service.ts';
import { openSociety, pressOwn, rate } from '../support/society.ts';
import { recordsStored, rowsOf } from '../support/stored.ts';

const RECORDED = '已记录您的评价，等待企业管理员审核。';

/** Says something, lets everything follow, and returns what the bot wrote into that chat because of it. */
async function said(service: Service, saying: Saying): Promise<string[]> {
  const before = textsIn(service.feishu, saying.chatId).length;
  await service.feishu.say(saying);
  await service.drain();
  return textsIn(service.feishu, saying.chatId).slice(before);
}

const FOUR_STARS: readonly (readonly [text: string, opinion: string])[] = [
  ['4星', ''],
  ['4 星 工艺成熟，可中试', '工艺成熟，可中试'],
  ['４星：工艺成熟', '工艺成熟'],
  ['四星', ''],
  ['四颗星，值得谈', '值得谈'],
  ['★★★★', ''],
  ['★★★★☆ 可行', '可行'],
  ['4/5', ''],
  ['4分', ''],
  ['4', ''],
  ['我给4星', ''],
  ['工艺成熟，4星', '工艺成熟'],
  ['4 stars', ''],
  ['4星\n需要中试线', '需要中试线'],
];

it('every way of saying four stars in answer to the card is a rating, and is thanked without repeating it', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service, { experts: FOUR_STARS.length });
  const answers: unknown[] = [];
  for (const [index, [text]] of FOUR_STARS.entries()) {
    const saying = { by: experts[index] ?? '', chatId: group, text, replyTo: card, mentionBot: true };
    answers.push([text, await said(service, saying)]);
  }

  expect(answers).toEqual(FOUR_STARS.map(([text]) => [text, [RECORDED]]));
  const ratings = await rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(ratings.map(({ stars, opinion }) => `${stars} ${opinion}`).sort()).toEqual(
    FOUR_STARS.map(([, opinion]) => `4 ${opinion}`).sort(),
  );
  expect(cardOf(service.feishu, group, card).plain).toContain(`已有 ${FOUR_STARS.length} 位专家评价`);
});

it('what is no rating gets exactly one answer and changes nothing', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  await rate(service, card, experts[0], 4);
  const before = await recordsStored(service.databaseUrl);
  const texts = ['不错', '三星的专利', '4星还是5星', '五星级酒店用的', '', '6星', '4.5星', '0星', '四星半'];
  const answers: unknown[] = [];
  for (const text of texts) {
    const saying = { by: experts[0], chatId: group, text, replyTo: card, mentionBot: true };
    answers.push([text, await said(service, saying)]);
  }
  const offScale = ['6星', '4.5星', '0星', '四星半'];
  expect(answers).toEqual(
    texts.map((text) => [
      text,
      [offScale.includes(text) ? NOTICES.stars_out_of_range : NOTICES.reply_not_understood],
    ]),
  );
  expect(await recordsStored(service.databaseUrl)).toEqual(before);
});

it('a mention that answers no card is told how to answer one, in the group and in private', async () => {
  const service = await startService();
  const { group, experts } = await openSociety(service);
  const [by] = experts;
  const inGroup = { by, chatId: group, text: '4星', mentionBot: true };
  expect(await said(service, inGroup)).toEqual([NOTICES.reply_without_card]);
  const inPrivate = { by, chatId: service.feishu.privateChat(by), text: '4星' };
  expect(await said(service, inPrivate)).toEqual([NOTICES.reply_without_card]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toEqual([]);
});

it('people who talk among themselves get no answer, and an expert who answers the card is told how to rate', async () => {
  const service = await startService({ feishu: { groupMessages: true } });
  const { group, card, experts, admins } = await openSociety(service);
  const [by, second = ''] = experts;
  expect(await said(service, { by, chatId: group, text: '下午开会吗？' })).toEqual([]);
  expect(await said(service, { by, chatId: group, text: '4星酒店订好了' })).toEqual([]);
  expect(await said(service, { by: admins[0], chatId: group, text: '这个我们谈过', replyTo: card })).toEqual(
    [],
  );
  const hint = NOTICES.reply_not_understood;
  expect(await said(service, { by, chatId: group, text: '这个我们谈过', replyTo: card })).toEqual([hint]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toEqual([]);
  expect(await said(service, { by: second, chatId: group, text: '4星 可行', replyTo: card })).toEqual([
    RECORDED,
  ]);
});

it('an answer to the bot’s own words under the card still counts for the card', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  const [by] = experts;
  await said(service, { by, chatId: group, text: '不错', replyTo: card, mentionBot: true });
  const asked = service.feishu.messages(group).at(-1)?.messageId ?? '';
  const again = { by, chatId: group, text: '4星', replyTo: asked, mentionBot: true };
  expect(await said(service, again)).toEqual([RECORDED]);
});

it('a returned answer is given anew by replying to the private card', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  const [by] = experts;
  await rate(service, card, by, 4);
  await pressOwn(service, admins[0], 'returned_0', { reason: '请补充依据' });
  const chatId = service.feishu.privateChat(by);
  const replyTo = newestCard(service.feishu, chatId).messageId;
  const answer = await said(service, { by, chatId, text: '3星 有中试数据', replyTo });
  expect(answer).toEqual(['已更新您的评价，等待企业管理员审核。']);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toMatchObject([
    { stars: 3, opinion: '有中试数据', state: 'submitted' },
  ]);
});

it('strangers and admins are refused by reply as they are by click', async () => {
  const service = await startService();
  const { group, card, admins, outsider } = await openSociety(service);
  const saying = { chatId: group, text: '4星', replyTo: card, mentionBot: true };
  expect(await said(service, { ...saying, by: outsider })).toEqual([NOTICES.unknown_person]);
  expect(await said(service, { ...saying, by: admins[0] })).toEqual([NOTICES.experts_only]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toEqual([]);
});

it('one reply delivered three times is one rating and one answer', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  service.feishu.faults.duplicateEvents(3);
  const saying = { by: experts[0], chatId: group, text: '4星', replyTo: card, mentionBot: true };
  expect(await said(service, saying)).toEqual([RECORDED]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluation_history')).toHaveLength(1);
});
