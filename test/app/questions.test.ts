import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Reply } from '../../src/chat/port.ts';
import type { Match } from '../../src/domain/match.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { aRecord } from '../support/builders.ts';
import {
  bring,
  cardOf,
  clickOn,
  deliver,
  everything,
  type Firm,
  found,
  inPrivate,
  openWorld,
  sayTo,
  type World,
} from '../support/world.ts';

const EXPERT = 'expert';
const ADMIN = 'admin';
const RECORDED = '已记录您的评价，等待企业管理员审核。';
const HALF_AN_HOUR = 30 * 60_000;

let world: World;
let firm: Firm;
let match: Match;
let patent: SentCard;

beforeEach(async () => {
  world = await openWorld();
  firm = await found(world, '演示', [
    { userId: EXPERT, name: '专家一', roles: ['expert'] },
    { userId: 'second', name: '专家二', roles: ['expert'] },
    { userId: ADMIN, name: '管理员', roles: ['admin'] },
  ]);
  match = await bring(world, firm, aRecord());
  patent = await cardOf(world, 'patent', match.id);
});

afterEach(() => world.close());

const press = async (userId: string, card: SentCard, value: object) =>
  (await deliver(world, clickOn(world, userId, card, { ...value })))?.text ?? '';
const say = async (userId: string, text: string, over: Partial<Reply> = {}) =>
  (await deliver(world, sayTo(world, userId, text, over)))?.text ?? '';
const opinions = (matchId = match.id) =>
  world.inTransaction(async (tx) =>
    (await tx.expertEvaluations.ofMatch(matchId)).map(({ stars, opinion }) => `${stars} ${opinion}`),
  );
const askForOpinion = (userId = EXPERT) => press(userId, patent, { act: 'ask', for: 'rate', stars: 4 });

describe('what a card has no field for', () => {
  it('is asked for in the chat, and the next words are taken for it', async () => {
    expect(await askForOpinion()).toBe(
      '请直接回复评价建议。（在群里请 @盘活助手）30 分钟内有效，发送「取消」放弃。',
    );
    expect(await say(EXPERT, '工艺成熟，建议中试。')).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 工艺成熟，建议中试。']);
  });

  it('may be written in the private chat, too', async () => {
    await askForOpinion();
    expect(await say(EXPERT, '工艺成熟', inPrivate(EXPERT))).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 工艺成熟']);
  });

  it('is asked once: the words after the answer are just words', async () => {
    await askForOpinion();
    await say(EXPERT, '工艺成熟');
    expect(await say(EXPERT, '还有一点')).toBe(NOTICES.reply_without_card);
    expect(await opinions()).toEqual(['4 工艺成熟']);
  });

  it('is dropped by 取消, and after half an hour', async () => {
    await askForOpinion();
    expect(await say(EXPERT, '取消。')).toBe('已取消，没有记录。');
    expect(await say(EXPERT, '工艺成熟')).toBe(NOTICES.reply_without_card);
    await askForOpinion();
    world.pass(HALF_AN_HOUR);
    expect(await say(EXPERT, '工艺成熟')).toBe(NOTICES.reply_without_card);
    expect(await opinions()).toEqual([]);
  });

  it('is asked of one person; what others write meanwhile is theirs', async () => {
    await askForOpinion();
    expect(await say('second', '工艺成熟')).toBe(NOTICES.reply_without_card);
    expect(await say('stranger', '工艺成熟')).toBe(NOTICES.reply_without_card);
    expect(await opinions()).toEqual([]);
  });

  it('is not taken from what is not meant for the bot', async () => {
    await askForOpinion();
    expect(await say(EXPERT, '下午开会吗', { addressed: false })).toBe('');
    expect(await opinions()).toEqual([]);
  });

  it('gives way to a command and to a rating of a patent, and stays open', async () => {
    const other = await bring(world, firm, aRecord({ applicationNumber: 'CN209910000002.X' }));
    await askForOpinion();
    await say(EXPERT, '帮助');
    expect(await say(EXPERT, '〔CN209910000002.X〕3星', { chatId: 'oc_演示' })).toBe(RECORDED);
    expect(await say(EXPERT, '工艺成熟')).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 工艺成熟']);
    const rated = await world.inTransaction((tx) => tx.expertEvaluations.ofMatch(other.id));
    expect(rated.map(({ stars }) => stars)).toEqual([3]);
  });

  it('stays open when the answer is refused, and says why', async () => {
    await press(EXPERT, patent, { act: 'rate', stars: 4 });
    const review = await cardOf(world, 'review', match.id, firm.people[ADMIN] ?? null);
    const [answer] = await world.inTransaction((tx) => tx.expertEvaluations.ofMatch(match.id));
    const carried = { evaluation: answer?.id, to: 'returned', version: 1 };
    await press(ADMIN, review, { act: 'ask', for: 'review', ...carried });
    const before = await everything(world);
    expect(await say(ADMIN, '请联系 11010519491231002X', inPrivate(ADMIN))).toBe(NOTICES.national_id);
    const { questions } = await everything(world);
    expect(questions).toEqual(before['questions']);
    expect(await say(ADMIN, '请补充对比例', inPrivate(ADMIN))).toBe('已退回，专家会收到您的意见。');
    const [returned] = await world.inTransaction((tx) => tx.expertEvaluations.ofMatch(match.id));
    expect(returned).toMatchObject({ state: 'returned', reason: '请补充对比例' });
  });

  it('is answered in private where it was asked in private: a group does not read along', async () => {
    await press(EXPERT, patent, { act: 'rate', stars: 4 });
    const review = await cardOf(world, 'review', match.id, firm.people[ADMIN] ?? null);
    const [answer] = await world.inTransaction((tx) => tx.expertEvaluations.ofMatch(match.id));
    const carried = { evaluation: answer?.id, to: 'returned', version: 1 };
    await press(ADMIN, review, { act: 'ask', for: 'review', ...carried });
    expect(await say(ADMIN, '下午的会改到三点', { chatId: firm.group.address })).toBe(
      NOTICES.reply_without_card,
    );
    expect(await say(ADMIN, '请补充对比例', inPrivate(ADMIN))).toBe('已退回，专家会收到您的意见。');
  });

  it('keeps the stars that were given last', async () => {
    await askForOpinion();
    await press(EXPERT, patent, { act: 'rate', stars: 2 });
    expect(await say(EXPERT, '成本太高')).toBe('已更新您的评价，等待企业管理员审核。');
    expect(await opinions()).toEqual(['2 成本太高']);
  });

  it('is asked no more when the patent is rated in words', async () => {
    await askForOpinion();
    await say(EXPERT, '〔CN209910000001.1〕2星 成本太高', { chatId: firm.group.address });
    expect(await say(EXPERT, '收到')).toBe(NOTICES.reply_without_card);
    expect(await opinions()).toEqual(['2 成本太高']);
  });

  it('may begin like a command', async () => {
    await askForOpinion();
    expect(await say(EXPERT, '推荐专家组现场考察后再定')).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 推荐专家组现场考察后再定']);
  });

  it('does by its answer what the button carried, whatever is written', async () => {
    await askForOpinion();
    await say(EXPERT, '5星 评分：5');
    expect(await opinions()).toEqual(['4 5星 评分：5']);
  });

  it('is not asked of who may not press the button, nor answered by who may no more', async () => {
    expect(await askForOpinion(ADMIN)).toBe(NOTICES.experts_only);
    await askForOpinion();
    await world.inTransaction(async (tx) => {
      const member = firm.people[EXPERT];
      if (member) await tx.members.replace({ ...member, removed: true });
    });
    expect(await say(EXPERT, '工艺成熟')).toBe(NOTICES.member_removed);
    expect(await opinions()).toEqual([]);
  });

  it.each([
    { act: 'ask' },
    { act: 'ask', for: 'submit' },
    { act: 'ask', for: 'toString' },
    { act: 'ask', for: ['rate'] },
    { act: 'ask', for: 'draft' },
    { act: 'ask', for: 'ask' },
  ])('is asked for nothing that a forged button makes up: %j', async (value) => {
    expect(await press(EXPERT, patent, value)).toBe(NOTICES.button_unknown);
    expect((await everything(world))['questions']).toEqual([]);
  });
});

