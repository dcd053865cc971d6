import { randomUUID } from 'node:crypto';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { openDatabase } from '../../src/stores/database.ts';

/** The length of the text that each request stores. */
const ROW_BYTES = 200;

/**
 * Serves the least that a webhook with a memory can do: bare Koa that reads and parses the same body and commits one
 * INSERT with a unique key, on a database opened exactly as the service opens it.
 */
export async function serveYardstick(): Promise<void> {
  const { db, close } = openDatabase(process.env['DATABASE_URL'] ?? 'sqlite::memory:');
  await db.schema.createTable('inserts', (table) => {
    table.string('id', 36).primary();
    table.string('body', ROW_BYTES).notNullable();
  });
  const app = new Koa();
  app.use(async (ctx) => {
    if (ctx.method === 'POST') {
      const { encrypt } = JSON.parse((await getRawBody(ctx.req)).toString('utf8')) as { encrypt: string };
      await db('inserts').insert({ id: randomUUID(), body: encrypt.slice(0, ROW_BYTES) });
    }
    ctx.body = {};
  });
  const server = app.listen(Number(process.env['PORT']), '127.0.0.1');
  process.once('SIGTERM', () => {
    server.close(() => void close().then(() => process.exit(0)));
    server.closeAllConnections();
  });
}
