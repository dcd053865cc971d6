import type { SentCard } from '../stores/card-store.ts';

/** Makes and reads the addresses of pages; each is for one member, one card and a few days. */
export interface PageLinks {
  /** The address of a card's page for one member. */
  readonly linkTo: (card: SentCard, memberId: string, at: Date) => string;
}

/** Makes page links signed with the newest key; without an address that phones can reach there are none. */
export function pageLinks(_keys: readonly string[], _baseUrl: string | null): PageLinks {
  return { linkTo: () => '' };
}
