import { expect, it } from 'vitest';
import { BASE_URL, buttonOf, openBrowser } from '../support/pages.ts';
import { patentNo, push, register } from '../support/society.ts';
import { ownChat } from '../support/wecom-own-chat.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const OPINION = `与我司产线匹配。${'工艺成熟，可中试。'.repeat(20)}`;

it.each(['bot', 'app'] as const)(
  'an evaluation is written, taken back and confirmed on one page, from the %s',
  {
    timeout: 60_000,
  },
  async (whom) => {
    const service = await startWecomService({ app: whom === 'app', settings: { BASE_URL } });
    const society = await foundWecomSociety(service, { adminsOn: whom });
    const own = ownChat(service, society.admins[0], whom);
    await register(service, society, patentNo(1));
    await push(service, society);
    await service.press({ by: society.experts[0], chatId: society.group, button: '★★★★☆ 4 星' });
    await own.press('填写企业评价');

    const browser = openBrowser(service);
    const address = own.page();
    const form = buttonOf(await browser.open(address), { act: 'draft' });
    const drafted = await browser.press(address, form, { stars: '4', opinion: '第一稿' });
    // In the chat a new card has taken the place of the one the page belongs to; the page knows nothing of it yet.
    await service.drain();
    const back = await browser.press(address, buttonOf(drafted, { act: 'reopen' }));
    await service.drain();
    const again = { stars: '5', opinion: OPINION };
    const text = await browser.press(address, buttonOf(back, { act: 'draft' }), again);
    await service.drain();
    expect(text.text).toContain(OPINION);
    // Whoever goes on in the chat reads all of it there, above the card on which he confirms it.
    expect(own.shown()).toContain('上面的消息里是全文');
    expect(own.words()).toContain(OPINION);
    const stale = await browser.press(address, buttonOf(drafted, { act: 'submit' }));
    expect(stale.text).toContain('内容已被修改');
    expect(service.platform.books.evaluations()).toEqual([]);
    await browser.press(address, buttonOf(text, { act: 'submit' }));
    await service.drain();
    expect(service.platform.books.evaluations()).toMatchObject([{ stars: 5, opinion: OPINION }]);
  },
);
