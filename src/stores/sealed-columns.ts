/**
 * Every column that holds sealed text, with the primary key of its table. A change of the key goes through exactly
 * these, and nothing can be sealed for any other column: the type of a place is made from this list.
 */
export const SEALED_COLUMNS = [
  { table: 'admin_profiles', column: 'mobile', key: 'member_id' },
  { table: 'admin_profiles', column: 'mail', key: 'member_id' },
  { table: 'connections', column: 'settings', key: 'name' },
  { table: 'contact_lists', column: 'contacts', key: 'id' },
  { table: 'intents', column: 'fields', key: 'id' },
  { table: 'intents', column: 'text', key: 'id' },
  { table: 'intents', column: 'answer', key: 'id' },
  { table: 'demands', column: 'fields', key: 'id' },
  { table: 'demands', column: 'text', key: 'id' },
  { table: 'audit', column: 'text', key: 'id' },
] as const;

/** One column of the list. */
export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** Where a sealed text stands: table, column and primary key, for example `admin_profiles.mobile:<member id>`. */
export type Place = `${PathOf<SealedColumn>}:${string}`;

/** Distributes over the list, so that a table is paired with its own columns only. */
type PathOf<Each extends SealedColumn> = Each extends SealedColumn
  ? `${Each['table']}.${Each['column']}`
  : never;

/** Names the place of a row's sealed text. */
export function placeOf({ table, column }: SealedColumn, id: string): Place {
  return `${table}.${column}:${id}` as Place;
}
