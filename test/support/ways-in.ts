import nock from 'nock';
import { NOTICES } from '../../src/chat/notices.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import { carriedBy, newestCard } from './chat-cards.ts';
import { clickRaw } from './envelopes.ts';
import { operate } from './operator.ts';
import { TEST_KEY } from './seals.ts';
import type { Service } from './service.ts';
import { type OpenSociety, patentNo, pressOwn, rate } from './society.ts';

/** A running service with an enterprise in which every card that takes text is open somewhere. */
export interface Stage {
  readonly service: Service;
  readonly society: OpenSociety;
  /** Somebody who was invited, and somebody who has applied. */
  readonly invited: string;
  readonly applied: string;
}

/** One way by which what somebody types may come in, and what he is told; null when nobody is told anything. */
export interface WayIn {
  readonly name: string;
  readonly told: Refusal | null;
  readonly type: (stage: Stage, typed: string) => Promise<unknown>;
}

/** Opens every card that takes text. */
export async function openStage(service: Service, society: OpenSociety): Promise<Stage> {
  const { feishu } = service;
  const { group, card, experts } = society;
  const [admin] = society.admins;
  const [invited, applied] = [feishu.addPerson('新人甲'), feishu.addPerson('新人乙')];
  for (const each of [invited, applied]) feishu.joinGroup(group, each);
  const mentions = [invited, applied];
  await feishu.say({ by: admin, chatId: group, text: '添加专家', mentionBot: true, mentions });
  await service.drain();
  const profile = { name: '新人乙', position: '工程师', unit: '研发部', field: '电池' };
  await pressOwn(service, applied, 'apply', profile);
  await rate(service, card, experts[0], 4, '工艺成熟');
  await service.feishu.press({ by: admin, messageId: card, button: 'evaluate' });
  await service.drain();
  for (const text of ['我的资料', '添加专家', '专家名单']) {
    await feishu.say({ by: admin, chatId: feishu.privateChat(admin), text });
    await service.drain();
  }
  return { service, society, invited, applied };
}

type Who = (stage: Stage) => string;
const adminOf: Who = ({ society }) => society.admins[0];
const expertOf: Who = ({ society }) => society.experts[0];
const privately =
  (who: Who): Who =>
  (stage) =>
    stage.service.feishu.privateChat(who(stage));

/** A press on the newest card with a button, with a form no client of Feishu need have allowed. */
function press(who: Who, where: Who, button: string, formOf: (typed: string) => Record<string, string>) {
  return (stage: Stage, typed: string): Promise<string> => {
    const chatId = where(stage);
    const card = newestCard(stage.service.feishu, chatId, button);
    const { messageId } = card;
    const value = carriedBy(card, button);
    return clickRaw(stage.service, { by: who(stage), chatId, messageId, value, form: formOf(typed) });
  };
}

/** Fields of a private card, each of which is a way in. */
function fields(
  who: Who,
  button: string,
  full: Readonly<Record<string, string>>,
  names = Object.keys(full),
): WayIn[] {
  return names.map((name) => ({
    name: `the field «${name}» beside «${button}»`,
    told: 'national_id',
    type: press(who, privately(who), button, (typed) => ({ ...full, [name]: typed })),
  }));
}

function say(who: Who, where: Who, sentence: (typed: string) => string, addressed = true) {
  return async (stage: Stage, typed: string): Promise<void> => {
    const { feishu } = stage.service;
    const mentionBot = addressed && where(stage).startsWith('oc_');
    await feishu.say({ by: who(stage), chatId: where(stage), text: sentence(typed), mentionBot });
    await stage.service.drain();
  };
}

const group: Who = ({ society }) => society.group;
const PROFILE = { name: '新人甲', position: '工程师', unit: '研发部', field: '电池' };
const ADMIN = { name: '管理员', department: '研发部', position: '部长', mobile: '', mail: '' };

const PRESSES: readonly WayIn[] = [
  {
    name: 'an opinion beside the stars',
    told: 'national_id',
    type: press(expertOf, group, 'stars_4', (opinion) => ({ opinion })),
  },
  ...fields(adminOf, 'returned_0', { reason: '' }),
  ...fields(adminOf, 'draft', { stars: '4', opinion: '' }),
  ...fields(({ invited }) => invited, 'apply', PROFILE),
  ...fields(adminOf, 'return', { opinion: '' }),
  ...fields(adminOf, 'save', ADMIN),
  ...fields(adminOf, 'list_them', { list: '' }),
  {
    name: 'a mail address in a list',
    told: 'national_id',
    type: press(adminOf, privately(adminOf), 'list_them', (typed) => ({ list: `${typed}@example.com` })),
  },
  {
    name: 'a person picked that is none',
    told: 'national_id',
    type: press(adminOf, privately(adminOf), 'list_them', (people) => ({ people, list: '13800001234' })),
  },
  ...['card', 'act', 'to', 'member'].map((key) => ({
    name: `what a button carries as «${key}»`,
    told: null,
    type: async (stage: Stage, typed: string) => {
      const chatId = privately(adminOf)(stage);
      const card = newestCard(stage.service.feishu, chatId, 'view_1');
      const turned = { ...carriedBy(card, 'view_1'), [key]: key === 'to' ? `expert:${typed}` : typed };
      const kept = { ...carriedBy(card, 'view_1'), act: 'keep-expert', verb: 'remove', member: typed };
      const value = key === 'member' ? kept : turned;
      await clickRaw(stage.service, { by: adminOf(stage), chatId, messageId: card.messageId, value });
    },
  })),
];

