import { expect, it } from 'vitest';
import { cardOf, cardsIn, carriedBy, newestCard } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { clickEnvelope, toastOf } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { type OpenSociety, openSociety, pressOwn, rate } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';

const RECORDED = '已记录您的评价，等待企业管理员审核。';
const UNCHANGED = '您的评价已在记录中，没有变化。';
const CROWD = 200;
const PATIENCE_MS = 120_000;

/** The envelope of an expert's click on four stars, for delivering it more often than a client would. */
function fourStars(service: Service, { group, card, experts }: OpenSociety, by = experts[0]): object {
  const value = carriedBy(cardOf(service.feishu, group, card), 'stars_4');
  return clickEnvelope(service, { by, chatId: group, messageId: card, value });
}

/** Leads an admin to the text he is to confirm; returns the message it stands on. */
async function drafted(service: Service, { card, admins: [admin] }: OpenSociety): Promise<string> {
  await service.feishu.press({ by: admin, messageId: card, button: 'evaluate' });
  await service.drain();
  await pressOwn(service, admin, 'draft', { stars: '3', opinion: '可以了解。' });
  return newestCard(service.feishu, service.feishu.privateChat(admin), 'submit').messageId;
}

onEveryDatabase('clicks at once', (engine) => {
  it('a click delivered three times at once has one effect, and every delivery the same answer', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service);
    const click = fourStars(service, society);
    const outcomes = await Promise.all([1, 2, 3].map(() => service.feishu.deliverRaw(click)));
    await service.drain();

    expect(outcomes.map(toastOf)).toEqual([RECORDED, RECORDED, RECORDED]);
    expect(await rowsOf(service.databaseUrl, 'expert_evaluation_history')).toHaveLength(1);
    expect(cardsIn(service.feishu, service.feishu.privateChat(society.admins[0]))).toHaveLength(1);
  });

  it('a click delivered again after hours changes nothing at all and gets the first answer', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service);
    const click = fourStars(service, society);
    await service.feishu.deliverRaw(click);
    await service.drain();
    await rate(service, society.card, society.experts[0], 2);
    const before = await everythingStored(service.databaseUrl);

    service.clock.advance(7 * 3_600_000);
    expect(toastOf(await service.feishu.deliverRaw(click))).toBe(RECORDED);
    await service.drain();
    expect(await everythingStored(service.databaseUrl)).toEqual(before);
  });

  it('two hundred experts who click at once are each counted once, though every click comes twice', {
    timeout: PATIENCE_MS,
  }, async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service, { experts: CROWD });
    const clicks = society.experts.map((by) => fourStars(service, society, by));
    const outcomes = await Promise.all(
      [...clicks, ...clicks].map((click) => service.feishu.deliverRaw(click)),
    );
    await service.drain();

    expect(new Set(outcomes.map(toastOf))).toEqual(new Set([RECORDED]));
    const ratings = await rowsOf(service.databaseUrl, 'expert_evaluations');
    expect(ratings.map(({ stars, version }) => `${stars}/${version}`)).toEqual(
      Array<string>(CROWD).fill('4/1'),
    );
    expect(cardOf(service.feishu, society.group, society.card).plain).toContain(`已有 ${CROWD} 位专家评价`);
    expect(cardsIn(service.feishu, service.feishu.privateChat(society.admins[0]))).toHaveLength(1);
  });

  it('two hundred clicks of one expert at once make one rating', { timeout: PATIENCE_MS }, async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service);
    const outcomes = await Promise.all(
      Array.from({ length: CROWD }, () => service.feishu.deliverRaw(fourStars(service, society))),
    );
    await service.drain();

    const toasts = outcomes.map(toastOf);
    expect(toasts.filter((toast) => toast === RECORDED)).toHaveLength(1);
    expect(toasts.filter((toast) => toast === UNCHANGED)).toHaveLength(CROWD - 1);
    expect(await rowsOf(service.databaseUrl, 'expert_evaluation_history')).toHaveLength(1);
  });

  it('a confirmation pressed twice at once posts one evaluation', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service);
    const { feishu, platform } = service;
    const messageId = await drafted(service, society);
    const pressed = { by: society.admins[0], messageId, button: 'submit' };
    const outcomes = await Promise.all([feishu.press(pressed), feishu.press(pressed)]);
    await service.drain();

    expect(outcomes.map(({ toast }) => toast?.content).sort()).toEqual([
      '企业评价已提交，不能再修改。如需更正请在平台上处理。',
      '企业评价已提交，专家评价已关闭。',
    ]);
    expect(platform.books.evaluations()).toHaveLength(1);
  });

  it('a rating and the confirmation at the same moment end with the rating counted or refused, never lost', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl(), hurry: false });
    const society = await openSociety(service);
    const { admins, card, group } = society;
    const confirm = await drafted(service, society);
    const [rating] = await Promise.all([
      service.feishu.deliverRaw(fourStars(service, society)),
      service.feishu.press({ by: admins[0], messageId: confirm, button: 'submit' }),
    ]);
    const toast = toastOf(rating);
    // While a click is unanswered its card is locked; the back-offs of these edits pass in no time on a virtual clock.
    await service.drain(600_000);

    const ratings = await rowsOf(service.databaseUrl, 'expert_evaluations');
    expect(ratings).toHaveLength(toast === RECORDED ? 1 : 0);
    const counted = ratings.length === 0 ? '' : `（共 ${ratings.length} 位专家评价）`;
    expect(cardOf(service.feishu, group, card).plain).toContain(`企业评价已提交，专家评价已关闭${counted}。`);
  });
});
