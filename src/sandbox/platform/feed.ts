/** A page of a feed in the stand-in's memory. */
interface FeedPage<T> {
  readonly items: readonly T[];
  readonly next: string;
  readonly more: boolean;
}

/** Records in the order of their last change. */
export interface Feed<T> {
  /** Adds a record, or moves a changed one to the end, so that every reader meets it again. */
  put(key: string, record: T): void;
  get(key: string): T | undefined;
  /** The records after a cursor, or null when the cursor is not one of this feed. */
  page(since: string | null, limit: number): FeedPage<T> | null;
}

/**
 * Makes a feed. A cursor names the feed and the last change read, so additions never shift a page, and a cursor from
 * another feed, or from before a restart, is recognised as foreign.
 */
export function createFeed<T>(id: string): Feed<T> {
  const records = new Map<string, { readonly change: number; readonly record: T }>();
  let changes = 0;
  const cursorAt = (change: number): string =>
    Buffer.from(JSON.stringify([id, change])).toString('base64url');
  return {
    put(key, record) {
      // A Map keeps the order of insertion; deleting first moves the record to the end.
      records.delete(key);
      changes += 1;
      records.set(key, { change: changes, record });
    },
    get: (key) => records.get(key)?.record,
    page(since, limit) {
      const after = since === null ? 0 : changeAt(since, id);
      if (after === null || after > changes) return null;
      const rest = [...records.values()].filter(({ change }) => change > after);
      const shown = rest.slice(0, limit);
      return {
        items: shown.map(({ record }) => record),
        next: cursorAt(shown.at(-1)?.change ?? after),
        more: rest.length > shown.length,
      };
    },
  };
}

function changeAt(cursor: string, id: string): number | null {
  const written = Buffer.from(cursor, 'base64url').toString();
  const prefix = `[${JSON.stringify(id)},`;
  const change = written.startsWith(prefix)
    ? /^(\d{1,15})\]$/.exec(written.slice(prefix.length))?.[1]
    : undefined;
  return change === undefined ? null : Number(change);
}
