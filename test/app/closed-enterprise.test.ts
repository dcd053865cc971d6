import { expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { newestCard, textsIn } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { operate } from '../support/operator.ts';
import { pushBySchedule } from '../support/scheduled-push.ts';
import { TEST_KEY } from '../support/seals.ts';
import { type Service, startService } from '../support/service.ts';
import { openSociety, patentNo, pressOwn, push, rate, register } from '../support/society.ts';
import { recordsStored } from '../support/stored.ts';

/** Runs an operator's command beside the running service, on its clock. */
function besides({ databaseUrl, clock }: Service, ...words: string[]) {
  return operate({ settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY }, now: clock.now }, ...words);
}

onEveryDatabase('a closed enterprise', (engine) => {
  it('is told so on every card and word, gets nothing pushed, and goes on where it was when it opens again', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const { feishu } = service;
    const society = await openSociety(service);
    const { group, card, enterpriseId } = society;
    const [expert] = society.experts;
    const [admin] = society.admins;
    await rate(service, card, expert, 4);
    await register(service, society, patentNo(2));
    const cards = () => feishu.messages(group).filter(({ msgType }) => msgType === 'interactive').length;
    const shown = cards();

    await besides(service, 'enterprise', 'close', enterpriseId);
    const records = await recordsStored(service.databaseUrl);
    expect(await rate(service, card, expert, 5)).toBe(NOTICES.enterprise_closed);
    expect(await pressOwn(service, admin, 'accepted_0')).toBe(NOTICES.enterprise_closed);
    await feishu.say({ by: expert, chatId: group, text: '3星', replyTo: card, mentionBot: true });
    await feishu.say({ by: admin, chatId: feishu.privateChat(admin), text: '专家名单' });
    expect(await push(service, society)).toBe(0);
    expect(await pushBySchedule(service, { atAnyHour: true })).toBe(0);
    await service.drain();
    expect(textsIn(feishu, group)).toEqual([NOTICES.enterprise_closed]);
    expect(textsIn(feishu, feishu.privateChat(admin))).toEqual([NOTICES.enterprise_closed]);
    expect(cards()).toBe(shown);
    expect(await recordsStored(service.databaseUrl)).toEqual(records);

    await register(service, society, patentNo(3));
    await besides(service, 'enterprise', 'reopen', enterpriseId);
    expect(await rate(service, card, expert, 5)).toBe('已更新您的评价，等待企业管理员审核。');
    expect(await pushBySchedule(service, { atAnyHour: true })).toBeGreaterThan(0);
    await service.drain();
    expect(newestCard(feishu, group).messageId).not.toBe(card);
  });
});

it('the cards in a group that was let go change no more and answer nobody, also when another enterprise binds it', async () => {
  const service = await startService();
  const { feishu } = service;
  const { group, card, experts } = await openSociety(service);
  await besides(service, 'enterprise', 'add', '另一企业（虚构）', '--platform-id', 'demo-2');
  const contents = () => feishu.messages(group).map(({ content }) => content);
  const before = contents();
  await besides(service, 'chat', 'unbind', group);
  await besides(service, 'chat', 'bind', '另一企业（虚构）', group);
  service.platform.books.addPatent(patentNo(1, { state: 'expired' }));
  await service.app.pull();
  expect(await rate(service, card, experts[0], 4)).toBe(NOTICES.card_unknown);
  expect(contents().slice(0, before.length)).toEqual(before);
  expect(contents().slice(before.length)).toEqual([expect.stringContaining('另一企业（虚构）')]);
});
