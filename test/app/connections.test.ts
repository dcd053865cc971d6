import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { cardOf, carriedBy } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { clickEnvelope, toastOf } from '../support/envelopes.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { clockAt, FEISHU_APP, type Service, type ServiceOptions, startService } from '../support/service.ts';
import { openSociety, rate } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';

const SECOND_APP = {
  appId: 'cli_00000000000000b2',
  appSecret: 'secret-of-the-second-app',
  encryptKey: 'encrypt-key-of-the-second-app',
  verificationToken: 'verification-token-of-the-second-app',
} as const;
const SECRETS = [SECOND_APP.appSecret, SECOND_APP.encryptKey, SECOND_APP.verificationToken];
const PIPED = [
  `FEISHU_APP_SECRET=${SECOND_APP.appSecret}`,
  `FEISHU_ENCRYPT_KEY="${SECOND_APP.encryptKey}"`,
  `FEISHU_VERIFICATION_TOKEN=${SECOND_APP.verificationToken}`,
].join('\n');
const OTHER_APP = 'cli_00000000000000c3';
const NEW_KEY = 'the-new-key-of-these-tests-0123456789';

/** A second organisation's Feishu; its webhooks go where `posting.to` says. */
interface Second {
  readonly feishu: FeishuStandIn;
  readonly posting: { to: string };
}

async function startSecond(): Promise<Second> {
  const clock = clockAt(new Date('2026-11-23T02:00:00.000Z'));
  const posting = { to: '' };
  const options = { ...SECOND_APP, ...clock, newId: counting(), webhookUrl: () => posting.to };
  const feishu = await startFeishuStandIn({ ...options, answerWithinMs: 60_000 });
  onTestFinished(() => feishu.close());
  return { feishu, posting };
}

/** Ids that are the same in every stand-in that counts. */
function counting(): () => string {
  let count = 0;
  return () => `counted${++count}`;
}

function deskOf(databaseUrl: string, keys = TEST_KEY): Desk {
  return {
    settings: {
      DATABASE_URL: databaseUrl,
      SECRET_KEY: keys,
      FEISHU_APP_ID: FEISHU_APP.appId,
      FEISHU_APP_SECRET: FEISHU_APP.appSecret,
    },
    piped: PIPED,
  };
}

function addSecond(databaseUrl: string, feishu: FeishuStandIn, transport: 'websocket' | 'webhook') {
  const app = ['--app-id', SECOND_APP.appId, '--domain', feishu.url, '--transport', transport];
  return operate(deskOf(databaseUrl), 'connection', 'add', 'second', '--channel', 'feishu', ...app);
}

/** The service as the people of the second organisation meet it. */
function seenFrom({ feishu }: Second, service: Service): Service {
  const drain = async (withinMs?: number): Promise<void> => {
    await feishu.settled();
    await service.drain(withinMs);
    await feishu.settled();
    await service.drain(withinMs);
  };
  return { ...service, feishu, drain };
}

async function startBoth(databaseUrl: string, options: ServiceOptions = {}) {
  const second = await startSecond();
  const added = await addSecond(databaseUrl, second.feishu, options.transport ?? 'websocket');
  const feishu = { newId: counting() };
  const service = await startService({ databaseUrl, feishu, hurry: false, ...options });
  second.posting.to = `${service.app.url}/chat/feishu/second`;
  return { service, second, there: seenFrom(second, service), added };
}

async function readiness({ app }: Service): Promise<unknown> {
  return (await fetch(`${app.url}/readyz`)).json();
}

