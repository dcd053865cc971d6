/** Why a connection ended, or never came about. */
export type Ending =
  /** Another subscription has the bot now. */
  | { readonly why: 'kicked' }
  /** The platform takes this connection for one that never subscribed. */
  | { readonly why: 'unsubscribed' }
  /** The subscription was refused, with this code. */
  | { readonly why: 'refused'; readonly errcode: number }
  /** The network, the platform or we ourselves ended it, or nobody answered the subscription. */
  | { readonly why: 'lost' };

/** What went wrong lately: attempts that failed one after the other, and how often others took the bot away. */
export interface Troubles {
  readonly failures: number;
  readonly kicks: number;
}

/** A process that has had no trouble. */
export const NO_TROUBLES: Troubles = { failures: 0, kicks: 0 };

/** A connection held for so long shows that connecting works, in ms. */
const STEADY_MS = 60_000;
/** A connection held for so long shows that nobody else wants the bot, in ms. */
const UNDISPUTED_MS = 10 * 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const FIRST_YIELD_MS = 60_000;
const LONGEST_YIELD_MS = 10 * 60_000;

/**
 * Says how long to wait, in ms, before the next attempt, after a connection that was held for `heldMs`. Whoever took the
 * bot away gets it for a minute, then for two, up to ten: two programs that take it back at once would never serve anybody.
 */
export function afterEnding(
  before: Troubles,
  { why }: Ending,
  heldMs: number,
): { readonly troubles: Troubles; readonly waitMs: number } {
  const failures = heldMs >= STEADY_MS ? 0 : before.failures;
  const kicks = heldMs >= UNDISPUTED_MS ? 0 : before.kicks;
  if (why === 'kicked') {
    const waitMs = Math.min(FIRST_YIELD_MS * 2 ** kicks, LONGEST_YIELD_MS);
    return { troubles: { failures, kicks: kicks + 1 }, waitMs };
  }
  const troubles = { failures: failures + 1, kicks };
  if (why === 'unsubscribed' && failures === 0) return { troubles, waitMs: 0 };
  return { troubles, waitMs: Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) };
}