describe('a patent named in words', () => {
  it('is rated without its card, in the group and in private', async () => {
    expect(await say(EXPERT, '〔CN209910000001.1〕4星 工艺成熟', { chatId: 'oc_演示' })).toBe(RECORDED);
    expect(
      await say('second', '2星 太早', { ...inPrivate('second'), quoted: '〔CN209910000001.1〕一种…' }),
    ).toBe(RECORDED);
    expect((await opinions()).sort()).toEqual(['2 太早', '4 工艺成熟']);
  });

  it('is not another enterprise’s: there it is unknown', async () => {
    const other = await found(world, '另一家', [{ userId: 'foreign', name: '专家三', roles: ['expert'] }]);
    expect(await say('foreign', '〔CN209910000001.1〕4星', { chatId: other.group.address })).toBe(
      NOTICES.reply_without_card,
    );
    expect(await say('foreign', '〔CN209910000001.1〕4星', inPrivate('foreign'))).toBe(
      NOTICES.reply_without_card,
    );
    expect(await opinions()).toEqual([]);
  });

  it('is rated in private for the one of two enterprises that was sent it', async () => {
    const other = await found(world, '另一家', [{ userId: EXPERT, name: '专家一', roles: ['expert'] }]);
    await world.inTransaction((tx) =>
      takeInPatents(tx, [aRecord()], { enterprise: other.enterprise, reason: '产业匹配' }),
    );
    expect(await say(EXPERT, '〔CN209910000001.1〕4星', inPrivate(EXPERT))).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 ']);
  });

  it('is rated in private for the one of two enterprises in which he is an expert', async () => {
    const cast = [{ userId: EXPERT, name: '专家一', roles: ['admin'] }] as const;
    await bring(world, await found(world, '另一家', cast), aRecord());
    expect(await say(EXPERT, '〔CN209910000001.1〕4星', inPrivate(EXPERT))).toBe(RECORDED);
    expect(await opinions()).toEqual(['4 ']);
  });

  it('is not rated in private by whom two enterprises have sent it to: which one is not to be guessed', async () => {
    const other = await found(world, '另一家', [{ userId: EXPERT, name: '专家一', roles: ['expert'] }]);
    const theirs = await bring(world, other, aRecord());
    expect(await say(EXPERT, '〔CN209910000001.1〕4星', inPrivate(EXPERT))).toBe(NOTICES.patent_of_several);
    expect([...(await opinions()), ...(await opinions(theirs.id))]).toEqual([]);
    expect(await say(EXPERT, '〔CN209910000001.1〕4星', { chatId: other.group.address })).toBe(RECORDED);
    expect(await opinions(theirs.id)).toEqual(['4 ']);
  });

  it('is not rated by those who may not', async () => {
    expect(await say(ADMIN, '〔CN209910000001.1〕4星', { chatId: 'oc_演示' })).toBe(NOTICES.experts_only);
    expect(await say('stranger', '〔CN209910000001.1〕4星', { chatId: 'oc_演示' })).toBe(
      NOTICES.unknown_person,
    );
    expect(await opinions()).toEqual([]);
  });
});
