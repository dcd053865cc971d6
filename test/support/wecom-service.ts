import { v7 as newId } from 'uuid';
import { onTestFinished, vi } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { addAccount } from '../../src/actions/change-account.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { realTimers } from '../../src/sandbox/real-timers.ts';
import type { CallOutcome } from '../../src/sandbox/wecom/bot-calls.ts';
import type { Saying } from '../../src/sandbox/wecom/say.ts';
import { startWecomStandIn, type WecomStandIn } from '../../src/sandbox/wecom/stand-in.ts';
import { clockAt, type Service, type ServiceOptions, startService } from './service.ts';
import type { Society } from './society.ts';
import { rowsOf } from './stored.ts';
import { newestCard } from './wecom-cards.ts';

/** The connection by which the service of these tests speaks with WeCom's bot. */
export const BOT_CONNECTION = 'wecom-bot';
/** And the one with the app. */
const APP_CONNECTION = 'wecom-app';

const CORP = 'ww0f1e2d3c4b5a6978';
const BOT = { botId: 'aib0f1e2d3c', secret: 'secret-of-the-bot-tests', name: '盘活助手' };
const APP = { agentId: 1_000_002, secret: 'secret-of-the-wecom-app-tests', name: '专利盘活' };
const CALLBACK = { token: 'TokenOfTheTests', encodingAesKey: 'KeyOfTheTestsKeyOfTheTestsKeyOfTheTestsKey0' };

const MONDAY = new Date('2026-11-23T02:00:00.000Z');

/** A service that speaks with WeCom beside Feishu. */
export interface WecomService extends Service {
  readonly wecom: WecomStandIn;
  /** Says something as a person, and resolves when the service has dealt with it. */
  say(saying: Saying): Promise<void>;
  /** Presses a button by its words on a person's own copy of a card, and lets everything follow. */
  press(pressed: Pressing): Promise<CallOutcome>;
}

