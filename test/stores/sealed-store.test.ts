import { expect, it } from 'vitest';
import { openDatabase } from '../../src/stores/database.ts';
import { sealsOf } from '../../src/stores/seal.ts';
import { SEALED_COLUMNS } from '../../src/stores/sealed-columns.ts';
import { type Tx, transactionsOn } from '../../src/stores/transactions.ts';
import { aDemand, aSubmittedIntent, FILLED } from '../support/cooperation.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { readSources } from '../support/source-files.ts';
import { everythingStored } from '../support/stored.ts';

const OLD = 'the-old-key-of-these-tests-0123456789';
const NEW = 'the-new-key-of-these-tests-0123456789';
const MOBILE = '13800000000';

/** More than two batches. */
const MANY = 120;

/** Everything that a store seals, so many times. */
async function sealEverything(tx: Tx, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const id = `id-${index}`;
    const profile = { memberId: id, department: '', position: '', mobile: MOBILE, mail: 'a@example.com' };
    await tx.adminProfiles.put(profile, tx.at);
    const list = { id, enterpriseId: 'e', connection: 'default', askedBy: 'm', contacts: [MOBILE] };
    await tx.contactLists.add(list, tx.at);
    const connection = { name: `c-${index}`, channel: 'feishu', app: 'cli_1', settings: { appSecret: 's' } };
    await tx.connections.add(connection, tx.at);
    const answer = { state: 'interested', text: MOBILE, answeredAt: tx.at };
    await tx.intents.add(aSubmittedIntent({ id, patentId: id, answer }), tx.at);
    await tx.demands.add(aDemand({ id, state: 'draft', fields: FILLED, text: MOBILE }), tx.at);
    const act = { actor: 'm', act: 'submit-intent', subject: id };
    tx.audit.add({ id, at: tx.at, enterpriseId: 'e', ...act, detail: { text: MOBILE } });
  }
}

async function on<T>(
  databaseUrl: string,
  keys: readonly [string, ...string[]],
  work: (tx: Tx) => Promise<T>,
) {
  const database = openDatabase(databaseUrl);
  await database.migrate();
  const world = { now: () => new Date('2026-11-23T02:00:00.000Z'), newId: () => 'id', seals: sealsOf(keys) };
  return await transactionsOn(database.db, world)(work).finally(() => database.close());
}

/** The columns in which sealed text stands, wherever it may be, with the fingerprints of its keys. */
async function sealedIn(databaseUrl: string): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const [table, rows] of Object.entries(await everythingStored(databaseUrl))) {
    for (const [column, value] of rows.flatMap((row) => Object.entries(JSON.parse(row)))) {
      const [, key] = /^s1\.([0-9a-f]{8})\./.exec(String(value)) ?? [];
      const keys = found.get(`${table}.${column}`) ?? new Set();
      if (key !== undefined) found.set(`${table}.${column}`, keys.add(key));
    }
  }
  return found;
}

function deskOf(databaseUrl: string, ...keys: string[]): Desk {
  return { settings: { DATABASE_URL: databaseUrl, SECRET_KEY: keys.join(',') } };
}

onEveryDatabase('a change of the key', (engine) => {
  it('seals all that was sealed anew, once, and opens under the new key alone', async () => {
    const url = await engine.freshUrl();
    await on(url, [OLD], (tx) => sealEverything(tx, MANY));
    const before = await sealedIn(url);
    expect([...before.keys()].sort()).toEqual(
      SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort(),
    );

    const rotate = async () => (await operate(deskOf(url, NEW, OLD), 'key', 'rotate')).result;
    expect(await rotate()).toEqual({ resealed: MANY * SEALED_COLUMNS.length, unreadable: [] });
    expect(await rotate()).toEqual({ resealed: 0, unreadable: [] });

    const after = await sealedIn(url);
    expect([...after.keys()]).toEqual([...before.keys()]);
    const keys = (found: Map<string, Set<string>>) =>
      new Set([...found.values()].flatMap((each) => [...each]));
    expect(keys(after).size).toBe(1);
    expect(keys(after)).not.toEqual(keys(before));
    const read = await on(url, [NEW], async (tx) => [
      (await tx.adminProfiles.find(`id-${MANY - 1}`))?.mobile,
      (await tx.contactLists.find('id-0'))?.contacts,
      (await tx.connections.open('c-7'))?.settings,
    ]);
    expect(read).toEqual([MOBILE, [MOBILE], { appSecret: 's' }]);
  });

  it('says which texts do not open, leaves them, and does the others', async () => {
    const url = await engine.freshUrl();
    await on(url, ['a-key-that-somebody-threw-away-0123456789'], (tx) => sealEverything(tx, 1));
    await on(url, [OLD], (tx) =>
      tx.connections.replace({ name: 'c-0', channel: 'feishu', app: 'a', settings: {} }),
    );
    const before = await everythingStored(url);
    await expect(operate(deskOf(url, NEW, OLD), 'key', 'rotate')).rejects.toMatchObject({
      code: 'seals_unreadable',
      facts: {
        hint: 'these do not open: admin_profiles.mobile:id-0, admin_profiles.mail:id-0, contact_lists.contacts:id-0, intents.fields:id-0, intents.text:id-0, intents.answer:id-0, demands.fields:id-0, demands.text:id-0, audit.text:id-0',
      },
    });
    const after = await everythingStored(url);
    expect(after['admin_profiles']).toEqual(before['admin_profiles']);
    expect(await on(url, [NEW], (tx) => tx.connections.open('c-0'))).toMatchObject({ app: 'a' });
  });
});

it('the operator is told that a change of the key needs the keys', async () => {
  await expect(operate({ settings: {} }, 'key', 'rotate')).rejects.toMatchObject({
    code: 'secret_key_missing',
  });
});

it('a new key is long enough, differs every time, and needs no settings to be right', async () => {
  const desk = { settings: { PORT: 'abc' } };
  const keys = [await operate(desk, 'key', 'new'), await operate(desk, 'key', 'new')];
  for (const { result, text } of keys) {
    expect(result).toEqual({ key: text });
    expect(text).toMatch(/^[A-Za-z0-9_-]{43}$/);
  }
  expect(keys[0]).not.toEqual(keys[1]);
});

it('no place is made up beside the list of sealed columns', () => {
  const paths = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  const stores = readSources(['src']).filter(({ path, text }) => {
    return /seals?\.seal\(/.test(text) && !/\/(seal|sealed-store)\.ts$/.test(path);
  });
  expect(stores.length).toBeGreaterThan(2);
  for (const { path, text } of stores) {
    const places = [...text.matchAll(/`(\w+)\.(\w+|\$\{\w+\}):\$\{/g)].map(([, table = '', column = '']) => [
      table,
      column,
    ]);
    expect([path, places.length]).not.toEqual([path, 0]);
    for (const [table, column = ''] of places)
      expect(
        paths.some((each) =>
          column.startsWith('$') ? each.startsWith(`${table}.`) : each === `${table}.${column}`,
        ),
      ).toBe(true);
    expect(text).not.toMatch(/\bas Place\b|<Place>/);
  }
});
