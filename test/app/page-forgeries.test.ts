import { expect, it } from 'vitest';
import { FAILED, NOTICES } from '../../src/chat/notices.ts';
import { TROUBLES } from '../../src/http/page-troubles.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { operate } from '../support/operator.ts';
import {
  BASE_URL,
  formOf,
  groupPage,
  LINKS,
  livingCard,
  memberIdOf,
  openBrowser,
  ownPage,
  type PageBrowser,
  startPages,
} from '../support/pages.ts';
import { TEST_KEY } from '../support/seals.ts';
import type { Service } from '../support/service.ts';
import { type OpenSociety, openSociety, patentNo, rate } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';

interface Case {
  readonly service: Service;
  readonly society: OpenSociety;
  readonly memberId: string;
  /** An expert's page of the patent in the group. */
  readonly address: string;
  /** The browser in which he has opened it. */
  readonly browser: PageBrowser;
}

const RATE = { act: 'rate', stars: 5 };
const DAY = 24 * 60 * 60_000;

/** A service on which an expert has opened the page of a patent. */
async function opened(patent = patentNo(1)): Promise<Case> {
  const service = await startPages();
  const society = await openSociety(service, { patent });
  const memberId = await memberIdOf(service, society.experts[0], society.enterpriseId);
  const address = await groupPage(service, 'patent', society.group, memberId);
  const browser = openBrowser(service);
  expect((await browser.open(address)).status).toBe(200);
  return { service, society, memberId, address, browser };
}

function operateBeside({ databaseUrl, clock }: Service, ...words: string[]) {
  return operate({ settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY }, now: clock.now }, ...words);
}

const ratings = ({ service }: Case) => rowsOf(service.databaseUrl, 'expert_evaluations');

/** Everything somebody could learn of the card, its reader or its enterprise. */
const SECRETS = ['示例', '演示', '专家', '企业', 'CN20', '评价建议'];

it('a link that was not made by us opens nothing, and says what to do', async () => {
  const { address, browser } = await opened();
  const forged = `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`;
  for (const each of [forged, `${BASE_URL}/p/x`, `${address}%00`]) {
    const answer = await browser.open(each);
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(`${TROUBLES.forged.heading} ${TROUBLES.forged.say}`);
    expect((await browser.send(each, formOf(RATE))).status).toBe(404);
  }
});

it('an expired link opens nothing, not even in its own browser', async () => {
  const world = await opened();
  world.service.clock.advance(8 * DAY);
  expect((await world.browser.open(world.address)).status).toBe(410);
  expect((await world.browser.press(world.address, RATE)).text).toContain(TROUBLES.expired.heading);
  expect(await ratings(world)).toEqual([]);
});

it('a forwarded link is refused in any other browser, which learns nothing', async () => {
  const world = await opened();
  const stranger = openBrowser(world.service);
  for (const answer of [
    await stranger.peek(world.address),
    await stranger.open(world.address),
    await stranger.send(world.address, 'open=1'),
    await stranger.send(world.address, formOf(RATE)),
  ]) {
    expect(answer.status).toBe(403);
    expect(answer.text).toBe(`${TROUBLES.other.heading} ${TROUBLES.other.say}`);
    expect([...answer.headers.keys()]).not.toContain('set-cookie');
  }
  expect(await ratings(world)).toEqual([]);
});

it('a secret that another browser made up opens nothing', async () => {
  const { service, address } = await opened();
  for (const secret of ['A'.repeat(43), '', "' or 1=1", 'ä'.repeat(43)]) {
    const cookie = `panhuo_browser=${encodeURIComponent(secret)}`;
    const answer = await openBrowser(service).send(address, formOf(RATE), { cookie });
    expect(answer.status).toBe(403);
  }
});

it('a program that draws previews neither reads a link nor uses it up', async () => {
  const service = await startPages();
  const society = await openSociety(service);
  const memberId = await memberIdOf(service, society.experts[0], society.enterpriseId);
  const address = await groupPage(service, 'patent', society.group, memberId);
  const bot = openBrowser(service);
  const before = await everythingStored(service.databaseUrl);
  const seen = await bot.peek(address);
  expect(seen.status).toBe(200);
  expect(seen.html).toContain('<button class="main wide">打开</button>');
  for (const secret of [...SECRETS, memberId]) expect(seen.text).not.toContain(secret);
  expect(bot.cookies.size).toBe(0);
  expect(await everythingStored(service.databaseUrl)).toEqual(before);
  expect((await openBrowser(service).open(address)).text).toContain('我的评价');
});

