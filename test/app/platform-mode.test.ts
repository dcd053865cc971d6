import { expect, it } from 'vitest';
import { promiseUnposted } from '../../src/actions/promise-unposted.ts';
import { setPlatformMode } from '../../src/actions/set-platform-mode.ts';
import type { PlatformMode } from '../../src/domain/enterprise.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT } from '../support/builders.ts';
import { aDemand, aSubmittedIntent } from '../support/cooperation.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { rowsOf } from '../support/stored.ts';
import { type Firm, found, openWorld, type World } from '../support/world.ts';

const CONFIRMED = { submittedBy: 'admin', submittedAt: AT };
const BY_HAND = { postedBy: 'admin', postedAt: AT };
const API = { PLATFORM_URL: 'https://platform.example', PLATFORM_TOKEN: 'token-of-the-platform' };

/** What an enterprise has confirmed, by how far it has come. */
async function confirmSome(tx: Tx, enterpriseId: string): Promise<void> {
  const intent = { enterpriseId, ...CONFIRMED, matchId: null };
  const over = { state: 'withdrawn', withdrawnBy: 'admin', withdrawnAt: AT } as const;
  await tx.intents.add(aSubmittedIntent({ ...intent, id: 'open', patentId: 'p1' }), AT);
  await tx.intents.add(
    aSubmittedIntent({ ...intent, id: 'marked', patentId: 'p2', state: 'posted', ...BY_HAND }),
    AT,
  );
  await tx.intents.add(aSubmittedIntent({ ...intent, id: 'ended', patentId: 'p3', ...over }), AT);
  await tx.intents.add(
    aSubmittedIntent({ ...intent, id: 'ended-by-hand', patentId: 'p4', ...over, ...BY_HAND }),
    AT,
  );
  const demand = { enterpriseId, title: '中试', ...CONFIRMED };
  await tx.demands.add(aDemand({ ...demand, id: 'wanted', state: 'submitted' }), AT);
  await tx.demands.add(aDemand({ ...demand, id: 'entered', state: 'posted', ...BY_HAND }), AT);
  await tx.demands.add(aDemand({ ...demand, id: 'draft', submittedAt: null, state: 'draft' }), AT);
}

const UNPOSTED = ['demand:wanted', 'intent:open', 'withdrawal:ended'];

async function staged(url: string): Promise<{ world: World; firm: Firm }> {
  const world = await openWorld(url);
  const firm = await found(world, '演示企业（虚构）', []);
  await world.inTransaction((tx) => confirmSome(tx, firm.enterprise.id));
  return { world, firm };
}

async function promisedTo(url: string): Promise<unknown[]> {
  const jobs = await rowsOf(url, 'outbox');
  return jobs
    .filter(({ lane }) => String(lane).startsWith('platform:'))
    .map(({ key }) => key)
    .toSorted();
}

