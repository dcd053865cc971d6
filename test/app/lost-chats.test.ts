import { expect, it } from 'vitest';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { cardsIn, textsIn } from '../support/chat-cards.ts';
import { startService } from '../support/service.ts';
import { foundSociety, openSociety, patentNo, push, rate, register } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const LOST = /里已没有盘活助手/;

it.each([
  ['taken out of its group', 'removeBot'],
  ['in a group that is dissolved', 'dissolve'],
] as const)('a bot %s sends nothing there any more, and every admin is told once', async (_, fault) => {
  const service = await startService();
  const society = await openSociety(service, { admins: 2 });
  const { feishu } = service;
  feishu.faults[fault](society.group);
  await feishu.settled();
  await service.drain();
  const sent = feishu.messages(society.group).length;

  await register(service, society, patentNo(2));
  expect(await push(service, society)).toBe(0);
  await service.drain();
  expect(feishu.messages(society.group)).toHaveLength(sent);
  for (const admin of society.admins) {
    const told = textsIn(feishu, feishu.privateChat(admin)).filter((text) => LOST.test(text));
    expect(told).toHaveLength(1);
  }
});

it('a group whose loss was only learned by a failed send is lost all the same, and told of once', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const { feishu } = service;
  await register(service, society, patentNo(1));
  await register(service, society, patentNo(2));
  feishu.faults.failNext('send', { status: 400, code: 230002 });
  await push(service, society);
  await service.drain();

  expect(cardsIn(feishu, society.group)).toEqual([]);
  const told = textsIn(feishu, feishu.privateChat(society.admins[0]));
  expect(told.filter((text) => LOST.test(text))).toHaveLength(1);
  expect(await rowsOf(service.databaseUrl, 'chats')).toEqual(
    expect.arrayContaining([expect.objectContaining({ address: society.group, lost: 1 })]),
  );
});

it('a person who cannot be reached in private loses no rating and disturbs nobody else', async () => {
  const service = await startService();
  const { group, card, experts, admins } = await openSociety(service);
  service.feishu.faults.failNext('send', { status: 400, code: 230013 });
  expect(await rate(service, card, experts[0], 4)).toContain('已记录');
  expect(cardsIn(service.feishu, service.feishu.privateChat(admins[0]))).toEqual([]);
  expect(textsIn(service.feishu, group).filter((text) => LOST.test(text))).toEqual([]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toHaveLength(1);
});

it('a group with outsiders is told why when the bot joins, and can never get a card', async () => {
  const service = await startService();
  const { experts, enterpriseId } = await foundSociety(service);
  const chatId = service.feishu.addGroup('校企对接群', experts, { external: true });
  await service.feishu.settled();
  await service.drain();
  expect(textsIn(service.feishu, chatId)).toEqual([expect.stringContaining('这是外部群')]);

  const bound = service.app.inTransaction(async (tx) => {
    return bindChat(tx, { enterpriseId, connection: 'default', chatId });
  });
  await expect(bound).rejects.toMatchObject({ code: 'external_chat' });
  await service.feishu.say({ by: experts[0], chatId, text: '4星', mentionBot: true });
  await service.drain();
  expect(textsIn(service.feishu, chatId)).toHaveLength(1);
});

it('a group the operator bound before anybody knew of its outsiders is found out before the first card', async () => {
  const service = await startService({ feishu: { webhookUrl: undefined } });
  const society = await foundSociety(service);
  const { feishu, app } = service;
  // Its joining was never heard of, so only the look before the send can tell.
  feishu.faults.halfOpen(true);
  const chatId = feishu.addGroup('校企对接群', society.experts, { external: true });
  feishu.faults.kickConnections();
  await app.inTransaction(async (tx) => {
    await bindChat(tx, { enterpriseId: society.enterpriseId, connection: 'default', chatId });
  });
  await register(service, society, patentNo(1));
  await push(service, society);

  expect(cardsIn(feishu, chatId)).toEqual([]);
  expect(cardsIn(feishu, society.group)).toHaveLength(1);
});
