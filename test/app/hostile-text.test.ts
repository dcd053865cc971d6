import { describe, expect, it } from 'vitest';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { lintCard } from '../../src/chat/feishu/card-linter.ts';
import { shorten } from '../../src/reads/wording.ts';
import { placedIn } from '../../src/sandbox/feishu/card-tree.ts';
import { allCardsIn, cardOf, newestCard } from '../support/chat-cards.ts';
import { startService } from '../support/service.ts';
import { evaluate, foundSociety, openSociety, patentNo, pressOwn, push, rate } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['a mention of everybody', '<at id=all></at><at user_id="all">所有人</at> 电池'],
  ['markdown and a link', '**粗** [点这里](https://evil.example) `代码` # 标题 ~~删~~'],
  ['quotes and what ends JSON', '"},"elements":[{"tag":"button"}],"x":"\\" \\u0000'],
  ['the template language', '{{title}} {{{json this}}} {{#if open}}{{/if}}'],
  ['HTML', '<script>alert(1)</script><font color="red">红</font><b>粗</b>'],
  ['emoji and characters of two units', '🔋🧪👨‍👩‍👧‍👦 𠮷野家 电池'],
  ['direction and line characters', '电池\u202e翻转\u2028行\u200b零'],
  ['a variable of a theme', "<text_tag color='red'>标签</text_tag> :OK:"],
];

describe('text that wants to be more than text', () => {
  it.each(HOSTILE)('%s stands on every card as it stands in the register', async (_, text) => {
    const service = await startService();
    const patent = patentNo(1, {
      title: text,
      abstract: `针对${text}的问题。采用${text}方案。提高了${text}。`,
      applicant: text,
      maturity: text,
    });
    const { group, card, experts, admins } = await openSociety(service, { patent });
    const shown = cardOf(service.feishu, group, card);
    expect(shown.title).toBe(text);
    expect(shown.plain.join('\n')).toContain(`效果｜提高了${text}`);
    expect(shown.plain.join('\n')).toContain(`成熟度 ${text}`);

    await rate(service, card, experts[0], 4, text);
    const review = newestCard(service.feishu, service.feishu.privateChat(admins[0]));
    expect(review.plain.join('\n')).toContain(text.trim());
    await pressOwn(service, admins[0], 'returned_0', { reason: text });
    expect(newestCard(service.feishu, service.feishu.privateChat(experts[0])).plain).toContain(text.trim());
    await evaluate(service, card, admins[0], { stars: '4', opinion: text });

    expect(cardOf(service.feishu, group, card).plain).toContain(text.trim());
    expect(service.platform.books.evaluations()).toMatchObject([{ opinion: text.trim() }]);
    for (const chatId of [group, ...[admins[0], experts[0]].map(service.feishu.privateChat)]) {
      for (const { content, msgType } of service.feishu.messages(chatId))
        if (msgType === 'interactive') expect(lintCard(content)).toEqual([]);
    }
    expect(service.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  });
});

it('control characters are cut out of what people write, so that no database ends a text at one', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  const written = '工艺\u0000成熟\u0007\u001b\r\n可中试';
  await rate(service, card, experts[0], 4, written);
  await evaluate(service, card, admins[0], { stars: '4', opinion: written });
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toMatchObject([
    { opinion: '工艺成熟\n可中试' },
  ]);
  expect(service.platform.books.evaluations()).toMatchObject([{ opinion: '工艺成熟\n可中试' }]);
});

it('a record of ten thousand characters a field still makes a card, shortened where it is shown', async () => {
  const service = await startService();
  const long = '长'.repeat(10_000);
  const society = await foundSociety(service);
  const patent = patentNo(1, {
    title: '题'.repeat(590),
    abstract: `${long}。针对${long}的问题。提高${long}。`,
    maturity: long,
    ipc: Array.from({ length: 200 }, (_, index) => `H01M10/${index}`),
  });
  // The platform's contract would not let it in; a spreadsheet may.
  await service.app.inTransaction(async (tx) => {
    const enterprise = await tx.enterprises.get(society.enterpriseId);
    await takeInPatents(tx, [patent], { enterprise, reason: long.slice(0, 500) });
  });
  await push(service, society);
  const card = newestCard(service.feishu, society.group).messageId;
  const shown = cardOf(service.feishu, society.group, card);
  expect(shown.title).toBe(shorten(patent.title, 120));
  expect(lintCard(JSON.stringify(shown.card))).toEqual([]);
  expect(await rate(service, card, society.experts[0], 5)).toContain('已记录');
});

it('a group whose name and an enterprise whose name mention everybody are greeted without a mention', async () => {
  const service = await startService();
  const society = await foundSociety(service, {
    name: '<at user_id="all">企业</at>[链接](https://evil.example)',
  });
  const [greeting] = allCardsIn(service.feishu, society.group);
  expect(greeting?.plain.join('\n')).toContain('企业');
  // What stands in plain text is shown literally; a tag or a link would have to stand in Markdown.
  const markdown = placedIn(greeting?.card ?? {}).filter(
    ({ tag }) => tag === 'markdown' || tag === 'lark_md',
  );
  expect(JSON.stringify(markdown)).not.toMatch(/<at|\]\(/);
});