it('one secret of a browser opens all links that are its own, and is kept from scripts and other sites', async () => {
  const { service, society, browser, memberId } = await opened();
  const [secret] = browser.cookies.values();
  await rate(service, society.card, society.experts[1] ?? '', 3);
  const adminId = await memberIdOf(service, society.admins[0], society.enterpriseId);
  const review = await ownPage(service, 'review', adminId);
  const given = await browser.send(review, 'open=1');
  expect(given.headers.get('set-cookie')).toBe(
    `panhuo_browser=${secret}; Path=/p; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure`,
  );
  expect((await browser.open(review)).text).toContain('专家评价审核');
  const stored = JSON.stringify(await rowsOf(service.databaseUrl, 'page_visits'));
  for (const known of [secret ?? '', memberId, review.slice(-67)]) expect(stored).not.toContain(known);
});

it.each([
  ['from another site', { origin: 'https://evil.example' }],
  ['from nowhere', { origin: 'null' }],
  ['from another site, with a lying origin', { 'sec-fetch-site': 'cross-site' }],
  ['from a sister of our site', { 'sec-fetch-site': 'same-site' }],
])('a form that comes %s does nothing, with the right cookie too', async (_, headers) => {
  const world = await opened();
  const before = await everythingStored(world.service.databaseUrl);
  const answer = await world.browser.send(world.address, formOf(RATE), headers);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(TROUBLES.foreign.say);
  expect(await everythingStored(world.service.databaseUrl)).toEqual(before);
  expect((await openBrowser(world.service).send(world.address, 'open=1', headers)).status).toBe(403);
});

it.each([
  ['a megabyte', `open=${'1'.repeat(1024 * 1024)}`, {}],
  ['a field twice', `${formOf(RATE)}&opinion=a&opinion=b`, {}],
  ['a field of another form', formOf(RATE, { stars: '5' }), {}],
  ['a verb among the fields', formOf(RATE, { act: 'submit' }), {}],
  ['nothing', '', {}],
  ['no button', 'opinion=a', {}],
  ['a button that is no JSON', 'press={', {}],
  ['a button that is a list', 'press=[1]', {}],
  ['a button without a verb', 'press={"stars":5}', {}],
  ['JSON', JSON.stringify(RATE), { 'content-type': 'application/json' }],
  ['no type', formOf(RATE), { 'content-type': '' }],
])('a page that sends %s is told that it cannot be read, and nothing is stored', async (_, body, headers) => {
  const world = await opened();
  const before = await everythingStored(world.service.databaseUrl);
  const answer = await world.browser.send(world.address, body, headers).catch(() => null);
  // Whoever is still sending when he is refused may lose the answer.
  if (answer) expect(answer.status).toBe(400);
  expect(await everythingStored(world.service.databaseUrl)).toEqual(before);
  expect((await world.browser.open(world.address)).status).toBe(200);
});

it.each([
  ['a verb of other cards', { act: 'submit', revision: 1 }, NOTICES.button_unknown],
  ['a verb nobody knows', { act: 'constructor' }, NOTICES.button_unknown],
  ['a question for the chat', { act: 'ask', for: 'rate', stars: 5 }, NOTICES.button_unknown],
  ['an admin’s verb', { act: 'open-evaluation' }, NOTICES.admins_only],
  ['six stars', { act: 'rate', stars: 6 }, NOTICES.stars_out_of_range],
  ['stars that are no number', { act: 'rate', stars: { $gt: 0 } }, NOTICES.input_unreadable],
  ['the id of another card', { act: 'rate', stars: 5, card: 'another' }, NOTICES.card_mismatch],
])(
  'a button that was tampered with to carry %s is refused and leaves nothing',
  async (_, carried, notice) => {
    const world = await opened();
    const before = await everythingStored(world.service.databaseUrl);
    const answer = await world.browser.press(world.address, carried);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(notice);
    expect(await everythingStored(world.service.databaseUrl)).toEqual(before);
  },
);

