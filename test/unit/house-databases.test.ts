import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '../support/databases.ts';

onEveryDatabase('a throwaway database', ({ name, freshUrl }) => {
  let url = '';

  beforeAll(async () => {
    url = await freshUrl();
  });

  // Fails if the database were deleted before the suite has closed its connections.
  afterAll(async () => {
    expect(await stateOf(url)).toBe(name);
  });

  it('is another one each time', async () => {
    expect(await freshUrl()).not.toBe(url);
  });

  it('is there, empty, and served by the engine it is named after', async () => {
    expect(await stateOf(url)).toBe(name);
  });
});

async function stateOf(url: string): Promise<string> {
  if (url.startsWith('sqlite:')) {
    const file = url.replace('sqlite:', '');
    return existsSync(dirname(file)) && !existsSync(file) ? 'sqlite' : 'not an empty place for a file';
  }
  const connection = await createConnection(url);
  const [versions] = await connection.query('select version() as version');
  const [tables] = await connection.query('show tables');
  await connection.end();
  if ((tables as unknown[]).length > 0) return 'not empty';
  return JSON.stringify(versions).includes('MariaDB') ? 'mariadb' : 'mysql';
}
