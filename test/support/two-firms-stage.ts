import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { type Db, openDatabase } from '../../src/stores/database.ts';
import { newestCard } from './chat-cards.ts';
import { samplePatent } from './platform-samples.ts';
import { type Service, startService } from './service.ts';
import { mark, SIGNS, type Sign } from './two-firms-marks.ts';
import type { Dump } from './world.ts';

/** Somebody of the stage: his key in marks, his account and his mobile number. */
export interface Somebody {
  readonly key: string;
  readonly openId: string;
  readonly mobile: string;
}

/** One of the two enterprises. */
export interface Firm {
  readonly sign: Sign;
  readonly id: string;
  readonly platformId: string;
}

/** A chat of the stage: a group of an enterprise, or somebody's private chat. */
export interface Room {
  readonly chatId: string;
  readonly members: readonly Somebody[];
  /** The enterprise of a group and what it is for; null for a private chat. */
  readonly group: { readonly sign: Sign; readonly admins: boolean } | null;
}

/** Two enterprises on one app of one service, with people who belong to both and people who only sit in both groups. */
export interface Stage {
  readonly service: Service;
  readonly firms: Readonly<Record<Sign, Firm>>;
  readonly people: readonly Somebody[];
  readonly rooms: readonly Room[];
  /** A look at the database of the service, through a connection of its own. */
  readonly look: () => Promise<Dump>;
  readonly close: () => Promise<void>;
}

/** Who is what; `shared` serves both, `guest` is recommended to one, and `nobody` sits in both groups. */
const ROLES: readonly (readonly [key: string, sign: Sign, ...roles: ('admin' | 'expert')[]])[] = [
  ['aadmin', '甲', 'admin'],
  ['asecond', '甲', 'admin', 'expert'],
  ['aone', '甲', 'expert'],
  ['shared', '甲', 'expert'],
  ['badmin', '乙', 'admin'],
  ['bone', '乙', 'expert'],
  ['btwo', '乙', 'expert'],
  ['shared', '乙', 'expert'],
];
const KEYS = [...new Set(ROLES.map(([key]) => key)), 'guest', 'nobody'];
/** Those who sit in a group; some of them are the other enterprise's, or nobody's. */
const SEATED: Readonly<Record<Sign, readonly string[]>> = {
  甲: ['aadmin', 'asecond', 'aone', 'shared', 'bone', 'guest', 'nobody'],
  乙: ['badmin', 'bone', 'btwo', 'shared', 'aone', 'guest', 'nobody'],
};
const ADMINS_GROUP = ['aadmin', 'asecond'];

/** Opens the stage: founded, bound, and with its first patents in the groups. */
export async function openTwoFirms(): Promise<Stage> {
  const service = await startService({ hurry: false });
  const people = KEYS.map((key, index): Somebody => {
    const mobile = `1380000${String(1000 + index)}`;
    return { key, mobile, openId: service.feishu.addPerson(`同事${index}`, { mobile }) };
  });
  const firms = { 甲: await foundFirm(service, '甲', people), 乙: await foundFirm(service, '乙', people) };
  const groups = [firms.甲.room, firms.乙.room, await openAdminsGroup(service, firms.甲.firm, people)];
  const own = people.map((one): Room => {
    return { chatId: service.feishu.privateChat(one.openId), members: [one], group: null };
  });
  const { db, close } = openDatabase(service.databaseUrl);
  const stage: Stage = {
    service,
    firms: { 甲: firms.甲.firm, 乙: firms.乙.firm },
    people,
    rooms: [...groups, ...own],
    look: () => lookAt(db),
    close: async () => {
      await close();
      await service.stop();
    },
  };
  await service.drain();
  for (const [index, signs] of [SIGNS, ['甲'], ['乙']].entries())
    await register(stage, index, signs as Sign[]);
  await pushAll(stage);
  await fillChats(stage);
  return stage;
}