/** Who presses what; `card` is the newest of the chat when it is not named. */
export interface Pressing {
  readonly by: string;
  readonly chatId: string;
  readonly button: string;
  readonly card?: string;
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/** How such a service is set up; the app is left out unless it is asked for. */
export interface WecomServiceOptions extends ServiceOptions {
  readonly app?: boolean;
  /** Done when the stand-in is there and the service is not. */
  readonly before?: (wecom: WecomStandIn) => Promise<void>;
}

/** The settings by which a service reaches the bot of a stand-in, and its app. */
export function wecomSettings(wecom: WecomStandIn, { app = false } = {}): Record<string, string> {
  return {
    WECOM_BOT_ID: BOT.botId,
    WECOM_BOT_SECRET: BOT.secret,
    WECOM_BOT_NAME: BOT.name,
    WECOM_BOT_URL: wecom.socketUrl,
    ...(app
      ? {
          WECOM_CORP_ID: CORP,
          WECOM_AGENT_ID: String(APP.agentId),
          WECOM_APP_SECRET: APP.secret,
          WECOM_TOKEN: CALLBACK.token,
          WECOM_ENCODING_AES_KEY: CALLBACK.encodingAesKey,
          WECOM_API_URL: wecom.url,
        }
      : {}),
  };
}

/** Starts a stand-in of WeCom with a bot and an app for the running test. */
export async function startWecom(options: { readonly now: () => Date }): Promise<WecomStandIn> {
  const wecom = await startWecomStandIn({
    corpId: CORP,
    app: APP,
    bot: BOT,
    timer: realTimers.after,
    newId,
    ...options,
  });
  onTestFinished(() => wecom.close());
  return wecom;
}

/** Starts the service with stand-ins of Feishu and WeCom, and waits until both can be reached. */
export async function startWecomService(options: WecomServiceOptions = {}): Promise<WecomService> {
  const { app = false, before, ...rest } = options;
  const clock = options.clock ?? clockAt(MONDAY);
  const wecom = await startWecom({ now: clock.now });
  await before?.(wecom);
  const settings = { ...wecomSettings(wecom, { app }), ...options.settings };
  const service = await startService({ ...rest, clock, settings });
  if (app) await wecom.saveCallback({ url: `${service.app.url}/chat/wecom/${APP_CONNECTION}`, ...CALLBACK });
  const say = async (saying: Saying): Promise<void> => {
    const before = (await rowsOf(service.databaseUrl, 'deliveries')).length;
    await wecom.say(saying);
    await vi.waitUntil(async () => (await rowsOf(service.databaseUrl, 'deliveries')).length > before, {
      timeout: 10_000,
      interval: 5,
    });
    await service.drain();
  };
  const press = async ({ by, chatId, button, card, choices = {} }: Pressing): Promise<CallOutcome> => {
    const on = newestCard(wecom, by, chatId, { button, ...(card === undefined ? {} : { messageId: card }) });
    const key = on.buttons.find(({ text }) => text === button)?.key ?? '';
    const outcome = await wecom.press({ by, messageId: on.messageId, key, choices });
    await service.drain();
    return outcome;
  };
  return { ...service, wecom, say, press };
}

/** Where the people of an enterprise in WeCom sit. */
export interface WecomSocietyOptions {
  readonly experts?: number;
  readonly admins?: number;
  /** Where the admins get their cards; `feishu` puts them outside WeCom. */
  readonly adminsOn?: 'bot' | 'app' | 'feishu';
  /** False leaves group and people as those who have never written to the bot. */
  readonly greeted?: boolean;
  readonly dailyPushLimit?: number;
}

const NUMERALS = '一二三四五六七八九';

/** Founds an enterprise in WeCom: a group with the bot, experts in it, and admins where they are wanted. */
export async function foundWecomSociety(
  service: WecomService,
  options: WecomSocietyOptions = {},
): Promise<Society> {
  const { wecom, feishu, app } = service;
  const { adminsOn = 'bot', greeted = true, dailyPushLimit = 5 } = options;
  const named = (role: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${role}${NUMERALS[index] ?? index + 1}`);
  const experts = named('专家', options.experts ?? 2).map((name) => ({
    name,
    userId: wecom.addPerson(name),
  }));
  const admins = named('管理员', options.admins ?? 1).map((name) => ({
    name,
    userId: adminsOn === 'feishu' ? feishu.addPerson(name) : wecom.addPerson(name),
  }));
  const outsider = wecom.addPerson('旁观者');
  const inWecom = [...experts, ...(adminsOn === 'feishu' ? [] : admins)].map(({ userId }) => userId);
  const group = wecom.addGroup('研发评审群', [...inWecom, outsider]);
  const enterpriseId = await app.inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, {
      name: '企微企业（虚构）',
      platformId: 'wecom-1',
      dailyPushLimit,
    });
    const connection = adminsOn === 'feishu' ? 'default' : BOT_CONNECTION;
    for (const { name, userId } of experts)
      await addMember(tx, { enterpriseId: id, name, role: 'expert', connection: BOT_CONNECTION, userId });
    for (const { name, userId } of admins) {
      const member = await addMember(tx, { enterpriseId: id, name, role: 'admin', connection, userId });
      if (adminsOn !== 'app') continue;
      const person = await tx.persons.ensure({ id: newId(), connection: APP_CONNECTION, userId }, tx.at);
      await addAccount(tx, { memberId: member.id, person, actor: 'operator' });
    }
    return id;
  });
  if (greeted) await greet(service, group, inWecom);
  await app.inTransaction((tx) => bindChat(tx, { enterpriseId, connection: BOT_CONNECTION, chatId: group }));
  await service.drain();
  const [first = '', ...others] = admins.map(({ userId }) => userId);
  const [expert = '', ...colleagues] = experts.map(({ userId }) => userId);
  return {
    enterpriseId,
    platformId: 'wecom-1',
    group,
    admins: [first, ...others],
    experts: [expert, ...colleagues],
    outsider,
  };
}

/** Lets somebody write to the bot in the group, and everybody in private; without that it may write nowhere. */
async function greet(service: WecomService, group: string, people: readonly string[]): Promise<void> {
  const [first = ''] = people;
  await service.say({ by: first, chatId: group, text: '帮助', mentionBot: true });
  for (const by of people)
    await service.say({ by, chatId: service.wecom.privateChat(by, 'bot'), text: '帮助' });
}
