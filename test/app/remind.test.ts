import { describe, expect, it } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { erasePerson } from '../../src/actions/erase-person.ts';
import { remindMember } from '../../src/actions/remind.ts';
import { cardsIn } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { memberIdOf } from '../support/pages.ts';
import { clockAt, type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn } from '../support/society.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, half an hour before the job looks. */
const TEN = new Date('2026-11-23T10:00:00+08:00');

async function onMonday() {
  const service = await startService({ clock: clockAt(TEN) });
  return { service, society: await foundSociety(service, { dailyPushLimit: 9 }) };
}

async function wakeAt(service: Service, ms: number): Promise<void> {
  service.clock.advance(TEN.getTime() + ms - service.clock.now().getTime());
  await service.app.schedules.wake();
  await service.drain();
}

const remindersFor = ({ feishu }: Service, by: string) =>
  cardsIn(feishu, feishu.privateChat(by)).filter(({ title }) => title === '我的待办');

describe('a reminder', () => {
  it('brings an expert what he has not rated, one tap each, until he has', async () => {
    const { service, society } = await onMonday();
    const [expert, other = ''] = society.experts;
    const card = await bring(service, society, patentNo(1, { title: '一种电解质膜' }));
    await bring(service, society, patentNo(2, { title: '一种隔膜' }));
    await service.feishu.press({ by: other, messageId: card, button: 'stars_4' });
    await wakeAt(service, HOUR);
    await wakeAt(service, DAY + HOUR);
    expect(remindersFor(service, expert)).toEqual([]);
    await wakeAt(service, 2 * DAY + HOUR);
    const [reminder, ...more] = remindersFor(service, expert);
    expect(more).toEqual([]);
    expect(reminder?.plain.join('\n')).toContain('一种电解质膜');
    expect(remindersFor(service, other)[0]?.plain.join('\n')).not.toContain('一种电解质膜');
    await pressOwn(service, expert, 'rate_1');
    await pressOwn(service, expert, 'stars_3');
    await say(service, expert, '我的待办');
    expect(ownCard(service, expert)).not.toContain('一种电解质膜');
    // The admin hears of the answers when they have waited for three days; in the night and on Sunday nobody does.
    expect(remindersFor(service, society.admins[0])).toEqual([]);
    await wakeAt(service, 3 * DAY + HOUR);
    expect(remindersFor(service, society.admins[0])[0]?.plain.join('\n')).toContain('待审核');
    await wakeAt(service, 9 * DAY - 14 * HOUR);
    await wakeAt(service, 12 * DAY + 2 * HOUR);
    expect(remindersFor(service, other)).toHaveLength(1);
    await wakeAt(service, 14 * DAY + HOUR);
    expect(remindersFor(service, other)).toHaveLength(2);
  });

  it('stops and comes again as its reader wants it', async () => {
    const { service, society } = await onMonday();
    const [expert] = society.experts;
    await bring(service, society);
    await say(service, expert, '我的待办');
    expect(await pressOwn(service, expert, 'reminders')).toContain('不再提醒您');
    expect(ownCard(service, expert)).toContain('已不再提醒您');
    await wakeAt(service, 2 * DAY + HOUR);
    expect(remindersFor(service, expert)).toHaveLength(1);
    expect(await pressOwn(service, expert, 'reminders')).toContain('会继续提醒您');
    await wakeAt(service, 3 * DAY + HOUR);
    expect(remindersFor(service, expert)).toHaveLength(2);
  });

  it('is one a day for somebody in two enterprises, however often and wherever it is tried', async () => {
    const { service, society } = await onMonday();
    const second = await foundSociety(service, { name: '演示企业二（虚构）', platformId: 'demo-2' });
    const [expert] = society.experts;
    await service.app.inTransaction((tx) =>
      addMember(tx, {
        ...{ enterpriseId: second.enterpriseId, name: '专家一', role: 'expert' },
        ...{ connection: 'default', userId: expert },
      }),
    );
    await bring(service, society, patentNo(1));
    await bring(service, second, patentNo(2));
    service.clock.advance(2 * DAY + HOUR);
    const members = await Promise.all(
      [society, second].map(({ enterpriseId }) => memberIdOf(service, expert, enterpriseId)),
    );
    const remind = (memberId: string) =>
      service.app.inTransaction((tx) => remindMember(tx, { memberId, timeZone: 'Asia/Shanghai' }));
    const outcomes = [];
    for (const memberId of [...members, ...members]) outcomes.push(await remind(memberId));
    expect(outcomes).toEqual(['sent', 'told-today', 'not-due', 'told-today']);
    await service.app.inTransaction((tx) =>
      erasePerson(tx, { memberId: members[0] ?? '', actor: 'operator' }),
    );
    expect(await remind(members[0] ?? '')).toBe('unreachable');
  });
});
