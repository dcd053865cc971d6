import { expect, it } from 'vitest';
import type { Job, Promised } from '../../src/stores/outbox-store.ts';
import { newestCard } from '../support/chat-cards.ts';
import { sendIntent } from '../support/cooperation-steps.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { startService } from '../support/service.ts';
import { evaluate, openSociety, patentNo, pressOwn } from '../support/society.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';
import { found, openWorld } from '../support/world.ts';

const NAME = '演示企业（虚构）';
const PRIVATE_WORDS = '只有群里的人知道的话';
const deskOf = (databaseUrl: string): Desk => ({
  settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY },
});

onEveryDatabase('the operator’s commands about the outbox', (engine) => {
  /** Two texts to the group of an enterprise: the first is dead, the second waits behind it. */
  async function twoTexts() {
    const url = await engine.freshUrl();
    const world = await openWorld(url);
    const { group, enterprise } = await found(world, NAME, []);
    await world.database.db('outbox').delete();
    const ids: string[] = [];
    for (const key of ['first', 'second']) {
      const payload = { chat: group.id, text: PRIVATE_WORDS };
      const text: Promised = { topic: 'text', key, lane: `chat:${group.id}`, connection: 'feishu', payload };
      ids.push(world.newId());
      await world.inTransaction((tx) => tx.outbox.promise(text, ids.at(-1) ?? '', tx.at));
    }
    const [dead = '', waiting = ''] = ids;
    await settle(dead, 'chat_lost');
    async function settle(id: string, why: string): Promise<void> {
      await world.inTransaction(async (tx) => {
        const job = await tx.outbox.find(id);
        if (job) await tx.outbox.settle(job, 'dead', why, tx.at);
      });
    }
    const stateOf = (id: string): Promise<Job['state'] | undefined> =>
      world.inTransaction(async (tx) => (await tx.outbox.find(id))?.state);
    return { url, desk: deskOf(url), world, enterprise, group, dead, waiting, settle, stateOf };
  }

  it('list and show what a job is about, without the words of a text', async () => {
    const { desk, world, dead, group } = await twoTexts();
    await found(world, '另一家演示企业（虚构）', []);
    const listed = await operate(desk, 'outbox', 'list', '--topic', 'text', '--enterprise', NAME);
    expect(listed.result).toMatchObject([
      { id: dead, error: 'chat_lost', about: expect.stringContaining(group.id) },
    ]);
    const elsewhere = await operate(desk, 'outbox', 'list', '--enterprise', '另一家演示企业（虚构）');
    expect(elsewhere.result).toEqual([]);
    const shown = await operate(desk, 'outbox', 'show', dead);
    expect(shown.result).toMatchObject({
      id: dead,
      key: 'first',
      state: 'dead',
      enterprise: NAME,
      firstTried: '',
    });
    for (const { text } of [listed, shown]) expect(text).not.toContain(PRIVATE_WORDS);
    await world.close();
  });

  it('retry all that is dead, but no message of which nobody knows whether it was sent', async () => {
    const { desk, world, dead, waiting, settle, stateOf } = await twoTexts();
    await settle(waiting, 'send_outcome_unknown');
    expect((await operate(desk, 'outbox', 'retry', '--all-dead', '--topic', 'card')).result).toMatchObject({
      retried: [],
    });
    const retried = await operate(desk, 'outbox', 'retry', '--all-dead');
    expect(retried.result).toEqual({ retried: [dead], left: 1 });
    expect([await stateOf(dead), await stateOf(waiting)]).toEqual(['waiting', 'dead']);
    await operate(desk, 'outbox', 'retry', waiting, dead);
    expect(await stateOf(waiting)).toBe('waiting');
    await world.close();
  });

  it('retry all of the jobs named, or none', async () => {
    const { desk, world, dead, stateOf } = await twoTexts();
    const refused = operate(desk, 'outbox', 'retry', dead, 'no-such-job');
    await expect(refused).rejects.toThrow(/no-such-job; nothing was changed; see: outbox list/);
    expect(await stateOf(dead)).toBe('dead');
    for (const unclear of [[], [dead, '--all-dead'], [dead, '--topic', 'text']])
      await expect(operate(desk, 'outbox', 'retry', ...unclear)).rejects.toThrow(
        /name ids, or say --all-dead/,
      );
    await world.close();
  });

  it('give up what waits and what is dead, for good, with an entry in the audit trail', async () => {
    const { url, desk, world, dead, waiting, enterprise } = await twoTexts();
    const words = ['outbox', 'give-up', dead, waiting, '--reason', '群已解散'];
    expect((await operate(desk, ...words)).result).toEqual({ givenUp: [dead, waiting], before: 0 });
    const stored = await everythingStored(url);
    expect((await operate(desk, ...words)).result).toEqual({ givenUp: [], before: 2 });
    expect(await everythingStored(url)).toEqual(stored);
    const entries = await world.inTransaction((tx) => tx.audit.about(enterprise.id, [dead, waiting]));
    expect(entries).toMatchObject([
      { actor: 'operator', act: 'give-up-job', subject: dead, detail: { topic: 'text', reason: '群已解散' } },
      { actor: 'operator', act: 'give-up-job', subject: waiting },
    ]);
    await expect(operate(desk, 'outbox', 'retry', dead)).rejects.toThrow(/is given-up and stays so/);
    expect((await operate(desk, 'outbox', 'list', '--state', 'given-up')).result).toHaveLength(2);
    await world.close();
  });

  it('give up nothing that a worker has in hand, and nothing that is done', async () => {
    const { desk, world, waiting, group, stateOf } = await twoTexts();
    const giveUp = () => operate(desk, 'outbox', 'give-up', waiting, '--reason', '不再需要');
    const until = new Date('2026-11-24T02:00:00Z');
    const lease = await world.inTransaction((tx) =>
      tx.lanes.take(`chat:${group.id}`, 'worker', tx.at, until),
    );
    await expect(giveUp()).rejects.toThrow(/being worked on right now; wait half a minute/);
    expect(await stateOf(waiting)).toBe('waiting');
    await world.inTransaction(async (tx) => {
      const job = await tx.outbox.find(waiting);
      if (job) await tx.outbox.settle(job, 'done', '', tx.at);
      if (lease) await tx.lanes.release(lease, tx.at);
    });
    await expect(giveUp()).rejects.toThrow(/is done already/);
    await world.close();
  });

  it('take no reason that is empty or longer than a card holds', async () => {
    const { desk, world, dead, stateOf } = await twoTexts();
    await expect(operate(desk, 'outbox', 'give-up', dead, '--reason', ' ')).rejects.toThrow(/say why/);
    const long = operate(desk, 'outbox', 'give-up', dead, '--reason', '长'.repeat(201));
    await expect(long).rejects.toThrow(/fewer words/);
    expect(await stateOf(dead)).toBe('dead');
    await world.close();
  });
});

