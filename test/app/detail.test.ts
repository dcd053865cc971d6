import { describe, expect, it } from 'vitest';
import { newestCard } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, rate, register } from '../support/society.ts';

const NUMBER = patentNo(1).applicationNumber;

describe('the details of a patent', () => {
  it('are opened from its card, by everybody for himself, with what each may do next', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const card = await bring(service, society, patentNo(1, { maturity: '中试', region: '湖南省' }));
    const [expert, admin] = [society.experts[0], society.admins[0]];
    await service.feishu.press({ by: expert, messageId: card, button: 'detail' });
    await service.drain();
    const own = newestCard(service.feishu, service.feishu.privateChat(expert), 'open-rating');
    expect(own.plain.join('\n')).toContain('评价中，还没有专家评价');
    expect(own.plain).toEqual(expect.arrayContaining(['申请号', NUMBER, '成熟度', '中试', '湖南省']));
    expect(own.buttons).toEqual(['open-rating']);

    await service.feishu.press({ by: admin, messageId: card, button: 'detail' });
    await service.drain();
    const his = newestCard(service.feishu, service.feishu.privateChat(admin), 'open-intent');
    expect(his.buttons).toEqual(['open-evaluation', 'open-intent']);
  });

  it('lead an expert to a card on which he rates, and tell of it without a word of what he gave', async () => {
    const service = await startService();
    const society = await foundSociety(service, { experts: 2 });
    const card = await bring(service, society);
    const [one, two = ''] = society.experts;
    await rate(service, card, one, 2, '不可行');
    await say(service, two, `详情 ${NUMBER}`);
    const chat = service.feishu.privateChat(two);
    const text = newestCard(service.feishu, chat, 'open-rating').plain.join('\n');
    expect(text).toContain('评价中，已有 1 位专家评价');
    expect(text).not.toMatch(/2 ?星|不可行/);
    await pressOwn(service, two, 'open-rating');
    await pressOwn(service, two, 'stars_5');
    expect(await tallyOf(service)).toBe(2);
  });

  it('are found by a number in any spelling, and by none that nobody knows', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    await bring(service, society, patentNo(1, { publicationNumber: 'CN119900001A' }));
    const [expert] = society.experts;
    const publication = ['CN119900001A', 'cn 119900001 a', '119900001'];
    for (const spelt of [
      ...publication,
      NUMBER.toLowerCase(),
      NUMBER.replace('CN', 'ZL '),
      NUMBER.replace(/^CN|\./g, ''),
    ]) {
      await say(service, expert, `详情 ${spelt}`);
      expect(ownCard(service, expert)).toContain(patentNo(1).title);
    }
    await say(service, expert, '详情 CN209910009999.9');
    const said = service.feishu.messages(service.feishu.privateChat(expert)).at(-1);
    expect(JSON.stringify(said)).toContain('没有找到这件专利');
  });

  it('of what nobody pushed lead an admin to an intent that says it came from the resource library', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
    await bring(service, society);
    const [admin] = other.admins;
    await say(service, admin, `详情 ${NUMBER}`);
    const text = ownCard(service, admin);
    expect(text).toContain('没有推送给本企业');
    expect(text).not.toContain('专家评价');
    await pressOwn(service, admin, 'open-intent');
    const [intent] = await service.app.inTransaction((tx) =>
      tx.intents.listed(other.enterpriseId, { limit: 5, offset: 0 }),
    );
    expect(intent).toMatchObject({ origin: 'resource', matchId: null });
  });

  it('name similar patents, each one press from its own details, and none that left the register', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const like = (at: number, title: string, state: 'registered' | 'expired' = 'registered') =>
      register(
        service,
        society,
        patentNo(at, { title, ipc: ['H01M10/0525'], sei: [], industries: [], state }),
      );
    await bring(service, society, patentNo(1, { title: '一种锂电池隔膜', ipc: ['H01M10/0525'], sei: [] }));
    await like(2, '陶瓷涂覆锂电池隔膜');
    await like(3, '隔膜的回收方法');
    await like(4, '锂电池隔膜', 'expired');
    const [expert] = society.experts;
    await say(service, expert, `详情 ${NUMBER}`);
    const text = ownCard(service, expert);
    expect(text).toContain('相似专利 1. 陶瓷涂覆锂电池隔膜');
    expect(text).toMatch(/同为 H01M10\/0525 \S+；题名都有 锂电池隔膜/);
    expect(text).toContain('2. 隔膜的回收方法');
    expect(text).not.toContain(`3. `);
    await pressOwn(service, expert, 'similar_1');
    expect(ownCard(service, expert)).toContain(patentNo(2).applicationNumber);
    expect(ownCard(service, expert)).toContain('已匹配，待推送');
  });

  it('of a patent that left the register are shown to whom it was pushed, and to nobody else', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
    await bring(service, society);
    await bring(service, society, patentNo(1, { state: 'expired' }));
    await say(service, society.admins[0], `详情 ${NUMBER}`);
    expect(ownCard(service, society.admins[0])).toContain('已不在登记库，评价已停止');
    await say(service, other.admins[0], `详情 ${NUMBER}`);
    const said = service.feishu.messages(service.feishu.privateChat(other.admins[0])).at(-1);
    expect(JSON.stringify(said)).toContain('该专利已不在登记库');
  });
});

async function tallyOf({ app }: Service): Promise<number> {
  return app.inTransaction(async (tx) => {
    const patent = await tx.patents.findByNumber(NUMBER);
    const [match] = await tx.matches.ofPatents([patent?.id ?? '']);
    return (await tx.expertEvaluations.ofMatch(match?.id ?? '')).length;
  });
}
