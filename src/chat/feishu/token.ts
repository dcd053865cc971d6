/** A token is left alone for this long before its end, so that it does not expire on the way, in ms. */
const MARGIN_MS = 180_000;

/** Keeps one access token: fetched by one caller at a time, reused until shortly before its end. */
export interface TokenKeeper {
  /** Returns a token that is good for now, fetching it when needed; concurrent callers share one fetch. */
  current(): Promise<string>;
  /** Forgets a token the other side refused; a newer one that another caller has fetched meanwhile is kept. */
  drop(token: string): void;
}

/** Builds a token keeper around `fetch`, which asks for a new token and its life in ms. */
export function tokenKeeper(
  fetch: () => Promise<{ token: string; lifeMs: number }>,
  now: () => Date,
): TokenKeeper {
  let kept: { token: string; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    const { token, lifeMs } = await fetch();
    // A life shorter than two margins is halved: otherwise every call would ask for a token first.
    kept = { token, until: now().getTime() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) };
    return token;
  };

  return {
    current: async () => {
      if (kept !== null && now().getTime() < kept.until) return kept.token;
      fetching ??= renew().finally(() => {
        fetching = null;
      });
      return await fetching;
    },
    drop: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
}