/** Brings a card of every kind on the screens, so that walks have something to press from their first step on. */
async function fillChats({ service, people, rooms }: Stage): Promise<void> {
  const { feishu } = service;
  const idOf = (key: string) => people.find((one) => one.key === key)?.openId ?? '';
  for (const [sign, admin, expert] of [
    ['甲', 'aadmin', 'aone'],
    ['乙', 'badmin', 'bone'],
  ] as const) {
    const chatId = rooms.find(({ group }) => group?.sign === sign && !group.admins)?.chatId ?? '';
    const by = idOf(admin);
    const card = newestCard(feishu, chatId, 'stars_4').messageId;
    const form = { opinion: mark(sign, 'opinion', expert) };
    await feishu.press({ by: idOf(expert), messageId: card, button: 'stars_4', form });
    await feishu.press({ by, messageId: card, button: 'evaluate' });
    const mentions = [idOf(sign === '甲' ? 'guest' : expert)];
    await feishu.say({ by, chatId, text: '添加专家', mentionBot: true, mentions });
    await feishu.say({ by, chatId, text: '添加专家', mentionBot: true });
    for (const text of ['帮助', '专家名单', '我的资料', '添加专家'])
      await feishu.say({ by, chatId: feishu.privateChat(by), text });
  }
  await service.drain();
}

async function foundFirm(service: Service, sign: Sign, people: readonly Somebody[]) {
  const seated = people.filter(({ key }) => SEATED[sign].includes(key));
  const chatId = service.feishu.addGroup(
    mark(sign, 'group'),
    seated.map(({ openId }) => openId),
  );
  await service.feishu.settled();
  const platformId = `platform-${sign === '甲' ? 'a' : 'b'}`;
  const id = await service.app.inTransaction(async (tx) => {
    const enterprise = await createEnterprise(tx, {
      name: mark(sign, 'firm'),
      platformId,
      dailyPushLimit: 50,
    });
    const connection = 'default';
    for (const [key, of, ...roles] of ROLES.filter(([, of]) => of === sign)) {
      const userId = people.find((one) => one.key === key)?.openId ?? '';
      for (const role of roles)
        await addMember(tx, {
          enterpriseId: enterprise.id,
          name: mark(of, 'name', key),
          role,
          connection,
          userId,
        });
    }
    await bindChat(tx, { enterpriseId: enterprise.id, connection, chatId });
    return enterprise.id;
  });
  return {
    firm: { sign, id, platformId },
    room: { chatId, members: seated, group: { sign, admins: false } },
  };
}

async function openAdminsGroup(
  service: Service,
  { sign, id }: Firm,
  people: readonly Somebody[],
): Promise<Room> {
  const members = people.filter(({ key }) => ADMINS_GROUP.includes(key));
  const chatId = service.feishu.addGroup(
    mark(sign, 'group'),
    members.map(({ openId }) => openId),
  );
  await service.feishu.settled();
  const binding = { enterpriseId: id, connection: 'default', chatId, purpose: 'admins' } as const;
  await service.app.inTransaction((tx) => bindChat(tx, binding));
  return { chatId, members, group: { sign, admins: true } };
}

/** The platform registers a patent and pushes it to enterprises, to each for a reason of its own. */
export async function register(stage: Stage, index: number, signs: readonly Sign[]): Promise<void> {
  const { books } = stage.service.platform;
  const [only, ...others] = signs;
  const title = only !== undefined && others.length === 0 ? { title: mark(only, 'patent') } : {};
  const patent = samplePatent(index, { inventors: [], ...title });
  books.addPatent(patent);
  for (const sign of signs) {
    const { applicationNumber } = patent;
    const enterprise = stage.firms[sign].platformId;
    const pushedAt = stage.service.clock.now();
    books.addPush({ enterprise, applicationNumber, reason: mark(sign, 'reason'), pushedAt });
  }
  await stage.service.app.pull();
}

/** Pushes what waits into the groups of both enterprises. */
export async function pushAll({ service, firms }: Stage): Promise<void> {
  for (const { id: enterpriseId } of Object.values(firms))
    await service.app.inTransaction((tx) => pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai' }));
  await service.drain();
}

/** Kept for the running of the service alone. */
const MACHINERY = ['lanes', 'limits', 'runs', 'cursors', 'deliveries'];

async function lookAt(db: Db): Promise<Dump> {
  const tables = await db('sqlite_master')
    .where({ type: 'table' })
    .whereNotIn('name', MACHINERY)
    .whereNot('name', 'like', 'knex%')
    .whereNot('name', 'like', 'sqlite%')
    .orderBy('name')
    .select<{ name: string }[]>('name');
  const rows: Record<string, Dump[string]> = {};
  for (const { name } of tables) rows[name] = await db.raw(`select * from ${name} order by 1`);
  return rows;
}
