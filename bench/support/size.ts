import type { Database } from '../../src/stores/database.ts';

/** What a database takes on disk, in bytes: its pages, or the files of its tables with those of their full-text indexes. */
export async function sizeOf({ db, engine }: Database): Promise<number> {
  if (engine === 'sqlite') {
    const [pages] = (await db.raw('pragma page_count')) as { page_count: number }[];
    const [size] = (await db.raw('pragma page_size')) as { page_size: number }[];
    return (pages?.page_count ?? 0) * (size?.page_size ?? 0);
  }
  const found: { table: string } | undefined = await db('information_schema.tables')
    .where({ table_schema: 'information_schema' })
    .whereIn('table_name', ['INNODB_TABLESPACES', 'INNODB_SYS_TABLESPACES'])
    .first({ table: 'table_name' });
  const files = await db(`information_schema.${found?.table}`)
    .whereRaw("name like concat(database(), '/%')")
    .sum({ bytes: 'FILE_SIZE' })
    .first();
  return Number(files?.['bytes'] ?? 0);
}
