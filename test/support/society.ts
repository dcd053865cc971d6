import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { type Focus, NO_FOCUS } from '../../src/domain/focus.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { newestCard } from './chat-cards.ts';
import { samplePatent } from './platform-samples.ts';
import type { Service } from './service.ts';

/** How an enterprise of a test is set up. */
export interface SocietyOptions {
  readonly name?: string;
  readonly platformId?: string;
  readonly experts?: number;
  readonly admins?: number;
  readonly focus?: Focus;
  readonly dailyPushLimit?: number;
  readonly connection?: string;
}

/** One enterprise with its people and its group; people are open_ids, chats are chat_ids. */
export interface Society {
  readonly enterpriseId: string;
  readonly platformId: string;
  readonly group: string;
  readonly admins: readonly [string, ...string[]];
  readonly experts: readonly [string, ...string[]];
  /** Somebody who sits in the group and is nobody's member. */
  readonly outsider: string;
}

/** Founds an enterprise: people join a group with the bot, the operator creates it, adds its members and binds the group. */
export async function foundSociety(service: Service, options: SocietyOptions = {}): Promise<Society> {
  const { feishu, app } = service;
  const { name = '演示企业（虚构）', platformId = 'demo-1', focus = NO_FOCUS, dailyPushLimit = 5 } = options;
  const { connection = 'default' } = options;
  const experts = people(service, options.experts ?? 2, '专家');
  const admins = people(service, options.admins ?? 1, '管理员');
  const outsider = feishu.addPerson('旁观者');
  const everybody = [...admins, ...experts].map(({ openId }) => openId);
  const group = feishu.addGroup(`${name}研发评审群`, [...everybody, outsider]);
  await feishu.settled();
  const enterpriseId = await app.inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, { name, platformId, focus, dailyPushLimit });
    for (const [role, members] of [['admin', admins] as const, ['expert', experts] as const]) {
      for (const { name: own, openId: userId } of members)
        await addMember(tx, { enterpriseId: id, name: own, role, connection, userId });
    }
    await bindChat(tx, { enterpriseId: id, connection, chatId: group });
    return id;
  });
  await service.drain();
  return { enterpriseId, platformId, group, admins: idsOf(admins), experts: idsOf(experts), outsider };
}

interface Somebody {
  readonly name: string;
  readonly openId: string;
}

const NUMERALS = '一二三四五六七八九';

function people(service: Service, count: number, role: string): Somebody[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${role}${NUMERALS[index] ?? `第${index + 1}位`}`;
    return { name, openId: service.feishu.addPerson(name) };
  });
}

function idsOf(people: readonly Somebody[]): [string, ...string[]] {
  const [first = '', ...rest] = people.map(({ openId }) => openId);
  return [first, ...rest];
}

/** The platform registers a patent and pushes it to the enterprise; the service pulls both. */
export async function register(service: Service, society: Society, patent: PatentRecord): Promise<void> {
  const { books } = service.platform;
  books.addPatent(patent);
  const { applicationNumber } = patent;
  const push = { enterprise: society.platformId, applicationNumber, reason: '按产业分类匹配' };
  books.addPush({ ...push, pushedAt: service.clock.now() });
  await service.app.pull();
}

/** Pushes what waits for the enterprise into its group, and lets so many ms go by for the cards; returns how many. */
export async function push(service: Service, { enterpriseId }: Society, withinMs?: number): Promise<number> {
  const { pushed } = await service.app.inTransaction((tx) =>
    pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai' }),
  );
  await service.drain(withinMs);
  return pushed;
}

/** A made-up patent by its index, with the title its card will have. */
export function patentNo(index: number, change: Partial<PatentRecord> = {}): PatentRecord {
  return samplePatent(index, { inventors: [], ...change });
}

/** Brings a patent to the group and returns the message id of its card. */
export async function bring(service: Service, society: Society, patent = patentNo(1)): Promise<string> {
  await register(service, society, patent);
  await push(service, society);
  return newestCard(service.feishu, society.group).messageId;
}

/** A society in whose group one card is open for ratings. */
export interface OpenSociety extends Society {
  /** The message id of the card in the group. */
  readonly card: string;
}

/** Founds an enterprise and brings it its first patent. */
export async function openSociety(
  service: Service,
  options: SocietyOptions & { readonly patent?: PatentRecord } = {},
): Promise<OpenSociety> {
  const society = await foundSociety(service, options);
  return { ...society, card: await bring(service, society, options.patent) };
}

/** Rates a card in the group as one of the experts, and lets everything follow. */
export async function rate(
  service: Service,
  messageId: string,
  by: string,
  stars: number,
  opinion = '',
): Promise<string> {
  const form = opinion === '' ? {} : { opinion };
  const { toast } = await service.feishu.press({ by, messageId, button: `stars_${stars}`, form });
  await service.drain();
  return toast?.content ?? '';
}

/** Presses a button of the newest card of somebody's private chat, and lets everything follow; returns the toast. */
export async function pressOwn(
  service: Service,
  by: string,
  button: string,
  form: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { messageId } = newestCard(service.feishu, service.feishu.privateChat(by), button);
  const { toast } = await service.feishu.press({ by, messageId, button, form });
  await service.drain();
  return toast?.content ?? '';
}

/** An admin writes the enterprise's evaluation and confirms it, all in his private chat. */
export async function evaluate(
  service: Service,
  card: string,
  admin: string,
  text = { stars: '4', opinion: '与本企业产品方向一致，建议洽谈。' },
): Promise<void> {
  await service.feishu.press({ by: admin, messageId: card, button: 'evaluate' });
  await service.drain();
  await pressOwn(service, admin, 'draft', text);
  await pressOwn(service, admin, 'submit');
}