onEveryDatabase('two apps in one service', (engine) => {
  it('serve two enterprises whose people and chats have the same ids, and do not meet', async () => {
    const { service, there } = await startBoth(await engine.freshUrl(), { transport: 'webhook' });
    const here = await openSociety(service);
    const other = await openSociety(there, {
      name: '另一企业（虚构）',
      platformId: 'demo-2',
      connection: 'second',
    });
    const { enterpriseId: one, platformId: _1, ...ids } = here;
    const { enterpriseId: two, platformId: _2, ...otherIds } = other;
    expect(otherIds).toEqual(ids);

    expect(await rate(service, here.card, here.experts[0], 5, '甲企业的看法')).toContain('已记录');
    const untouched = cardOf(there.feishu, other.group, other.card).plain.join();
    expect(untouched).not.toContain('已有 1 位');
    expect(await rate(there, other.card, other.experts[0], 2, '乙企业的看法')).toContain('已记录');

    const evaluations = await rowsOf(service.databaseUrl, 'expert_evaluations');
    const matches = await rowsOf(service.databaseUrl, 'matches');
    const enterpriseOf = (matchId: unknown) => matches.find(({ id }) => id === matchId)?.['enterprise_id'];
    expect(evaluations.map((row) => [enterpriseOf(row['match_id']), row['stars']]).sort()).toEqual(
      [
        [one, 5],
        [two, 2],
      ].sort(),
    );
    const read = ({ feishu }: Service, chatId: string) =>
      feishu
        .messages(chatId)
        .map(({ content }) => content)
        .join();
    expect(read(service, service.feishu.privateChat(here.admins[0]))).toContain('甲企业的看法');
    expect(read(there, there.feishu.privateChat(other.admins[0]))).toContain('乙企业的看法');
    expect(read(service, service.feishu.privateChat(here.admins[0]))).not.toContain('乙企业');
    expect(read(there, there.feishu.privateChat(other.admins[0]))).not.toContain('甲企业');
  });

  it('take only what their own keys have signed, and no card of one another', async () => {
    const { service, second, there } = await startBoth(await engine.freshUrl(), { transport: 'webhook' });
    const here = await openSociety(service);
    await openSociety(there, { name: '另一企业（虚构）', platformId: 'demo-2', connection: 'second' });
    const value = carriedBy(cardOf(service.feishu, here.group, here.card), 'stars_4');
    const click = { by: here.experts[0], chatId: here.group, messageId: here.card, value };
    const before = await rowsOf(service.databaseUrl, 'expert_evaluations');
    const refused = { kind: 'answered', via: 'webhook', status: 401, body: '{"error":"unverified"}' };

    // Signed by the second app, sent to the path of the first: as the first app's click, and as its own.
    second.posting.to = `${service.app.url}/chat/feishu/default`;
    const token = SECOND_APP.verificationToken;
    for (const as of [{}, { token }, { token, appId: SECOND_APP.appId }])
      expect(await second.feishu.deliverRaw(clickEnvelope(service, { ...click, ...as }))).toEqual(refused);
    // On its own path the second app is believed, and cannot reach a card of the first.
    second.posting.to = `${service.app.url}/chat/feishu/second`;
    const own = clickEnvelope(there, { ...click, token, appId: SECOND_APP.appId });
    expect(toastOf(await second.feishu.deliverRaw(own))).not.toContain('已记录');
    expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toEqual(before);
  });

  it('keep the credentials out of the database, the log and what commands print', async () => {
    const url = await engine.freshUrl();
    const { service, there, added } = await startBoth(url, { transport: 'webhook' });
    const { card, outsider } = await openSociety(there, { connection: 'second' });
    there.feishu.faults.failNext('update', { status: 500, code: 1 });
    await rate(there, card, outsider, 4);
    const desk = deskOf(url);
    const printed = [
      added,
      await addSecond(url, there.feishu, 'webhook'),
      await operate(desk, 'connection', 'list'),
      await operate(desk, 'connection', 'remove', 'second', '--force'),
    ];
    expect(printed.map(({ result }) => result)).toMatchObject([
      { result: 'added' },
      { result: 'unchanged' },
      [
        { name: 'default', app: FEISHU_APP.appId, from: 'settings', problem: null },
        { name: 'second', app: SECOND_APP.appId, from: 'database', problem: null, transport: 'webhook' },
      ],
      { removed: true },
    ]);
    const places = [JSON.stringify(printed), service.logged.join(), await bytesOf(url)];
    for (const place of places) for (const secret of SECRETS) expect(place).not.toContain(secret);
    expect(service.logged.join()).toContain('"connection":"second"');
  });
});

