import { asAppError } from '../../../errors.ts';

/** A token is left alone for this long before its end, so that it does not expire on the way, in ms. */
const MARGIN_MS = 5 * 60_000;
/** After many wrong secrets WeCom shuts the whole address out for an hour, so a refused one rests, in ms. */
const REFUSED_REST_MS = 60_000;

/** Keeps one access token: fetched by one caller at a time, reused until shortly before its end. */
export interface TokenKeeper {
  /** Returns a token that is good for now, fetching it when needed; concurrent callers share one fetch. */
  current(): Promise<string>;
  /** Forgets a token that WeCom refused; a newer one that another caller has fetched meanwhile is kept. */
  drop(token: string): void;
}

/** Builds a token keeper around `fetch`, which asks for a token and its life in ms. */
export function tokenKeeper(
  fetch: () => Promise<{ token: string; lifeMs: number }>,
  now: () => Date,
): TokenKeeper {
  let kept: { token: string; until: number } | null = null;
  let refused: { error: unknown; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    try {
      const { token, lifeMs } = await fetch();
      // A life shorter than two margins is halved: otherwise every call would ask for a token first.
      kept = { token, until: now().getTime() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) };
      return token;
    } catch (error) {
      if (asAppError(error).outside?.reaction === 'give-up')
        refused = { error, until: now().getTime() + REFUSED_REST_MS };
      throw error;
    }
  };

  return {
    current: async () => {
      if (kept !== null && now().getTime() < kept.until) return kept.token;
      if (refused !== null && now().getTime() < refused.until) throw refused.error;
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