it('an ID number is refused, stored nowhere, logged nowhere and not shown again', async () => {
  const world = await opened();
  const number = '11010519491231002X';
  const answer = await world.browser.press(world.address, RATE, { opinion: `联系人 ${number} 张工` });
  expect(answer.text).toContain(NOTICES.national_id);
  expect(answer.html).toContain('联系人 *** 张工</textarea>');
  expect(answer.html).not.toContain(number);
  expect(JSON.stringify(await everythingStored(world.service.databaseUrl))).not.toContain(number);
  expect(world.service.logged.join()).not.toContain(number);
});

it('text that wants to be HTML stays text, in the words and in the fields', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{{this}}}';
  const world = await opened(patentNo(1, { title: hostile, applicant: hostile, maturity: hostile }));
  const { browser, address } = world;
  const page = await browser.open(address);
  expect(page.text).toContain(hostile);
  const typed = `</textarea>${hostile}${'长'.repeat(1000)}`;
  const refused = await browser.press(address, RATE, { opinion: typed });
  const rated = await browser.press(address, RATE, { opinion: `</textarea>${hostile}` });
  for (const { html } of [page, refused, rated]) {
    expect(html).not.toMatch(/<script|<img|<\/textarea>"/);
  }
});

it.each([
  ['a line of the head', '%0d%0aSet-Cookie:%20a=b'],
  ['another site', 'https://evil.example'],
  ['more than a card keeps', 'a'.repeat(101)],
  ['two things', 'edit&to=page:2'],
])('an address that asks to be turned to %s is that of the page as it is', async (_, to) => {
  const { browser, address } = await opened();
  const there = `${address}?to=${to}`;
  expect((await browser.open(there)).text).toContain('我的评价');
  const answer = await browser.send(there, formOf(RATE));
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(address);
});

