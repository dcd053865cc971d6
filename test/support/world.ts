import pino from 'pino';
import { inject } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import type { Faces } from '../../src/actions/card-faces.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { deliveryHandler } from '../../src/actions/handle-delivery.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { Click, Delivery, DeliveryHandler, Notice, Reply } from '../../src/chat/port.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import type { ChatRoom } from '../../src/domain/chat-room.ts';
import type { Enterprise } from '../../src/domain/enterprise.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Member } from '../../src/domain/member.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { loadForms } from '../../src/forms.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { type Database, type Db, openDatabase } from '../../src/stores/database.ts';
import { type InTransaction, type Tx, transactionsOn } from '../../src/stores/transactions.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { AT } from './builders.ts';
import { TEST_SEALS } from './seals.ts';

/** Read once a file of tests: there are many worlds, and nothing changes the tables. */
const TAXONOMIES = loadTaxonomies();

/** A chat product that shows notices beside its cards, as Feishu does; nothing is drawn for it. */
export const TOASTS: Faces = {
  faceOf: () => null,
  view: { timeZone: 'Asia/Shanghai', platformByHand: false, pageLink: () => '' },
};

/** The one connection of every test world. */
export const CONNECTION = 'feishu';

/** The service without its edges: real actions and stores on a database, with a clock and ids that a test foresees. */
export interface World {
  readonly database: Database;
  readonly inTransaction: InTransaction;
  readonly handle: DeliveryHandler;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Lets time pass, in ms; every transaction lets one ms pass by itself. */
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** Opens a world on a new database in memory, or on the given migrated or empty one. */
export async function openWorld(url = 'sqlite::memory:'): Promise<World> {
  let time = AT.getTime();
  let ids = 0;
  const pass = (ms: number) => {
    time += ms;
  };
  const now = () => new Date(time++);
  // As in production, ids grow with time, so that what was made first sorts first.
  const newId = () => `id-${String(++ids).padStart(8, '0')}`;
  const database = openDatabase(url);
  await lay(database, url);
  const files = { forms: loadForms(), taxonomies: TAXONOMIES };
  const inTransaction = transactionsOn(database.db, { now, newId, seals: TEST_SEALS, ...files });
  const handle = deliveryHandler({
    inTransaction,
    log: pino({ level: 'silent' }),
    timeout: () => new Promise(() => {}),
    answerWithinMs: 3000,
    faces: TOASTS,
    promised: () => {},
  });
  return { database, inTransaction, handle, now, newId, pass, close: database.close };
}

async function lay(database: Database, url: string): Promise<void> {
  if (url !== 'sqlite::memory:') return database.migrate();
  const statements = inject('databases').sqlite;
  await database.db.transaction(async (tx) => {
    for (const statement of statements) await tx.raw(statement);
  });
}

/** An enterprise with its group and its people, all known to the world. */
export interface Firm {
  readonly enterprise: Enterprise;
  readonly group: ChatRoom;
  /** Members by the name of their channel identity. */
  readonly people: Readonly<Record<string, Member>>;
}

/** A person who gets a role: the channel's user id and the name that must never leave the enterprise. */
export interface Cast {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly ('admin' | 'expert')[];
}

/** Founds an enterprise with a bound group and its people, through the operator's actions. */
export async function found(world: World, name: string, cast: readonly Cast[]): Promise<Firm> {
  return world.inTransaction(async (tx) => {
    const enterprise = await createEnterprise(tx, {
      name,
      platformId: `platform-${name}`,
      dailyPushLimit: 50,
    });
    const group = await bindChat(tx, {
      enterpriseId: enterprise.id,
      connection: CONNECTION,
      chatId: `oc_${name}`,
    });
    const people: Record<string, Member> = {};
    for (const { userId, name: memberName, roles } of cast) {
      for (const role of roles) people[userId] = await join(tx, enterprise, userId, memberName, role);
    }
    return { enterprise, group, people };
  });
}

function join(tx: Tx, enterprise: Enterprise, userId: string, name: string, role: 'admin' | 'expert') {
  return addMember(tx, { enterpriseId: enterprise.id, name, role, connection: CONNECTION, userId });
}

/** Takes a record in as the platform's push to an enterprise, pushes it into the group and sends the card. */
export async function bring(world: World, firm: Firm, record: PatentRecord): Promise<Match> {
  await world.inTransaction((tx) =>
    takeInPatents(tx, [record], { enterprise: firm.enterprise, reason: '产业匹配' }),
  );
  await world.inTransaction((tx) =>
    pushPatents(tx, { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' }),
  );
  await sendCards(world);
  return matchOf(world, firm, record.applicationNumber);
}

/** The match of an enterprise with a patent. */
export async function matchOf(world: World, firm: Firm, applicationNumber: string): Promise<Match> {
  return world.inTransaction(async (tx) => {
    const patent = await tx.patents.findByNumber(applicationNumber);
    const match = patent && (await tx.matches.find(firm.enterprise.id, patent.id));
    if (!match) throw new Error(`no match with ${applicationNumber}`);
    return match;
  });
}

/** Writes what the relay writes once the channel has taken the waiting cards and texts. */
export async function sendCards(world: World): Promise<void> {
  await world.inTransaction(async (tx) => {
    for (const job of await tx.outbox.list('waiting', 1000)) {
      if (job.topic === 'evaluation') continue;
      if (job.topic === 'card') await noteSent(tx, job.payload['card'] ?? '');
      await tx.outbox.settle(job, 'done', '', tx.at);
    }
  });
}

async function noteSent(tx: Tx, cardId: string): Promise<void> {
  const card = await tx.cards.find(cardId);
  if (!card || card.messageId !== null) return;
  const chat = await tx.chats.get(card.chatId);
  const channelChatId = chat.kind === 'group' ? chat.address : `oc_private_${chat.address}`;
  await tx.cards.replace({
    ...card,
    messageId: `om_${card.id}`,
    channelChatId,
    state: 'sent',
    sentAt: tx.at,
  });
  if (chat.channelChatId !== channelChatId) await tx.chats.replace({ ...chat, channelChatId });
}

/** The living card of a kind about a subject; of a member's private cards when a viewer is named. */
export async function cardOf(
  world: World,
  kind: CardKind,
  subjectId: string,
  viewer: Member | null = null,
): Promise<SentCard> {
  const cards = await world.inTransaction((tx) => tx.cards.ofSubject(subjectId));
  const card = cards.find((each) => each.kind === kind && each.viewerId === (viewer?.id ?? null));
  if (!card) throw new Error(`there is no ${kind} card`);
  return card;
}

/** What a press of a button on a card looks like when it comes from the channel. */
export function clickOn(
  world: World,
  userId: string,
  card: SentCard,
  value: Readonly<Record<string, unknown>>,
  form: Readonly<Record<string, string>> = {},
): Click {
  return {
    kind: 'click',
    connection: CONNECTION,
    deliveryId: world.newId(),
    person: { userId, outsider: false },
    chatId: card.channelChatId ?? '',
    messageId: card.messageId ?? '',
    value: { card: card.id, ...value },
    form,
  };
}

/** What an answer to a card in words looks like when it comes from the channel. */
export function replyTo(world: World, userId: string, card: SentCard, text: string): Reply {
  return {
    kind: 'reply',
    connection: CONNECTION,
    deliveryId: world.newId(),
    person: { userId, outsider: false },
    chatId: card.channelChatId ?? '',
    chatKind: card.viewerId === null ? 'group' : 'private',
    messageId: `om_${world.newId()}`,
    inReplyTo: [card.messageId ?? ''],
    quoted: '',
    text,
    addressed: true,
    mentions: [],
  };
}

/** What a text to the bot looks like when it comes from the channel; in a group unless told otherwise. */
export function sayTo(world: World, userId: string, text: string, over: Partial<Reply> = {}): Reply {
  const id = world.newId();
  return {
    kind: 'reply',
    connection: CONNECTION,
    deliveryId: id,
    person: { userId, outsider: false },
    chatId: 'oc_group',
    chatKind: 'group',
    messageId: `om_${id}`,
    inReplyTo: [],
    quoted: '',
    text,
    addressed: true,
    mentions: [],
    ...over,
  };
}

/** What makes a text a private one: the chat of a person with the bot. */
export function inPrivate(userId: string): Partial<Reply> {
  return { chatId: `oc_private_${userId}`, chatKind: 'private' };
}

/** Settings of views for tests: no pages, an API on the platform's side. */
export const VIEW = TOASTS.view;

/** Hands a delivery in, sends what it promised and returns what the person is told. */
export async function deliver(world: World, delivery: Delivery): Promise<Notice | null> {
  const { notice } = await world.handle(delivery);
  await sendCards(world);
  return notice;
}

/** The rows of every table of the service, by table, in the order of their own first column. */
export type Dump = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What a refused act may leave behind: the memory of the delivery, and that a person was seen. */
const MEMORY = ['deliveries', 'persons'];

/** Reads the whole database of a world in memory, but for what a refusal may leave behind. */
export async function dump(world: World): Promise<Dump> {
  return read(world, MEMORY);
}

/** Reads the whole database of a world in memory. */
export async function everything(world: World): Promise<Dump> {
  return read(world, []);
}

async function read({ database: { db } }: World, without: readonly string[]): Promise<Dump> {
  return readTables(db, without);
}

/** Reads every table of a SQLite database but those named. */
export async function readTables(db: Db, without: readonly string[]): Promise<Dump> {
  const tables = await db('sqlite_master')
    .where({ type: 'table' })
    .whereNotIn('name', without)
    .whereNot('name', 'like', 'knex%')
    .whereNot('name', 'like', 'sqlite%')
    // What the index of words is made of says nothing that the patents do not.
    .whereNot('name', 'like', 'patent_words%')
    .orderBy('name')
    .select<{ name: string }[]>('name');
  const rows: Record<string, Dump[string]> = {};
  for (const { name } of tables) rows[name] = await db.raw(`select * from ${name} order by 1`);
  return rows;
}
