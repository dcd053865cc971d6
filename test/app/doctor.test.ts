import { describe, expect, it } from 'vitest';
import { allCardsIn } from '../support/chat-cards.ts';
import { operate, type Printed } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { FEISHU_APP, freshFile, type Service, startService } from '../support/service.ts';
import { foundSociety } from '../support/society.ts';
import {
  BOT_CONNECTION,
  foundWecomSociety,
  startWecomService,
  wecomSettings,
} from '../support/wecom-service.ts';

interface Diagnosis {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly about: string;
    readonly what: string;
    readonly ok: boolean;
    readonly say: string;
  }[];
}

interface Visit {
  readonly settings?: Readonly<Record<string, string>>;
  /** What happens while the command waits. */
  readonly meanwhile?: () => Promise<unknown>;
}

const settingsOf = ({ app, databaseUrl, feishu }: Service) => ({
  PORT: new URL(app.url).port,
  DATABASE_URL: databaseUrl,
  SECRET_KEY: TEST_KEY,
  FEISHU_APP_ID: FEISHU_APP.appId,
  FEISHU_APP_SECRET: FEISHU_APP.appSecret,
  FEISHU_DOMAIN: feishu.url,
});

/** Runs the doctor beside a running service; what it says to people and to programs must be the same. */
async function examine(service: Service, { settings, meanwhile }: Visit, ...words: string[]) {
  const told: string[] = [];
  const printed: Printed[] = [];
  const desk = {
    settings: settings ?? settingsOf(service),
    now: service.clock.now,
    told: (line: string) => void told.push(line),
    printed: (each: Printed) => void printed.push(each),
    sleep: async (ms: number) => {
      service.clock.advance(ms);
      await meanwhile?.();
    },
  };
  const failure = await operate(desk, 'doctor', ...words).then(
    () => null,
    (error: unknown) => error,
  );
  const diagnosis = printed[0]?.result as Diagnosis | undefined;
  if (!diagnosis) throw failure;
  expect(told.filter((line) => /^[✓✗]/.test(line))).toHaveLength(diagnosis.findings.length);
  if (diagnosis.ok) expect(failure).toBeNull();
  else expect(failure).toMatchObject({ code: 'doctor_found' });
  return { ...diagnosis, told, wrong: diagnosis.findings.filter(({ ok }) => !ok) };
}

async function healthy() {
  const service = await startService();
  return { service, society: await foundSociety(service) };
}

describe('doctor', () => {
  it('finds nothing wrong with a healthy service, and disturbs nothing', async () => {
    const { service } = await healthy();
    const { ok, findings, told } = await examine(service, {});
    expect([ok, findings.filter((each) => !each.ok)]).toEqual([true, []]);
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        '设置',
        'SECRET_KEY',
        '数据库',
        'BASE_URL',
        '服务',
        '应用凭证',
        '权限',
        '长连接',
      ]),
    );
    expect(service.feishu.connections()).toBe(1);
    for (const secret of [FEISHU_APP.appSecret, TEST_KEY]) expect(told.join('\n')).not.toContain(secret);
  });

  it('says where to find the secret when it is wrong', async () => {
    const { service } = await healthy();
    const settings = { ...settingsOf(service), FEISHU_APP_SECRET: 'another-secret' };
    const { wrong } = await examine(service, { settings });
    expect(wrong).toEqual([expect.objectContaining({ about: 'default', what: '应用凭证' })]);
    expect(wrong[0]?.say).toContain('凭证与基础信息');
    expect(wrong[0]?.say).not.toContain('another-secret');
  });

  it('says how a group is bound when none is', async () => {
    const service = await startService();
    service.feishu.addGroup('研发评审群', [service.feishu.addPerson('专家一')]);
    await service.feishu.settled();
    const { wrong } = await examine(service, {});
    expect(wrong.map(({ what, say }) => [what, say.includes('code issue')])).toEqual([['绑定的群', true]]);
  });

  it('names wrong settings, a database that cannot be opened, and a service that does not run', async () => {
    const { service } = await healthy();
    const good = settingsOf(service);
    const { SECRET_KEY: _, ...keyless } = good;
    const noKey = await examine(service, { settings: keyless });
    expect(noKey.wrong[0]).toMatchObject({ what: '设置', say: expect.stringContaining('SECRET_KEY') });
    const nowhere = { ...good, DATABASE_URL: 'sqlite:/dev/null/no-such-folder/panhuo.db' };
    expect((await examine(service, { settings: nowhere })).wrong.map(({ what }) => what)).toEqual(['数据库']);
    const silent = { ...good, PORT: '1', BASE_URL: 'http://127.0.0.1:1' };
    expect((await examine(service, { settings: silent })).wrong.map(({ what }) => what)).toEqual([
      'BASE_URL',
      '服务',
    ]);
    const sandbox = { DATABASE_URL: await freshFile(), PORT: good.PORT };
    expect((await examine(service, { settings: sandbox })).wrong.map(({ what }) => what)).toEqual([
      '设置',
      'SECRET_KEY',
    ]);
  });

  it('names groups that are lost or where outsiders read', async () => {
    const { service, society } = await healthy();
    const change = (over: object) =>
      service.app.inTransaction(async (tx) => {
        const chat = await tx.chats.findByAddress('default', society.group);
        if (chat) await tx.chats.replace({ ...chat, lost: false, external: false, ...over });
      });
    await change({ lost: true });
    expect((await examine(service, {})).wrong.map(({ say }) => say)).toEqual([
      expect.stringContaining('重新加入'),
    ]);
    await change({ external: true });
    expect((await examine(service, {})).wrong.map(({ say }) => say)).toEqual([
      expect.stringContaining('外部人员'),
    ]);
  });

  it('sends a check card through the running service and sees it pressed', async () => {
    const { service, society } = await healthy();
    const { group, outsider } = society;
    const meanwhile = async () => {
      await service.drain();
      const card = allCardsIn(service.feishu, group).find(({ buttons }) => buttons.includes('confirm_check'));
      if (!card) return;
      await service.feishu.press({ by: outsider, messageId: card.messageId, button: 'confirm_check' });
    };
    const { wrong, findings, told } = await examine(service, { meanwhile }, '--chat', group);
    expect(wrong).toEqual([]);
    expect(findings.slice(-2).map(({ what }) => what)).toEqual(['检查卡片', '点击']);
    expect(told.filter((line) => line.startsWith('…'))).toHaveLength(2);
  });

  it('says what to look at when nobody presses, and takes the same card the next time', async () => {
    const { service, society } = await healthy();
    const visit = { meanwhile: () => service.drain() };
    const first = await examine(service, visit, '--chat', society.group, '--wait', '5');
    expect(first.wrong.map(({ what }) => what)).toEqual(['点击']);
    expect(first.wrong[0]?.say).toContain('card.action.trigger');
    const before = service.feishu.messages(society.group).length;
    await examine(service, visit, '--chat', society.group, '--wait', '5');
    expect(service.feishu.messages(society.group)).toHaveLength(before);
  });

  it('refuses a connection it does not know, and says so of a chat', async () => {
    const { service } = await healthy();
    await expect(examine(service, {}, '--connection', 'north')).rejects.toMatchObject({
      code: 'connection_unknown',
    });
    const { wrong } = await examine(service, {}, '--chat', 'oc_nowhere');
    expect(wrong.map(({ say }) => say)).toEqual([expect.stringContaining('不认识会话')]);
  });
});

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
});
