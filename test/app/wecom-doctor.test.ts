import { describe, expect, it } from 'vitest';
import { examine, settingsOf } from '../support/doctor-visit.ts';
import { operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { clockAt, freshFile, startService } from '../support/service.ts';
import { allCardsSeen, wordsIn } from '../support/wecom-cards.ts';
import {
  BOT_CONNECTION,
  foundWecomSociety,
  startWecom,
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

  it('writes through a webhook that was added and bound as the guide says, and waits for no click', async () => {
    const clock = clockAt(new Date('2026-11-23T02:00:00.000Z'));
    const wecom = await startWecom({ now: clock.now });
    const group = wecom.addGroup('研发评审群', [wecom.addPerson('专家一')]);
    const databaseUrl = await freshFile();
    const before = {
      settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY, ...wecomSettings(wecom) },
      piped: `WECOM_WEBHOOK_KEY=${wecom.addWebhook(group)}`,
    };
    const firm = '演示企业（虚构）';
    const where = ['--connection', 'notices'];
    const how = ['--channel', 'wecom-webhook', '--api-url', wecom.url];
    await operate(before, 'connection', 'add', 'notices', ...how);
    await operate(before, 'enterprise', 'add', firm, '--platform-id', 'demo-1');
    await operate(before, 'chat', 'bind', firm, 'group', ...where);
    const service = await startService({ databaseUrl, clock, settings: wecomSettings(wecom) });
    const visit = { meanwhile: () => service.drain() };
    const { wrong, findings } = await examine(service, visit, '--chat', 'group', ...where);
    expect(wrong).toEqual([]);
    expect(findings.at(-1)).toMatchObject({ what: '检查卡片', say: expect.stringContaining('收不到点击') });
    expect(wordsIn(wecom, group).join('\n')).toContain(`盘活助手连接检查：${firm}`);
  });
});
