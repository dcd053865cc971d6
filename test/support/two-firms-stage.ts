import { pushPatents } from '../../src/actions/push-patents.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { newestCard } from './chat-cards.ts';
import { samplePatent } from './platform-samples.ts';
import { type Service, startService } from './service.ts';
import {
  type Firm,
  foundFirm,
  KEYS,
  openAdminsGroup,
  type Room,
  type Somebody,
} from './two-firms-founding.ts';
import { mark, SIGNS, type Sign } from './two-firms-marks.ts';
import { type Dump, readTables } from './world.ts';

/** Two enterprises on one app of one service, with people who belong to both and people who only sit in both groups. */
export interface Stage {
  readonly service: Service;
  readonly firms: Readonly<Record<Sign, Firm>>;
  readonly people: readonly Somebody[];
  readonly rooms: readonly Room[];
  /** How often each verb was pressed, on this walk and those before it; what was pressed least is pressed rather. */
  readonly pressed: Map<string, number>;
  /** A look at the database of the service, through a connection of its own. */
  readonly look: () => Promise<Dump>;
  readonly close: () => Promise<void>;
}

/** Opens the stage: founded, bound, and with its first patents in the groups. */
export async function openTwoFirms(pressed = new Map<string, number>()): Promise<Stage> {
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
    pressed,
    look: () => readTables(db, MACHINERY),
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
