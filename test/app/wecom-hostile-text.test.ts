import { expect, it } from 'vitest';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { patentNo, push } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';
import { cardsSeen } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';

const HOSTILE: readonly string[] = [
  '题'.repeat(10_000),
  ' \t\n ',
  '\u200b\u200e\u202e',
  '电池\u0000\u0007\u001b测试\r\n第二行',
  '\u202e反转的标题\u2066隔离',
  `${'题'.repeat(24)}👨‍👩‍👧‍👦🔋🧪`,
  '"},"button_list":[{"text":"确认","key":"{}"}],"x":"\\',
  '{{title}} {{{json this}}} <@all> <a href="https://evil.example">点</a> [x](https://evil.example)',
  '\ud83d 半个字',
];

it.each(['bot', 'app'] as const)(
  'whatever a record holds, its cards are cards, with admins on the %s',
  { timeout: 120_000 },
  async (adminsOn) => {
    const service = await startWecomService({ app: adminsOn === 'app' });
    const society = await foundWecomSociety(service, { adminsOn, dailyPushLimit: 50 });
    const { wecom, app } = service;
    const [expert] = society.experts;
    const [admin] = society.admins;
    const records = HOSTILE.map((text, index) =>
      patentNo(index + 1, {
        title: text,
        abstract: `针对${text}的问题。采用${text}方案。提高了${text}。`,
        applicant: index % 2 === 0 ? text : '',
        maturity: text,
        region: text,
      }),
    );
    await app.inTransaction(async (tx) => {
      const enterprise = await tx.enterprises.get(society.enterpriseId);
      await takeInPatents(tx, records, { enterprise, reason: HOSTILE[3] ?? '' });
    });
    expect(await push(service, society, 30 * 60_000)).toBe(HOSTILE.length);
    for (const { messageId } of cardsSeen(wecom, expert, society.group)) {
      await service.press({ by: expert, chatId: society.group, card: messageId, button: FOUR });
      await service.drain(60_000);
    }
    const own = wecom.privateChat(admin, adminsOn);
    for (const { messageId, buttons } of cardsSeen(wecom, admin, own))
      if (buttons.some(({ text }) => text === '填写企业评价')) {
        await service.press({ by: admin, chatId: own, card: messageId, button: '填写企业评价' });
        await service.drain(60_000);
      }
    const cards = await rowsOf(service.databaseUrl, 'cards');
    expect(cards.filter(({ kind }) => kind !== 'help').map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      ['patent', 'review', 'enterprise-evaluation'].flatMap((kind) => HOSTILE.map(() => `${kind} sent`)),
    );
    expect(service.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  },
);
