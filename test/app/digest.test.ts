import { describe, expect, it } from 'vitest';
import { unbindChat } from '../../src/actions/unbind-chat.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { EVIL } from '../../src/sandbox/sample-facts.ts';
import { cardsIn, newestCard, textsIn } from '../support/chat-cards.ts';
import { ownCard, say, sendIntent } from '../support/cooperation-steps.ts';
import { clockAt, type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, push, register, type Society } from '../support/society.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const NINE = new Date('2026-11-23T09:00:00+08:00');

/** A service at 09:00 on a Monday, whose digests come at that time. */
async function onMonday(experts = 3): Promise<{ service: Service; society: Society }> {
  const service = await startService({ clock: clockAt(NINE), settings: { DIGEST_CRON: '0 9 * * 1' } });
  const society = await foundSociety(service, { experts, dailyPushLimit: 9 });
  await wakeAt(service, NINE);
  return { service, society };
}

/** Moves the clock to a moment and lets what is due be done. */
async function wakeAt(service: Service, moment: Date): Promise<void> {
  service.clock.advance(moment.getTime() - service.clock.now().getTime());
  await service.app.schedules.wake();
  await service.drain();
}

const later = (ms: number) => new Date(NINE.getTime() + ms);
const digestsIn = ({ feishu }: Service, chatId: string) =>
  cardsIn(feishu, chatId).filter(({ title }) => title === '盘活周报');
const linesIn = ({ feishu }: Service, chatId: string) =>
  textsIn(feishu, chatId).filter((text) => text.startsWith('盘活周报'));

