import { expect, it } from 'vitest';
import { deliveryHandler } from '../../src/actions/handle-delivery.ts';
import type { Reply } from '../../src/chat/port.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_SEALS } from '../support/seals.ts';
import { TOASTS } from '../support/world.ts';

function hello(userId: string, outsider: boolean): Reply {
  return {
    kind: 'reply',
    connection: 'default',
    deliveryId: `om_${userId}`,
    person: { userId, outsider },
    chatId: 'oc_private',
    chatKind: 'private',
    messageId: `om_${userId}`,
    inReplyTo: [],
    quoted: '',
    text: '这件专利怎么样',
    addressed: true,
    mentions: [],
  };
}

it('a stranger who was turned away can be found by the operator, an outsider is not remembered', async () => {
  const database = openDatabase('sqlite::memory:');
  await database.migrate();
  let count = 0;
  const inTransaction = transactionsOn(database.db, {
    now: () => new Date('2026-11-23T02:00:00Z'),
    newId: () => `id-${++count}`,
    seals: TEST_SEALS,
  });
  const handle = deliveryHandler({
    inTransaction,
    log: createLog('silent'),
    timeout: () => new Promise(() => {}),
    answerWithinMs: 2500,
    faces: TOASTS,
    promised: () => {},
  });
  expect(await handle(hello('ou_stranger', false))).toMatchObject({ notice: { tone: 'warning' } });
  await handle(hello('ou_outsider', true));
  const strangers = await inTransaction((tx) => tx.persons.strangers(10));
  expect(strangers.map(({ userId }) => userId)).toEqual(['ou_stranger']);
  await database.close();
});