it('a notice that we did not leave is not told', async () => {
  const { browser, service, address } = await opened();
  const text = Buffer.from(JSON.stringify({ tone: 'info', text: '请致电骗子' })).toString('base64url');
  const [secret] = browser.cookies.values();
  for (const mark of ['', LINKS.mark('else'), 'x'.repeat(22)]) {
    const cookie = `panhuo_browser=${secret}; panhuo_notice=${text}.${mark}`;
    const answer = await fetch(address.replace(BASE_URL, service.app.url), { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('骗子');
  }
});

it('the page of a member who was removed is closed at once, to look at and to press', async () => {
  const world = await opened();
  await operateBeside(world.service, 'member', 'remove', world.memberId);
  for (const answer of [
    await world.browser.open(world.address),
    await world.browser.press(world.address, RATE),
  ]) {
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(NOTICES.member_removed);
  }
  expect(await ratings(world)).toEqual([]);
});

it('a page whose reader has lost his account is closed', async () => {
  const world = await opened();
  await world.service.app.inTransaction(async (tx) => {
    const [person] = await tx.persons.ofMember(world.memberId);
    if (person) await tx.members.unbindPerson(person.id, world.memberId);
  });
  const answer = await world.browser.press(world.address, RATE);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(NOTICES.unknown_person);
});

it('a private page is closed with the account its card was sent to, also when its reader has another one', async () => {
  const { service, society } = await opened();
  await rate(service, society.card, society.experts[0], 4);
  const adminId = await memberIdOf(service, society.admins[0], society.enterpriseId);
  const address = await ownPage(service, 'review', adminId);
  const browser = openBrowser(service);
  expect((await browser.open(address)).status).toBe(200);
  await service.app.inTransaction(async (tx) => {
    const [lost] = await tx.persons.ofMember(adminId);
    const account = { id: tx.newId(), connection: 'default', userId: 'ou_new_phone' };
    await tx.members.bindPerson((await tx.persons.ensure(account, tx.at)).id, adminId, tx.at);
    if (lost) await tx.members.unbindPerson(lost.id, adminId);
  });
  expect((await browser.open(address)).status).toBe(403);
});

it('a page of a group is closed when the bot is no more in it', async () => {
  const { service, society, browser, address } = await opened();
  await service.app.inTransaction(async (tx) => {
    const chat = await tx.chats.findByAddress('default', society.group);
    if (chat) await tx.chats.replace({ ...chat, lost: true });
  });
  expect((await browser.open(address)).status).toBe(410);
});

it('the pages of a closed enterprise are closed, and open again with it', async () => {
  const { service, society, browser, address } = await opened();
  await operateBeside(service, 'enterprise', 'close', society.enterpriseId);
  expect(await browser.open(address)).toMatchObject({ status: 403 });
  expect((await browser.press(address, RATE)).text).toContain(NOTICES.enterprise_closed);
  await operateBeside(service, 'enterprise', 'reopen', society.enterpriseId);
  expect(await browser.open(address)).toMatchObject({ status: 200 });
});

it('the page of a card that is gone is gone', async () => {
  const { service, society, browser, address } = await opened();
  const card = await livingCard(service, 'patent', { group: society.group });
  await service.app.inTransaction((tx) => tx.cards.replace({ ...card, state: 'gone' }));
  expect((await browser.open(address)).status).toBe(410);
  expect((await browser.press(address, RATE)).text).toContain(NOTICES.card_unknown);
});

it('the pages of a group that was let go are gone', async () => {
  const world = await opened();
  const { service, society, browser, address } = world;
  await operateBeside(service, 'chat', 'unbind', society.group);
  expect(await browser.open(address)).toMatchObject({ status: 410 });
  expect((await browser.press(address, RATE)).text).toContain(NOTICES.card_unknown);
  expect(await ratings(world)).toEqual([]);
});

it('a private card has a page for its reader alone, whoever else the link names', async () => {
  const { service, society, memberId } = await opened();
  await rate(service, society.card, society.experts[0], 3);
  const adminId = await memberIdOf(service, society.admins[0], society.enterpriseId);
  const review = await livingCard(service, 'review', { memberId: adminId });
  const answer = await openBrowser(service).open(LINKS.linkTo(review, memberId, service.clock.now()));
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain('★');
  await service.app.inTransaction((tx) => tx.cards.replace({ ...review, viewerId: memberId }));
  const own = await openBrowser(service).open(LINKS.linkTo(review, adminId, service.clock.now()));
  expect(own.status).toBe(403);
});

it('a link names a member of one enterprise: with a card of another it opens nothing', async () => {
  const { service, memberId } = await opened();
  const other = await openSociety(service, {
    name: '另一企业（虚构）',
    platformId: 'demo-2',
    patent: patentNo(2),
  });
  const card = await livingCard(service, 'patent', { group: other.group });
  const browser = openBrowser(service);
  const answer = await browser.open(LINKS.linkTo(card, memberId, service.clock.now()));
  expect(answer.status).toBe(403);
  expect(browser.cookies.size).toBe(0);
  expect(await rowsOf(service.databaseUrl, 'page_visits')).toHaveLength(1);
});

it('an admin who is none any more sees nothing on the pages of his cards, and can press nothing', async () => {
  const { service, society } = await opened();
  await rate(service, society.card, society.experts[0], 4, '只给管理员看');
  const adminId = await memberIdOf(service, society.admins[0], society.enterpriseId);
  const address = await ownPage(service, 'review', adminId);
  const browser = openBrowser(service);
  expect((await browser.open(address)).text).toContain('只给管理员看');
  await service.app.inTransaction(async (tx) => {
    await tx.members.replace({ ...(await tx.members.get(adminId)), isAdmin: false, expert: 'admitted' });
  });
  const seen = await browser.open(address);
  expect(seen.status).toBe(200);
  expect(seen.text).not.toContain('只给管理员看');
  expect(seen.buttons).toEqual([]);
  const [answer] = await rowsOf(service.databaseUrl, 'expert_evaluations');
  const verdict = { act: 'review', to: 'accepted', evaluation: answer?.['id'], version: 1 };
  expect((await browser.press(address, verdict)).text).toContain(NOTICES.admins_only);
});

it('no part of a link reaches the log, also when the page fails', async () => {
  const { service, browser, address } = await opened();
  await browser.press(address, { act: 'constructor' });
  await browser.send(address, 'press=1');
  await browser.send(address, formOf(RATE), { origin: 'https://evil.example' });
  const [secret = ''] = browser.cookies.values();
  const { db, close } = openDatabase(service.databaseUrl);
  await db.schema.dropTable('page_visits').finally(close);
  const failed = await browser.open(address);
  expect(failed.status).toBe(500);
  expect(failed.text).toContain(FAILED.text);
  const logged = service.logged.join('\n');
  for (const line of ['a press on a page was refused', 'a page failed']) expect(logged).toContain(line);
  for (const part of [address.slice(-67, -30), address.slice(-30), secret])
    expect(logged).not.toContain(part);
});

it('only what pages need is answered', async () => {
  const { service, address } = await opened();
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await fetch(address.replace(BASE_URL, service.app.url), { method });
    expect(answer.status).toBe(405);
  }
});