it('an evaluation the operator gives up is shown to its admin with the reason, and he enters it by hand', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  service.platform.faults.down(true);
  await evaluate(service, card, admins[0]);
  const desk = { ...deskOf(service.databaseUrl), now: service.clock.now };
  const { result } = await operate(desk, 'outbox', 'list', '--state', 'waiting', '--topic', 'evaluation');
  const [job] = result as { id: string; about: string }[];
  expect(job?.about).toMatch(/^evaluation of CN/);
  await operate(desk, 'outbox', 'give-up', job?.id ?? '', '--reason', '平台正在改版。');
  await service.drain();

  const own = () => newestCard(service.feishu, service.feishu.privateChat(admins[0]));
  expect(own().plain.join()).toContain(
    '平台未接收：运维人员已停止自动提交，原因：平台正在改版。请在平台上人工填报',
  );
  service.platform.faults.down(false);
  await service.drain(86_400_000);
  expect(service.platform.books.evaluations()).toEqual([]);
  expect(await pressOwn(service, admins[0], 'posted')).toBe('已登记为在平台填报。');
  expect(await rowsOf(service.databaseUrl, 'audit')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ act: 'give-up-job', actor: 'operator' }),
      expect.objectContaining({ act: 'evaluation-refused', actor: 'operator' }),
    ]),
  );
});

it('an intent the operator gives up is its admin’s again, who reads why and can begin anew', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  service.platform.faults.chokeOn(patentNo(1).applicationNumber);
  await sendIntent(service, card, admins[0]);
  const desk = { ...deskOf(service.databaseUrl), now: service.clock.now };
  const { result } = await operate(desk, 'outbox', 'list', '--state', 'waiting', '--topic', 'intent');
  const [job] = result as { id: string; about: string }[];
  expect(job?.about).toMatch(/^the intent for CN/);
  await operate(desk, 'outbox', 'give-up', job?.id ?? '', '--reason', '平台正在改版');
  await service.drain();
  const own = newestCard(service.feishu, service.feishu.privateChat(admins[0]));
  expect(own.plain.join()).toContain('平台未接收：运维人员已停止自动提交，原因：平台正在改版');
  expect(own.buttons).toEqual(['again']);
});
