import { describe, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { pageLinks } from '../../src/http/page-link.ts';
import { cardOf } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import {
  BASE_URL,
  buttonOf,
  groupPage,
  livingCard,
  memberIdOf,
  openBrowser,
  ownPage,
  startPages,
} from '../support/pages.ts';
import { TEST_KEY } from '../support/seals.ts';
import type { Service } from '../support/service.ts';
import { bring, type OpenSociety, openSociety, patentNo, pressOwn, rate } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

/** A service with one patent in a group, and the ids of one expert and the admin. */
async function opened(options: Parameters<typeof startPages>[0] = {}) {
  const service = await startPages(options);
  const society = await openSociety(service);
  const { enterpriseId, experts, admins, group } = society;
  const expertId = await memberIdOf(service, experts[0], enterpriseId);
  const adminId = await memberIdOf(service, admins[0], enterpriseId);
  const patentPage = (memberId: string) => groupPage(service, 'patent', group, memberId);
  return { service, society, expertId, adminId, patentPage };
}

async function reviewPage(
  service: Service,
  { card, experts }: OpenSociety,
  adminId: string,
): Promise<string> {
  await rate(service, card, experts[0], 4, '工艺成熟');
  await rate(service, card, experts[1] ?? '', 2, '成本偏高');
  return ownPage(service, 'review', adminId);
}

onEveryDatabase('pages', (engine) => {
  it('carry an evaluation from the first rating to the platform, without a press in any chat', async () => {
    const { service, society, expertId, adminId, patentPage } = await opened({
      databaseUrl: await engine.freshUrl(),
    });
    const expert = openBrowser(service);
    const address = await patentPage(expertId);
    const patent = await expert.open(address);
    const rated = await expert.press(address, buttonOf(patent, { stars: 5 }), {
      opinion: '工艺成熟，可中试',
    });
    expect(rated.text).toContain('您的评价：★★★★★ 5 星（待审核），工艺成熟，可中试');
    await service.drain();
    expect(cardOf(service.feishu, society.group, society.card).plain.join()).toContain('已有 1 位专家评价');

    const admin = openBrowser(service);
    const reviewing = await ownPage(service, 'review', adminId);
    const review = await admin.open(reviewing);
    expect(review.text).toContain('工艺成熟，可中试');
    const accepted = await admin.press(reviewing, buttonOf(review, { to: 'accepted' }));
    expect(accepted.text).toContain('已处理');
    const form = await admin.press(reviewing, buttonOf(accepted, { act: 'open-evaluation' }));
    expect(form.text).toContain('下面的初稿来自已通过的专家意见');

    const evaluating = await ownPage(service, 'enterprise-evaluation', adminId);
    const draft = { stars: '4', opinion: '与本企业产线匹配\r\n建议中试' };
    const check = await admin.press(evaluating, buttonOf(form, { act: 'draft' }), draft);
    expect(check.text).toContain('以上内容将原样提交平台');
    const done = await admin.press(evaluating, buttonOf(check, { act: 'submit' }));
    expect(done.text).toContain('企业评价已提交');
    await service.drain();
    expect(service.platform.books.evaluations()).toMatchObject([
      { stars: 4, opinion: '与本企业产线匹配\n建议中试' },
    ]);
    expect((await admin.open(evaluating)).text).toContain('平台已接收，回执号');
    expect((await expert.open(address)).buttons).toEqual(['{"act":"open-detail"}']);
  });
});

describe('a page', () => {
  it('tells what came of a press once', async () => {
    const { service, expertId, patentPage } = await opened();
    const browser = openBrowser(service);
    const address = await patentPage(expertId);
    const page = await browser.open(address);
    const rated = await browser.press(address, buttonOf(page, { stars: 3 }));
    const [notice = ''] = /<p class="notice success"[^>]*>[^<]*/.exec(rated.html) ?? [];
    expect(notice).not.toBe('');
    expect((await browser.open(address)).html).not.toContain(notice);
  });

  it('keeps an opinion that was given before when only stars are pressed, as the card does', async () => {
    const { service, expertId, patentPage } = await opened();
    const browser = openBrowser(service);
    const address = await patentPage(expertId);
    const page = await browser.open(address);
    await browser.press(address, buttonOf(page, { stars: 4 }), { opinion: '工艺成熟' });
    await browser.press(address, buttonOf(page, { stars: 3 }), { opinion: '' });
    const [rating] = await rowsOf(service.databaseUrl, 'expert_evaluations');
    expect(rating).toMatchObject({ stars: 3, opinion: '工艺成熟' });
  });

  it('takes the reasons that were ticked, and none that nobody offered', async () => {
    const { service, expertId, patentPage } = await opened();
    const browser = openBrowser(service);
    const address = await patentPage(expertId);
    const three = buttonOf(await browser.open(address), { stars: 3 });
    const press = JSON.stringify(three);
    const send = (...reasons: string[]) =>
      browser.send(
        address,
        `${new URLSearchParams({ press })}${reasons.map((each) => `&reasons=${each}`).join('')}`,
      );
    expect((await send('cost', 'cheap')).html).toContain(NOTICES.input_unreadable);
    expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toEqual([]);
    await send('cost', 'too-early');
    const [rating] = await rowsOf(service.databaseUrl, 'expert_evaluations');
    expect(rating).toMatchObject({ stars: 3, reasons: 'too-early,cost' });
    const again = await browser.open(address);
    expect(again.text).toContain('技术成熟度不足、成本过高');
    expect(again.html.match(/ checked/g)).toHaveLength(2);
  });

  it('shows a refusal with what was typed, beside the answer it was typed for and nowhere else', async () => {
    const { service, society, adminId } = await opened();
    const address = await reviewPage(service, society, adminId);
    const browser = openBrowser(service);
    const page = await browser.open(address);
    const reason = '太'.repeat(1001);
    const refused = await browser.press(address, buttonOf(page, { to: 'returned' }), { reason });
    expect(refused.status).toBe(200);
    expect(refused.text).toContain(NOTICES.opinion_too_long);
    expect(refused.html.split(reason)).toHaveLength(2);
    const empty = await browser.press(address, buttonOf(page, { to: 'rejected' }));
    expect(empty.text).toContain(NOTICES.reason_missing);
  });

  it('says that an answer has changed since it was shown', async () => {
    const { service, society, adminId } = await opened();
    const address = await reviewPage(service, society, adminId);
    const browser = openBrowser(service);
    const page = await browser.open(address);
    await rate(service, society.card, society.experts[0], 1, '重新想过');
    const stale = await browser.press(address, buttonOf(page, { to: 'accepted' }));
    expect(stale.text).toContain(NOTICES.evaluation_changed);
    expect(stale.text).toContain('重新想过');
  });

  it('does nothing twice when it is sent twice', async () => {
    const { service, society, adminId } = await opened();
    const address = await reviewPage(service, society, adminId);
    const browser = openBrowser(service);
    const accept = buttonOf(await browser.open(address), { to: 'accepted' });
    await browser.press(address, accept);
    const again = await browser.press(address, accept);
    expect(again.status).toBe(200);
    const states = (await rowsOf(service.databaseUrl, 'expert_evaluations')).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['accepted', 'submitted']);
  });

  it('turns the list of experts by addresses, opens an entry, and leaves the card in the chat where it was', async () => {
    const service = await startPages();
    const { enterpriseId, admins, experts } = await openSociety(service, { experts: 7 });
    const adminId = await memberIdOf(service, admins[0], enterpriseId);
    const expertId = await memberIdOf(service, experts[0], enterpriseId);
    await service.feishu.say({
      by: admins[0],
      chatId: service.feishu.privateChat(admins[0]),
      text: '专家名单',
    });
    await service.drain();
    const browser = openBrowser(service);
    const address = await ownPage(service, 'experts', adminId);
    expect((await browser.open(address)).text).toContain('第 1 / 2 页');
    expect((await browser.open(`${address}?to=page:2`)).text).toContain('第 2 / 2 页');
    const entry = await browser.open(`${address}?to=expert:${expertId}`);
    expect(entry.text).toContain('评价记录');
    const disabled = await browser.press(
      `${address}?to=expert:${expertId}`,
      buttonOf(entry, { verb: 'disable' }),
    );
    expect(disabled.text).toContain('重新启用');
    expect((await livingCard(service, 'experts', { memberId: adminId })).turnedTo).toBe('');
    const colleagues = await browser.press(
      address,
      buttonOf(await browser.open(address), { act: 'open-recommend' }),
    );
    expect(colleagues.text).toContain('同事的手机号或邮箱');
    const listed = await browser.press(
      await ownPage(service, 'recommend', adminId),
      buttonOf(colleagues, { act: 'recommend-listed' }),
      { list: '不是手机号' },
    );
    expect(listed.text).toContain(NOTICES.contact_unreadable);
    expect(listed.html).toContain('不是手机号</textarea>');
  });

  it('keeps contacts to itself: the profile is written on it, and masked ever after', async () => {
    const { service, society, adminId } = await opened();
    const { admins } = society;
    const chatId = service.feishu.privateChat(admins[0]);
    await service.feishu.say({ by: admins[0], chatId, text: '我的资料' });
    await service.drain();
    const address = await ownPage(service, 'admin-profile', adminId);
    const browser = openBrowser(service);
    const form = await browser.open(address);
    const typed = { name: '管理员一', department: '研发部', position: '主任', mobile: '13800138000' };
    const saved = await browser.press(address, buttonOf(form, { act: 'save-admin-profile' }), typed);
    expect(saved.text).toContain('研发部');
    const edited = await browser.open(`${address}?to=edit`);
    for (const { html } of [saved, edited]) expect(html).not.toContain('13800138000');
    expect(edited.html).toContain('现为 138');
  });

  it('brings an expert into the library: application, return, and admission', async () => {
    const { service, society, adminId } = await opened();
    const newcomer = society.outsider;
    await service.feishu.say({
      by: society.admins[0],
      chatId: society.group,
      text: '添加专家',
      mentionBot: true,
      mentions: [newcomer],
    });
    await service.drain();
    const memberId = await memberIdOf(service, newcomer, society.enterpriseId);
    const expert = openBrowser(service);
    const applying = await ownPage(service, 'application', memberId);
    const form = await expert.open(applying);
    const profile = { name: '专家九', position: '工程师', unit: '示例大学（虚构）', field: '电池' };
    const missing = await expert.press(applying, buttonOf(form, { act: 'apply' }), { ...profile, field: '' });
    expect(missing.text).toContain(NOTICES.profile_incomplete);
    expect(missing.html).toContain('value="专家九"');
    const applied = await expert.press(applying, buttonOf(form, { act: 'apply' }), profile);
    expect(applied.text).toContain('等待企业管理员审核');
    await service.drain();
    const admin = openBrowser(service);
    const deciding = await ownPage(service, 'application-review', adminId);
    const review = await admin.open(deciding);
    expect(review.text).toContain('专家九');
    await admin.press(deciding, buttonOf(review, { to: 'admitted' }));
    expect((await expert.open(applying)).text).toContain('您已入库');
  });

  it('asks an expert whose answer came back again, with what he had written', async () => {
    const { service, society, expertId } = await opened();
    await rate(service, society.card, society.experts[0], 2, '成本偏高');
    await pressOwn(service, society.admins[0], 'returned_0', { reason: '请说明成本' });
    const address = await ownPage(service, 'returned', expertId);
    const browser = openBrowser(service);
    const page = await browser.open(address);
    expect(page.text).toContain('请说明成本');
    expect(page.html).toContain('成本偏高</textarea>');
    const again = await browser.press(address, buttonOf(page, { stars: 3 }), { opinion: '成本约高两成' });
    expect(again.text).toContain('您的新评价已交企业管理员审核');
  });

  it('of a group shows each reader what he may do: experts rate, the admin evaluates', async () => {
    const { service, expertId, adminId, patentPage } = await opened();
    const acts = async (memberId: string) => {
      const { buttons } = await openBrowser(service).open(await patentPage(memberId));
      return [...new Set(buttons.map((value) => String(JSON.parse(value).act)))];
    };
    expect(await acts(expertId)).toEqual(['open-detail', 'rate']);
    expect(await acts(adminId)).toEqual(['open-detail', 'open-evaluation', 'open-intent']);
  });

  it('helps with buttons that lead on to other pages', async () => {
    const { service, society, adminId } = await opened();
    const chatId = service.feishu.privateChat(society.admins[0]);
    await service.feishu.say({ by: society.admins[0], chatId, text: '帮助' });
    await service.drain();
    const address = await ownPage(service, 'help', adminId);
    const browser = openBrowser(service);
    const help = await browser.open(address);
    const experts = await browser.press(address, buttonOf(help, { act: 'open-experts' }));
    expect(experts.text).toContain('专家名单');
    expect(experts.text).toContain('添加专家');
  });

  it('is small, kept nowhere, found by nobody, and allowed nothing but its own style and form', async () => {
    const { service, expertId, patentPage } = await opened();
    const { html, headers } = await openBrowser(service).open(await patentPage(expertId));
    expect(Buffer.byteLength(html)).toBeLessThan(10_000);
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+' 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });
});

it('a press that opens a card again leads to this card and not to a newer one of its kind', async () => {
  const { service, society, adminId, patentPage } = await opened();
  const [admin] = society.admins;
  const address = await patentPage(adminId);
  const browser = openBrowser(service);
  const open = buttonOf(await browser.open(address), { act: 'open-evaluation' });
  await browser.press(address, open);
  const second = await bring(service, society, patentNo(2));
  await service.feishu.press({ by: admin, messageId: second, button: 'evaluate' });
  await service.drain();
  const evaluation = await browser.press(address, open);
  expect(evaluation.text).toContain(patentNo(1).applicationNumber);
  expect(evaluation.text).not.toContain(patentNo(2).applicationNumber);
});

it('a press whose card is open in another browser already leads back to where it was made', async () => {
  const { service, society, adminId, patentPage } = await opened();
  const [desk, phone] = [openBrowser(service), openBrowser(service)];
  await service.feishu.press({ by: society.admins[0], messageId: society.card, button: 'evaluate' });
  await service.drain();
  await phone.open(await ownPage(service, 'enterprise-evaluation', adminId));
  const address = await patentPage(adminId);
  const page = await desk.open(address);
  const told = await desk.press(address, buttonOf(page, { act: 'open-evaluation' }));
  expect(told.status).toBe(200);
  expect(told.text).toContain('企业评价（管理员）');
});

it('pages live below another path where the service does', async () => {
  const base = `${BASE_URL}/tool`;
  const { service, expertId, society } = await opened({ settings: { BASE_URL: base } });
  const card = await livingCard(service, 'patent', { group: society.group });
  const address = pageLinks([TEST_KEY], base).linkTo(card, expertId, service.clock.now());
  const path = address.replace(base, BASE_URL);
  const answer = await openBrowser(service).send(path, 'open=1');
  expect(answer.headers.get('location')).toBe(address);
  expect(answer.headers.get('set-cookie')).toContain('; Path=/tool/p;');
});

it('there are no pages where phones cannot reach the service', async () => {
  const service = await startPages({ settings: { BASE_URL: '' } });
  const { enterpriseId, experts, group } = await openSociety(service);
  const memberId = await memberIdOf(service, experts[0], enterpriseId);
  const address = await groupPage(service, 'patent', group, memberId);
  expect(address.startsWith(BASE_URL)).toBe(true);
  expect((await openBrowser(service).peek(address)).status).toBe(404);
});
