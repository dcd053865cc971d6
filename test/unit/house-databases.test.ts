import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '../support/databases.ts';
import { migratedSchema } from '../support/migrated-template.ts';

onEveryDatabase('a throwaway database', ({ name, emptyUrl, freshUrl }) => {
  let url = '';

  beforeAll(async () => {
    url = await emptyUrl();
  });

  // Fails if the database were deleted before the suite has closed its connections.
  afterAll(async () => {
    expect(await stateOf(url)).toBe(name);
  });

  it('is another one each time', async () => {
    expect(await emptyUrl()).not.toBe(url);
  });

  it('is there, empty, and served by the engine it is named after', async () => {
    expect(await stateOf(url)).toBe(name);
  });

  // Fails if what is copied into it were not what the migrations make.
  it('has the tables, keys and first rows of one that was migrated', async () => {
    const [copied, migrated] = [
      await migratedSchema(await freshUrl()),
      await migratedSchema(await emptyUrl()),
    ];
    expect(copied.length).toBeGreaterThan(30);
    expect(withoutTimes(copied)).toEqual(withoutTimes(migrated));
  });
});

/** When a migration ran and where a count stands differ between any two databases; MySQL names a charset only if it was given. */
function withoutTimes(schema: readonly string[]): string[] {
  return schema
    .map((statement) =>
      statement
        .replace(/ AUTO_INCREMENT=\d+| CHARACTER SET (\w+)(?= COLLATE \1_)/g, '')
        .replace(/\b\d{13}\b|'\d{4}-[^']*:[^']*'/g, 'then'),
    )
    .sort();
}

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