/** All that stands in a database: SQLite's files as they lie on the disk, of others the rows. */
async function bytesOf(url: string): Promise<string> {
  if (!url.startsWith('sqlite:')) return JSON.stringify(await everythingStored(url));
  const path = url.slice('sqlite:'.length);
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(basename(path)));
  expect(names).toContain(basename(path));
  const files = await Promise.all(names.map((name) => readFile(join(dirname(path), name), 'latin1')));
  return files.join();
}

onEveryDatabase('a change of the key', (engine) => {
  it('needs two restarts and loses nothing', async () => {
    const databaseUrl = await engine.freshUrl();
    const first = await startBoth(databaseUrl);
    const { feishu } = first.second;
    await first.service.stop();

    const settings = { SECRET_KEY: `${NEW_KEY},${TEST_KEY}` };
    const between = await startService({ databaseUrl, settings });
    const rotated = await operate(deskOf(databaseUrl, settings.SECRET_KEY), 'key', 'rotate');
    expect(rotated.result).toEqual({ resealed: 1, unreadable: [] });
    await between.stop();

    const after = await startService({ databaseUrl, settings: { SECRET_KEY: NEW_KEY }, hurry: false });
    expect(await readiness(after)).toMatchObject({ status: 'ready', checks: { 'feishu:second': 'ok' } });
    const there = seenFrom(first.second, after);
    const { card, experts } = await openSociety(there, { connection: 'second' });
    expect(await rate(there, card, experts[0], 4)).toContain('已记录');
    expect(feishu.connections()).toBe(1);
  });
});

describe('a connection that cannot be used', () => {
  it('is named in the log and by the health check, keeps nobody else from working, and is not lost', async () => {
    const first = await startService();
    const { databaseUrl } = first;
    await first.app.inTransaction(async (tx) => {
      const add = (name: string, app: string, channel = 'feishu') =>
        tx.connections.add({ name, channel, app, settings: { appSecret: SECOND_APP.appSecret } }, tx.at);
      await add('no-transport', SECOND_APP.appId);
      await add('other-product', 'bot-1', 'pigeon-post');
      await add('same-app', FEISHU_APP.appId);
      await add('default', OTHER_APP);
    });
    const second = await startSecond();
    await addSecond(databaseUrl, second.feishu, 'websocket').catch(() => {});
    const stored = await rowsOf(databaseUrl, 'connections');
    await first.stop();

    const crooked = await startService({ databaseUrl, ready: false, hurry: false });
    const wrong = (code: string) => `the connection cannot be used: ${code}`;
    expect(await readiness(crooked)).toMatchObject({
      status: 'not ready',
      checks: {
        database: 'ok',
        'feishu:no-transport': wrong('connection_settings_wrong'),
        'pigeon-post:other-product': wrong('channel_unknown'),
        'feishu:same-app': wrong('connection_app_taken'),
        'feishu:default': wrong('connection_name_reserved'),
      },
    });
    const { card, experts } = await openSociety(crooked);
    expect(await rate(crooked, card, experts[0], 3)).toContain('已记录');
    await crooked.stop();

    const locked = await startService({ databaseUrl, settings: { SECRET_KEY: NEW_KEY }, ready: false });
    expect(await readiness(locked)).toMatchObject({
      checks: {
        'feishu:same-app': wrong('seal_key_unknown'),
        'feishu:no-transport': wrong('seal_key_unknown'),
      },
    });
    const complaint = locked.logged.find((line) => line.includes('"connection":"same-app"'));
    expect(complaint).toContain('add the former key behind a comma');
    expect(complaint).not.toContain(SECOND_APP.appSecret);
    expect(await rowsOf(databaseUrl, 'connections')).toEqual(stored);
  });
});