const WORDS: readonly WayIn[] = [
  { name: 'a rating in words', told: 'national_id', type: inReply((typed) => `4星 ${typed}`, true) },
  { name: 'a talk under a card', told: null, type: inReply((typed) => `他的号码是${typed}`, false) },
  { name: 'chatter in the group', told: null, type: say(expertOf, group, (typed) => typed, false) },
  { name: 'something to the bot', told: 'reply_without_card', type: say(expertOf, group, (typed) => typed) },
  {
    name: 'something in private',
    told: 'reply_without_card',
    type: say(expertOf, privately(expertOf), (typed) => typed),
  },
  { name: 'a code', told: 'code_wrong', type: say(expertOf, group, (typed) => `绑定 ${typed}`) },
  { name: 'an enterprise by name', told: null, type: say(adminOf, group, (typed) => `绑定专家群 ${typed}`) },
  {
    name: 'a list in words',
    told: 'national_id',
    type: say(adminOf, privately(adminOf), (typed) => `添加专家 ${typed}`),
  },
];

function inReply(sentence: (typed: string) => string, mentionBot: boolean) {
  return async (stage: Stage, typed: string): Promise<void> => {
    const { card, group: chatId } = stage.society;
    const by = stage.society.experts[1] ?? '';
    await stage.service.feishu.say({ by, chatId, text: sentence(typed), replyTo: card, mentionBot });
    await stage.service.drain();
  };
}

const NAMES: readonly WayIn[] = [
  ...['添加专家', '添加管理员'].map((order) => ({
    name: `a name that is mentioned in «${order}»`,
    told: null,
    type: async ({ service, society }: Stage, typed: string) => {
      const { feishu } = service;
      const somebody = feishu.addPerson(`同事${typed}`);
      feishu.joinGroup(society.group, somebody);
      const [by] = society.admins;
      const said = { by, chatId: society.group, text: order, mentionBot: true, mentions: [somebody] };
      await feishu.say(said);
      await service.drain();
    },
  })),
  {
    name: 'the name of a group',
    told: null,
    type: async ({ service, society }, typed) => {
      const chatId = service.feishu.addGroup(`群${typed}`, [society.admins[0]]);
      await service.drain();
      const lost = { by: society.admins[0], chatId, text: '绑定管理群', mentionBot: true };
      await service.feishu.say(lost);
      await service.drain();
    },
  },
];

const OUTSIDE: readonly WayIn[] = [
  {
    name: 'words of the platform: why it pushes',
    told: null,
    type: async ({ service, society }, typed) => {
      const { books } = service.platform;
      books.addPatent(patentNo(7, { title: `一种${typed}的方法`, abstract: typed }));
      const { applicationNumber } = patentNo(7);
      const push = { enterprise: society.platformId, applicationNumber, reason: typed };
      books.addPush({ ...push, pushedAt: service.clock.now() });
      await service.app.pull();
    },
  },
  {
    name: 'words of the platform: why it refuses',
    told: null,
    type: async (stage, typed) => {
      const { service, society } = stage;
      await pressOwn(service, society.admins[0], 'draft', { stars: '4', opinion: '建议洽谈。' });
      nock(service.platform.url, { allowUnmocked: true })
        .post('/v1/evaluations')
        .reply(422, { code: 'refused', message: `编号${typed}有误` }, { 'content-type': 'application/json' });
      await pressOwn(service, society.admins[0], 'submit');
    },
  },
  {
    name: 'a command line',
    told: null,
    type: async ({ service }, typed) => {
      const desk = { settings: { DATABASE_URL: service.databaseUrl, SECRET_KEY: TEST_KEY } };
      const words = ['enterprise', 'add', `企业${typed}`, '--platform-id', typed];
      await operate(desk, ...words).catch(() => undefined);
    },
  },
  {
    name: 'an address and a body nobody asked for',
    told: null,
    type: async ({ service }, typed) => {
      const url = `${service.app.url}/chat/feishu/default/${encodeURIComponent(typed)}`;
      for (const at of [url, `${service.app.url}/chat/feishu/default?q=${encodeURIComponent(typed)}`])
        await fetch(at, { method: 'POST', body: typed });
    },
  },
];

/** Every way by which something typed can come in; those that end what the others need come last. */
export const WAYS_IN: readonly WayIn[] = [...PRESSES, ...WORDS, ...NAMES, ...OUTSIDE];

/** What somebody is told about a refusal. */
export function toldOf({ told }: WayIn): string | null {
  return told === null ? null : NOTICES[told];
}
