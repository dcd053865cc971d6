import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/stores/database.ts';

function recorder() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { log: createLog('info', stream), text: () => text };
}

it('keeps what people wrote out of the log when a statement fails', async () => {
  const { db, close } = openDatabase('sqlite::memory:');
  const { log, text } = recorder();
  await db('no_such_table')
    .insert({ opinion: '意见-7f3a', name: '张工' })
    .catch((error: unknown) => log.error({ err: error }, 'a statement failed'));
  await close();
  expect(text()).toContain('no such table');
  expect(text()).not.toMatch(/意见-7f3a|张工/);
});

it('drops properties a driver hangs on its errors, and values it quotes', () => {
  const { log, text } = recorder();
  const error = Object.assign(new Error("Duplicate entry 'secret-opinion' for key 'x'"), {
    code: 'ER_DUP_ENTRY',
    errno: 1062,
    sql: "insert into t values ('secret-opinion')",
  });
  log.error({ err: error }, 'a statement failed');
  expect(text()).toContain('ER_DUP_ENTRY');
  expect(text()).not.toContain('secret-opinion');
});

it('shows kind, code and facts of our own errors, and their causes', () => {
  const { log, text } = recorder();
  const cause = new Error('socket hang up');
  log.error(
    {
      err: new AppError('outside', 'platform_failed', 'the platform failed', {
        facts: { status: 502 },
        cause,
      }),
    },
    'a job failed',
  );
  expect(JSON.parse(text())).toMatchObject({
    err: {
      kind: 'outside',
      code: 'platform_failed',
      facts: { status: 502 },
      cause: { message: 'socket hang up' },
    },
  });
});

it('masks secrets wherever an object with one is logged', () => {
  const { log, text } = recorder();
  log.info({ appSecret: 's1', settings: { encryptKey: 's2', token: 's3' } }, 'started');
  expect(text()).not.toMatch(/s1|s2|s3/);
});