onEveryDatabase('the way of an enterprise to the platform', (engine) => {
  it('from by hand to posting promises what nobody has marked, once, and nothing else', async () => {
    const url = await engine.freshUrl();
    const { world, firm } = await staged(url);
    const set = (mode: PlatformMode | null, standard: PlatformMode) =>
      world.inTransaction((tx) => setPlatformMode(tx, { enterpriseId: firm.enterprise.id, mode, standard }));
    expect(await set('manual', 'manual')).toMatchObject({ mode: 'manual', promised: 0 });
    expect(await promisedTo(url)).toEqual([]);
    expect(await set('http', 'manual')).toMatchObject({ mode: 'http', promised: 3 });
    expect(await promisedTo(url)).toEqual(UNPOSTED);
    expect(await set('http', 'manual')).toMatchObject({ mode: 'http', promised: 0 });
    expect(await set(null, 'manual')).toMatchObject({ mode: 'manual', promised: 0 });
    const acts = (await rowsOf(url, 'audit')).filter(({ act }) => act === 'set-platform-mode');
    expect(acts.map(({ detail }) => JSON.parse(String(detail)))).toEqual(
      expect.arrayContaining([{ mode: 'manual' }, { mode: 'http' }, { mode: 'default' }]),
    );
    expect(acts).toHaveLength(3);
    await world.close();
  });

  it('is looked at by two processes that start at once, and everything is promised once', async () => {
    const url = await engine.freshUrl();
    const { world, firm } = await staged(url);
    // SQLite serves one process.
    const other = engine.name === 'sqlite' ? world : await openWorld(url);
    await Promise.all(
      [world, other].map(({ inTransaction }) =>
        inTransaction((tx) => promiseUnposted(tx, firm.enterprise, 'http')),
      ),
    );
    expect(await promisedTo(url)).toEqual(UNPOSTED);
    await world.close();
    if (other !== world) await other.close();
  });

  it('leaves what has failed or was given up to the operator, and takes up what was settled for the hand', async () => {
    const url = await engine.freshUrl();
    const { world, firm } = await staged(url);
    const promise = () => world.inTransaction((tx) => promiseUnposted(tx, firm.enterprise, 'http'));
    await promise();
    await world.inTransaction(async (tx) => {
      for (const job of await tx.outbox.list('waiting', 100)) {
        if (job.key === 'intent:open') await tx.outbox.settle(job, 'done', '', tx.at);
        if (job.key === 'demand:wanted') await tx.outbox.settle(job, 'dead', 'refused', tx.at);
        if (job.key === 'withdrawal:ended') await tx.outbox.giveUp(job, 'said so', tx.at);
      }
    });
    expect(await promise()).toBe(1);
    const states = (await rowsOf(url, 'outbox')).map(({ key, state }) => `${key} ${state}`);
    expect(states).toEqual(
      expect.arrayContaining(['intent:open waiting', 'demand:wanted dead', 'withdrawal:ended given-up']),
    );
    await world.close();
  });

  it('keeps a job that is being settled for the hand while the way changes', async () => {
    const url = await engine.freshUrl();
    const { world, firm } = await staged(url);
    await world.inTransaction((tx) => promiseUnposted(tx, firm.enterprise, 'http'));
    const [job] = (await world.inTransaction((tx) => tx.outbox.list('waiting', 100))).filter(
      ({ key }) => key === 'intent:open',
    );
    if (!job) throw new Error('nothing was promised');
    await world.inTransaction((tx) => promiseUnposted(tx, firm.enterprise, 'http'));
    await world.inTransaction((tx) => tx.outbox.settle(job, 'done', '', tx.at));
    expect(await world.inTransaction((tx) => tx.outbox.stateOf('intent:open'))).toBe('waiting');
    await world.close();
  });

  it('is set by a command, which refuses to post without an address and says what will be posted', async () => {
    const url = await engine.freshUrl();
    const { world, firm } = await staged(url);
    const desk: Desk = { settings: { DATABASE_URL: url, SECRET_KEY: TEST_KEY } };
    const { id } = firm.enterprise;
    await expect(operate(desk, 'enterprise', 'platform', id, '--mode', 'http')).rejects.toMatchObject({
      code: 'platform_not_configured',
      message: expect.stringContaining('PLATFORM_URL'),
    });
    await expect(operate(desk, 'enterprise', 'platform', id, '--mode', 'api')).rejects.toMatchObject({
      code: 'platform_mode_wrong',
    });
    const reached: Desk = { settings: { ...desk.settings, ...API } };
    const posting = await operate(reached, 'enterprise', 'platform', id, '--mode', 'http');
    expect(posting.result).toMatchObject({ id, platformMode: 'http', mode: 'http', promised: 3 });
    const again = await operate(reached, 'enterprise', 'platform', id, '--mode', 'http');
    expect(again.result).toMatchObject({ mode: 'http', promised: 0 });
    const back = await operate(desk, 'enterprise', 'platform', id, '--mode', 'default');
    expect(back.result).toMatchObject({ platformMode: null, mode: 'manual', promised: 0 });
    await world.close();
  });
});
