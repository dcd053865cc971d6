import { beforeEach, expect, it } from 'vitest';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { patentNo, push, register, type Society } from '../support/society.ts';
import { cardsSeen, newestCard } from '../support/wecom-cards.ts';
import {
  BOT_CONNECTION,
  foundWecomSociety,
  startWecomService,
  type WecomService,
} from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';

let service: WecomService;
let society: Society;

beforeEach(async () => {
  service = await startWecomService();
  society = await foundWecomSociety(service, { admins: 2 });
  await register(service, society, patentNo(1));
});

const rate = (expert: number) =>
  service.press({ by: society.experts[expert] ?? '', chatId: society.group, button: FOUR });

it('admins who have decided everything are asked again when somebody rates, in their group', {
  timeout: 60_000,
}, async () => {
  const { wecom, app } = service;
  const { admins, enterpriseId } = society;
  const desk = wecom.addGroup('管理群', admins);
  await service.say({ by: admins[0], chatId: desk, text: '帮助', mentionBot: true });
  await app.inTransaction((tx) =>
    bindChat(tx, { enterpriseId, connection: BOT_CONNECTION, chatId: desk, purpose: 'admins' }),
  );
  await push(service, society);
  await rate(0);
  await service.press({ by: admins[0], chatId: desk, button: '通过' });
  const before = cardsSeen(wecom, admins[0], desk).length;
  await rate(1);
  expect(cardsSeen(wecom, admins[0], desk)).toHaveLength(before + 1);
  expect(newestCard(wecom, admins[0], desk).plain.join()).toContain('专家二');
});

it('an admin whose colleague has decided everything is asked again when somebody rates', {
  timeout: 60_000,
}, async () => {
  const { wecom } = service;
  const [one, two = ''] = society.admins;
  await push(service, society);
  await rate(0);
  await service.press({ by: one, chatId: wecom.privateChat(one, 'bot'), button: '通过' });
  const own = wecom.privateChat(two, 'bot');
  const before = cardsSeen(wecom, two, own).length;
  await rate(1);
  expect(cardsSeen(wecom, two, own)).toHaveLength(before + 1);
});
