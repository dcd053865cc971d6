import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { setPlatformMode } from '../../src/actions/set-platform-mode.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { INTENT_FORM } from '../support/cooperation-steps.ts';
import { BASE_URL, buttonOf, openBrowser } from '../support/pages.ts';
import { patentNo, push } from '../support/society.ts';
import {
  evaluate,
  publishDemand,
  sendIntent,
  WAYS,
  type WecomStage,
  wecomStage,
} from '../support/wecom-cooperation-steps.ts';
import { ownChat } from '../support/wecom-own-chat.ts';

const SLOW = { timeout: 60_000 };
const OPINION = '=1+1 与我司产线匹配，愿意洽谈。';

/** An enterprise in manual mode: a patent from a file is pushed, rated, evaluated and wished for, and a demand confirmed. */
async function confirmed(whom: (typeof WAYS)[number], admins = 1): Promise<WecomStage> {
  const stage = await wecomStage(whom, { platformMode: 'manual', settings: { BASE_URL }, admins });
  const { service, society, own } = stage;
  await service.app.inTransaction(async (tx) => {
    const enterprise = await tx.enterprises.get(society.enterpriseId);
    await takeInPatents(tx, [patentNo(1)], { enterprise, reason: '评价库导出文件' });
  });
  // The platform knows the patent, and nobody there has told us of it.
  service.platform.books.addPatent(patentNo(1));
  expect(await push(service, society)).toBe(1);
  await service.press({ by: society.experts[0], chatId: society.group, button: '★★★★☆ 4 星' });
  await evaluate(stage, `5星 ${OPINION}`);
  expect(own.shown()).toContain('已在平台填报');
  await sendIntent(stage);
  await publishDemand(stage);
  expect(recordsOf(stage)).toEqual([0, 0, 0]);
  return stage;
}

/** How many evaluations, intents and demands the platform has got. */
function recordsOf({ service }: WecomStage): number[] {
  const { books } = service.platform;
  return [books.evaluations(), books.intents(), books.demands()].map((records) => records.length);
}

it.each(WAYS)(
  'what is to be entered by hand is gone through item by item, with the cards of the %s',
  SLOW,
  async (whom) => {
    const stage = await confirmed(whom);
    const { own } = stage;
    await own.say('待填报');
    expect(own.shown()).toContain('第 1 / 3 条');
    expect(own.words()).toContain(`评价意见：${OPINION}`);
    expect(await own.press('已填报')).toContain('已登记为在平台填报。');
    expect(own.shown()).toContain('第 1 / 2 条');
    expect(own.shown()).toContain('平台待接收 0 件 · 待人工填报 2 件');
    expect(await own.press('撤销上一条登记')).toContain('已撤销登记，这份企业评价仍待填报。');
    expect(own.shown()).toContain('第 1 / 3 条');
    for (const left of ['第 1 / 2 条', '第 1 / 1 条', '没有待填报的内容。']) {
      await own.press('已填报');
      expect(own.shown()).toContain(left);
    }
    expect(recordsOf(stage)).toEqual([0, 0, 0]);
    await switchToHttp(stage);
    expect(recordsOf(stage)).toEqual([0, 0, 0]);
  },
);

it(
  'each field stands on the list’s page to be copied, and is marked and taken back there',
  SLOW,
  async () => {
    const { service, own } = await confirmed('bot');
    await own.say('待填报');
    const browser = openBrowser(service);
    const address = own.page();
    const first = await browser.open(address);
    const copied = ({ html }: { readonly html: string }) =>
      [...html.matchAll(/data-copy>([^<]*)</g)].map(([, text]) => text);
    expect(copied(first)).toEqual([
      patentNo(1).applicationNumber,
      expect.stringContaining('★★★★★ 5 星'),
      '&#x3D;1+1 与我司产线匹配，愿意洽谈。',
    ]);
    const second = await browser.press(address, buttonOf(first, { act: 'mark-work' }));
    await service.drain();
    expect(copied(second)).toContain(INTENT_FORM.need);
    const undone = await browser.press(address, buttonOf(second, { act: 'unmark-work' }));
    expect(undone.text).toContain('第 1 / 3 条');
    const next = await browser.press(address, buttonOf(undone, { act: 'turn-work', to: '2' }));
    expect(next.text).toContain('第 2 / 3 条');
    expect(copied(next)).toContain(INTENT_FORM.need);
  },
);

it.each(WAYS)('the whole list comes as a spreadsheet into the chat with the %s', SLOW, async (whom) => {
  const { service, own } = await confirmed(whom);
  await own.say('待填报');
  const place = whom === 'bot' ? '与机器人的私聊' : '与应用的私聊';
  expect(await own.press('导出清单')).toContain(`清单正在生成，将发到您${place}。`);
  const files = service.wecom
    .messages(own.chatId)
    .flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId]));
  expect(files).toHaveLength(1);
  const file = service.wecom.media(files[0] ?? '');
  expect(file?.name).toMatch(/^待填报清单 \d{4}-\d{2}-\d{2}\.xlsx$/);
  const rows = await readSheet(Buffer.from(file?.bytes ?? []), 1);
  expect(rows).toHaveLength(4);
  expect(rows[1]).toEqual(expect.arrayContaining(['企业评价', '专利转化评价库', OPINION]));
});

it('from by hand to posting everything that no admin has marked is posted once', SLOW, async () => {
  const stage = await confirmed('bot', 2);
  const { service, society, own } = stage;
  await own.say('待填报');
  const other = ownChat(service, society.admins[1] ?? '', 'bot');
  await other.say('填报清单');
  await other.press('已填报');
  // His own card cannot be edited: it offers what his colleague has entered meanwhile.
  expect(await own.press('已填报')).toContain('已经登记为在平台填报，无需重复操作。');
  expect(own.shown()).toContain('第 1 / 2 条');
  for (const again of [1, 2]) {
    await switchToHttp(stage);
    expect([again, ...recordsOf(stage)]).toEqual([again, 0, 1, 1]);
  }
  expect(await own.press('刷新')).toContain('没有待填报的内容。');
});

async function switchToHttp({ service, society: { enterpriseId } }: WecomStage): Promise<void> {
  await service.app.inTransaction((tx) =>
    setPlatformMode(tx, { enterpriseId, mode: 'http', standard: 'manual' }),
  );
  await service.drain();
}
