import nock from 'nock';
import { afterEach, expect, it } from 'vitest';
import { resemblesNationalId } from '../../src/domain/national-id.ts';
import { inventedNationalId } from '../support/patent-files.ts';
import { startService } from '../support/service.ts';
import { openSociety, push } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';
import { openStage, type Stage, toldOf, WAYS_IN } from '../support/ways-in.ts';

const ID = inventedNationalId();
const SERIAL = ID.slice(0, 17);
const parts = [ID.slice(0, 6), ID.slice(6, 14), ID.slice(14)] as const;

const SPELLINGS: readonly (readonly [name: string, typed: string])[] = [
  ['as it is', ID],
  ['with blanks', parts.join(' ')],
  ['with dashes and more blanks', parts.join(' - ')],
  ['in full-width digits', ID.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
  ['with an X', `${SERIAL}X`],
  ['with an x', `${SERIAL}x`],
  ['with a mistyped check digit', `${SERIAL}${ID.endsWith('1') ? '2' : '1'}`],
  ['with a sign that nobody sees', parts.join('\u200b')],
];

afterEach(() => {
  nock.cleanAll();
});

/** Everything the service keeps, says, and hands on. */
async function allOf({ service, society }: Stage) {
  const { databaseUrl, logged, platform, feishu } = service;
  const machinery = await Promise.all(
    ['lanes', 'limits', 'runs', 'cursors'].map((table) => rowsOf(databaseUrl, table)),
  );
  const people = feishu.view().map(({ chats }) => chats.map(({ chatId }) => chatId));
  const chats = new Set([society.group, ...people.flat()]);
  const sent = [...chats].flatMap((chatId) =>
    feishu.messages(chatId).filter(({ sender }) => sender.kind === 'bot'),
  );
  return {
    stored: JSON.stringify([await everythingStored(databaseUrl), machinery]),
    logged: logged.join('\n'),
    sent: JSON.stringify(sent),
    posted: JSON.stringify(platform.books.evaluations()),
  };
}

/** The same with everything between digits taken out, so that no spelling hides a number. */
function digitsIn(text: string): string {
  return text.normalize('NFKC').replace(/[^\dX]/gi, '');
}

it.each(SPELLINGS)('a national ID number typed %s is nowhere, by whichever way it came', async (_, typed) => {
  const service = await startService({ hurry: false, feishu: { groupMessages: true } });
  const society = await openSociety(service);
  const stage = await openStage(service, society);
  expect(resemblesNationalId(typed)).toBe(true);
  for (const way of WAYS_IN) {
    const before = await repliesIn(stage);
    const toast = await way.type(stage, typed);
    const told = typeof toast === 'string' ? [toast] : (await repliesIn(stage)).slice(before.length);
    const expected = toldOf(way);
    if (expected !== null) expect(told, way.name).toEqual([expected]);
    for (const [where, text] of Object.entries(await allOf(stage)))
      expect(digitsIn(text).includes(SERIAL), `${way.name}: ${where}`).toBe(false);
  }
  await push(service, society);
  for (const text of Object.values(await allOf(stage))) expect(digitsIn(text)).not.toContain(SERIAL);
  const { stored } = await allOf(stage);
  // What cannot be typed again came in without the number: so these ways were gone indeed.
  for (const masked of ['同事***', '群***', '编号***有误', '一种***的方法']) expect(stored).toContain(masked);
});

/** The texts of the bot in the group and in everybody's private chat, the oldest first. */
async function repliesIn({ service, society }: Stage): Promise<string[]> {
  const { feishu } = service;
  const chats = [society.group, ...[...society.admins, ...society.experts].map(feishu.privateChat)];
  return chats
    .flatMap((chatId) => feishu.messages(chatId))
    .filter(({ msgType, sender }) => msgType === 'text' && sender.kind === 'bot')
    .sort((one, other) => (one.messageId < other.messageId ? -1 : 1))
    .map(({ content }) => String((JSON.parse(content) as { text: unknown }).text));
}

it('what nobody said to the bot is not kept at all', async () => {
  const service = await startService({ hurry: false, feishu: { groupMessages: true } });
  const { group, experts, outsider, card } = await openSociety(service);
  const before = await everythingStored(service.databaseUrl);
  const text = '周五聚餐，谁来？';
  for (const by of [experts[0], outsider]) await service.feishu.say({ by, chatId: group, text });
  await service.feishu.say({ by: outsider, chatId: group, text, replyTo: card });
  await service.drain();
  const after = await everythingStored(service.databaseUrl);
  const { deliveries: remembered = [], ...rest } = after;
  const { deliveries: known = [], ...records } = before;
  expect(rest).toEqual(records);
  expect(remembered).toHaveLength(known.length + 3);
  expect(JSON.stringify(after)).not.toContain('聚餐');
});
