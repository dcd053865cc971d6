import { expect, it } from 'vitest';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { findExternal } from '../../src/actions/join-chat.ts';
import { unbindChat } from '../../src/actions/unbind-chat.ts';
import type { ChatRoom } from '../../src/domain/chat-room.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { patentNo, push, register } from '../support/society.ts';
import { newestCard } from '../support/wecom-cards.ts';
import { BOT_CONNECTION, foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';

const toAnother = async (tx: Tx, chat: ChatRoom) => {
  await unbindChat(tx, chat);
  const { id: enterpriseId } = await createEnterprise(tx, { name: '另一家（虚构）', platformId: 'wecom-2' });
  const { connection, address: chatId } = chat;
  await bindChat(tx, { enterpriseId, connection, chatId, purpose: 'admins' });
};

it.each([
  ['another enterprise’s', toAnother],
  ['one with outsiders', (tx: Tx, chat: ChatRoom) => findExternal(tx, chat.id)],
])(
  'a card in a group that became %s shows nothing new to who presses it',
  {
    timeout: 60_000,
  },
  async (_, become) => {
    const service = await startWecomService();
    const society = await foundWecomSociety(service);
    const { wecom, app } = service;
    const { admins, experts, enterpriseId, outsider, group } = society;
    const desk = wecom.addGroup('管理群', [...admins, outsider]);
    await service.say({ by: admins[0], chatId: desk, text: '帮助', mentionBot: true });
    const chat = await app.inTransaction((tx) =>
      bindChat(tx, { enterpriseId, connection: BOT_CONNECTION, chatId: desk, purpose: 'admins' }),
    );
    await register(service, society, patentNo(1));
    await push(service, society);
    await service.press({ by: experts[0], chatId: group, button: FOUR });
    const { messageId: card } = newestCard(wecom, outsider, desk, { button: '通过' });
    await app.inTransaction(async (tx) => become(tx, await tx.chats.get(chat.id)));
    await service.press({ by: experts[1] ?? '', chatId: group, button: FOUR });

    await service.press({ by: outsider, chatId: desk, card, button: '刷新' });
    const { plain } = newestCard(wecom, outsider, desk, { messageId: card });
    expect(plain.join()).toContain('1 条待审核');
  },
);
