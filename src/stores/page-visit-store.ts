import { type Db, insertOnce, type TimeColumn } from './database.ts';

interface VisitRow {
  link: string;
  browser: string;
  expires_at: TimeColumn;
}

/** Which browser opened a page's link first; nobody else's opens it after that. Both are kept as fingerprints only. */
export class PageVisitStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Takes a link for a browser; false when another one has it. The same browser may come again. */
  async take(visit: {
    readonly link: string;
    readonly browser: string;
    readonly expiresAt: Date;
  }): Promise<boolean> {
    const { link, browser, expiresAt: expires_at } = visit;
    if (await insertOnce(this.#rows().insert({ link, browser, expires_at }))) return true;
    return this.has(link, browser);
  }

  /** Says whether a link is a browser's own. */
  async has(link: string, browser: string): Promise<boolean> {
    return (await this.#rows().where({ link, browser }).first()) !== undefined;
  }

  /** Says whether a link was opened by anybody. */
  async isTaken(link: string): Promise<boolean> {
    return (await this.#rows().where({ link }).first()) !== undefined;
  }

  /** Forgets links that are good no more; returns how many. */
  async forgetExpired(at: Date): Promise<number> {
    return this.#rows().where('expires_at', '<=', at).delete();
  }

  #rows() {
    return this.#db<VisitRow>('page_visits');
  }
}