describe('the digest of a group', () => {
  it('comes once a week, tells what happened since the last, and counts what the experts said', async () => {
    const { service, society } = await onMonday();
    const card = await bring(service, society, patentNo(1, { title: '一种电解质膜' }));
    await bring(service, society, patentNo(2, { title: '一种隔膜' }));
    for (const [at, by] of society.experts.entries())
      await service.feishu.press({ by, messageId: card, button: `stars_${3 + (at % 2)}` });
    const group = { chatId: society.group, replyTo: card, mentionBot: true };
    await service.feishu.say({ by: society.experts[0], text: '4星 成本过高', ...group });
    await service.drain();
    await sendIntent(service, card, society.admins[0]);
    expect(digestsIn(service, society.group)).toEqual([]);
    await wakeAt(service, later(WEEK));
    await wakeAt(service, later(WEEK + HOUR));
    const [digest, ...others] = digestsIn(service, society.group);
    expect(others).toEqual([]);
    const said = digest?.plain.join('\n') ?? '';
    for (const part of [
      '11月23日 至 11月30日',
      '2 件',
      '3 次，1 件专利',
      '发出 1 份',
      '★★★★☆',
      '理由：成本过高 1',
      '1. 一种',
    ])
      expect(said).toContain(part);
    expect(said).not.toContain('专家一');
    await register(service, society, patentNo(3, { title: '一种集流体' }));
    await push(service, society);
    await wakeAt(service, later(2 * WEEK));
    const second = digestsIn(service, society.group).at(-1)?.plain.join('\n') ?? '';
    expect(digestsIn(service, society.group)).toHaveLength(2);
    expect(second).toContain('新推送 1 件');
    expect(second).not.toContain('专家评价');
    expect(second).toContain('还没有人评价的较早专利');
  });

  it('says in one line that nothing is new, or nothing, as its admin wants it', async () => {
    const { service, society } = await onMonday();
    const [[admin], [expert]] = [society.admins, society.experts];
    await wakeAt(service, later(WEEK));
    expect(linesIn(service, society.group)).toEqual([
      '盘活周报：上次周报以来没有新的动态，也没有待评价的专利。',
    ]);
    await say(service, expert, '周报 没有新动态时不发');
    expect(textsIn(service.feishu, service.feishu.privateChat(expert)).at(-1)).toBe(NOTICES.admins_only);
    await say(service, admin, '周报 没有新动态时不发');
    await wakeAt(service, later(2 * WEEK));
    expect(linesIn(service, society.group)).toHaveLength(1);
    expect(digestsIn(service, society.group)).toEqual([]);
  });

  it('that was missed for weeks is caught up once, in working hours, with all that happened', async () => {
    const { service, society } = await onMonday();
    await bring(service, society, patentNo(1, { title: '一种电解质膜' }));
    await wakeAt(service, later(3 * WEEK + 14 * HOUR));
    expect(digestsIn(service, society.group)).toEqual([]);
    await wakeAt(service, later(3 * WEEK + DAY));
    const [digest, ...others] = digestsIn(service, society.group);
    expect(others).toEqual([]);
    expect(digest?.plain.join('\n')).toContain('新推送 1 件');
    await wakeAt(service, later(4 * WEEK));
    expect(digestsIn(service, society.group)).toHaveLength(1);
    expect(linesIn(service, society.group)).toHaveLength(1);
  });

  it('comes at the time its admin sets, from then on', async () => {
    const { service, society } = await onMonday();
    const [admin] = society.admins;
    await bring(service, society);
    await wakeAt(service, later(DAY));
    await say(service, admin, '周报');
    await pressOwn(service, admin, 'to_plan');
    const form = { weekday: '5', hour: '16', quiet: 'line', send: 'on' };
    expect(await pressOwn(service, admin, 'plan_digest', form)).toContain('每周五 16:00');
    expect(ownCard(service, admin)).toContain('新推送 1 件');
    await service.app.schedules.wake();
    expect(digestsIn(service, society.group)).toEqual([]);
    await wakeAt(service, later(4 * DAY + 7 * HOUR));
    expect(digestsIn(service, society.group)).toHaveLength(1);
    await say(service, admin, '周报 停发');
    await wakeAt(service, later(11 * DAY + 7 * HOUR + 1));
    await say(service, admin, '周报 恢复');
    await wakeAt(service, later(11 * DAY + 8 * HOUR));
    expect(linesIn(service, society.group)).toEqual([]);
    await wakeAt(service, later(18 * DAY + 7 * HOUR));
    expect(linesIn(service, society.group)).toHaveLength(1);
  });

  it('reaches nobody whose group was taken away, and not at once whoever is bound anew', async () => {
    const { service, society } = await onMonday();
    await bring(service, society);
    await service.app.inTransaction(async (tx) => {
      const [room] = await tx.chats.groupsOf(society.enterpriseId);
      if (room) await unbindChat(tx, room);
    });
    await wakeAt(service, later(WEEK));
    expect(digestsIn(service, society.group)).toEqual([]);
    await wakeAt(service, later(WEEK + DAY));
    await say(service, society.admins[0], '帮助');
    await service.feishu.say({
      by: society.admins[0],
      chatId: society.group,
      text: '绑定专家群 演示企业（虚构）',
      mentionBot: true,
    });
    await wakeAt(service, later(WEEK + DAY + HOUR));
    expect(digestsIn(service, society.group)).toEqual([]);
  });

  it('shows evil titles as text, and leads to the rating and the details of each patent', async () => {
    const { service, society } = await onMonday();
    const [expert] = society.experts;
    await bring(service, society, patentNo(1, { title: EVIL.slice(0, 200) }));
    await wakeAt(service, later(WEEK));
    const digest = newestCard(service.feishu, society.group);
    expect(digest.plain.join('\n')).toContain('<at id=all></at>');
    const press = (by: string, button: string) =>
      service.feishu.press({ by, messageId: digest.messageId, button });
    expect((await press(expert, 'rate_1')).toast?.content).toContain('评价卡片已发到您');
    await service.drain();
    await pressOwn(service, expert, 'stars_4');
    expect((await press(expert, 'detail_1')).toast?.content).toContain('专利详情已发到您');
    expect((await press(society.outsider, 'detail_1')).toast?.content).toBe(NOTICES.unknown_person);
  });

  it('stays within the limits of a card with 500 patents', async () => {
    const { service, society } = await onMonday();
    for (let at = 0; at < 500; at += 1) {
      const patent = patentNo(at + 1);
      service.platform.books.addPatent(patent);
      const { applicationNumber } = patent;
      const pushed = { enterprise: society.platformId, applicationNumber, reason: '按产业分类匹配' };
      service.platform.books.addPush({ ...pushed, pushedAt: service.clock.now() });
    }
    await service.app.pull();
    await service.app.inTransaction(async (tx) => {
      for (const match of await tx.matches.nextToPush(society.enterpriseId, 500))
        await tx.matches.replace({ ...match, state: 'open', pushedAt: tx.at });
    });
    await wakeAt(service, later(WEEK));
    const [digest] = digestsIn(service, society.group);
    expect(digest?.plain.join('\n')).toContain('其余 495 件见评价库。');
  });
});

describe('the new hits of saved searches', () => {
  it('are told once a week to the member who keeps them, and to nobody else', async () => {
    const { service, society } = await onMonday();
    const [[admin], [expert]] = [society.admins, society.experts];
    const ownTexts = (by: string) =>
      textsIn(service.feishu, service.feishu.privateChat(by)).filter((text) =>
        text.includes('收藏的检索有新专利'),
      );
    await say(service, expert, '搜索 潮汐');
    await pressOwn(service, expert, 'keep', { name: '看潮汐' });
    await say(service, admin, '搜索 波浪');
    await pressOwn(service, admin, 'keep');
    service.clock.advance(HOUR);
    await register(service, society, patentNo(1, { title: '一种潮汐发电机', abstract: '' }));
    await wakeAt(service, later(WEEK));
    await wakeAt(service, later(WEEK + HOUR));
    expect(ownTexts(expert)).toEqual(['收藏的检索有新专利：「看潮汐」1 件。']);
    expect(ownCard(service, expert)).toContain('新增 1 件');
    expect(ownTexts(admin)).toEqual([]);
    expect(textsIn(service.feishu, society.group).join()).not.toContain('潮汐');
    await wakeAt(service, later(2 * WEEK));
    await register(service, society, patentNo(2, { title: '一种潮汐闸门', abstract: '' }));
    service.clock.advance(1000);
    await pressOwn(service, expert, 'open-saved_1');
    await wakeAt(service, later(3 * WEEK));
    expect(ownTexts(expert)).toHaveLength(1);
  });
});
