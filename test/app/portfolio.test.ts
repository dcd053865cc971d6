import { expect, it } from 'vitest';
import { cardOf, newestCard } from '../support/chat-cards.ts';
import { startService } from '../support/service.ts';
import { bring, evaluate, foundSociety, patentNo, pressOwn, rate } from '../support/society.ts';

it('a portfolio is evaluated as one, and its members by themselves', async () => {
  const service = await startService();
  const { feishu, platform } = service;
  const society = await foundSociety(service);
  const [admin] = society.admins;
  const [expert] = society.experts;
  const member = patentNo(1);
  const members = [member.applicationNumber, patentNo(2).applicationNumber];
  const portfolio = patentNo(3, {
    kind: 'portfolio',
    applicationNumber: 'ZH2026000001',
    type: null,
    members,
  });
  const single = await bring(service, society, member);
  const whole = await bring(service, society, portfolio);

  expect(cardOf(feishu, society.group, single).buttons).not.toContain('portfolio');
  await rate(service, whole, expert, 4, '组合互补，可整体引进');
  await evaluate(service, whole, admin);
  expect(platform.books.evaluations()).toEqual([
    expect.objectContaining({ applicationNumber: portfolio.applicationNumber }),
  ]);
  expect(cardOf(feishu, society.group, single).plain).toContain('还没有专家评价');
  expect(cardOf(feishu, society.group, single).buttons).toContain('stars_5');

  const { toast } = await feishu.press({ by: expert, messageId: whole, button: 'portfolio' });
  await service.drain();
  expect(toast?.content).toBe('成员专利清单已发到您与机器人的私聊。');
  const list = () => newestCard(feishu, feishu.privateChat(expert));
  expect(list().plain).toContain(`1. ${member.title}`);
  expect(list().plain).toContain('转化评价库，单独评价中');
  expect(list().plain).toContain('登记库未收录');
  await pressOwn(service, expert, 'view_1');
  expect(list().plain).toContain(member.applicant);
  await pressOwn(service, expert, 'back');
  expect(list().plain).toContain('登记库未收录');
});
