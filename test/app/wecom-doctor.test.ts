import { describe, expect, it } from 'vitest';
import { examine, settingsOf } from '../support/doctor-visit.ts';
import { allCardsSeen } from '../support/wecom-cards.ts';
import {
  BOT_CONNECTION,
  foundWecomSociety,
  startWecomService,
  wecomSettings,
} from '../support/wecom-service.ts';

describe('doctor in WeCom', () => {
  it('leaves the bot with the running service, and names a group where nobody has written to it', async () => {
    const service = await startWecomService();
    const { group } = await foundWecomSociety(service);
    const settings = { ...settingsOf(service), ...wecomSettings(service.wecom) };
    const visit = { settings };
    const well = await examine(service, visit, '--connection', BOT_CONNECTION);
    expect(well.wrong).toEqual([]);
    expect(well.findings.some(({ say }) => say.includes('没有打扰它'))).toBe(true);
    expect((await fetch(`${service.app.url}/readyz`)).status).toBe(200);
    await service.app.inTransaction(async (tx) => {
      const chat = await tx.chats.findByAddress(BOT_CONNECTION, group);
      if (chat) await tx.chats.replace({ ...chat, silent: true });
    });
    const { wrong } = await examine(service, visit, '--connection', BOT_CONNECTION);
    expect(wrong.map(({ say }) => say)).toEqual([expect.stringContaining('@盘活助手 帮助')]);
  });

  it('sends a check card into a group and sees it pressed', async () => {
    const service = await startWecomService();
    const { group, outsider } = await foundWecomSociety(service);
    const settings = { ...settingsOf(service), ...wecomSettings(service.wecom) };
    const button = '我看到了';
    const meanwhile = async () => {
      await service.drain();
      const cards = allCardsSeen(service.wecom, outsider, group);
      if (!cards.some(({ buttons }) => buttons.some(({ text }) => text === button))) return;
      await service.press({ by: outsider, chatId: group, button });
    };
    const { wrong, findings } = await examine(service, { settings, meanwhile }, '--chat', group);
    expect(wrong).toEqual([]);
    expect(findings.slice(-2)).toMatchObject([
      { about: BOT_CONNECTION, what: '检查卡片' },
      { about: BOT_CONNECTION, what: '点击' },
    ]);
  });
});
