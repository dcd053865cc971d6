/** How fast something went, from the instants at which it happened. */
export interface Pace {
  /** The rate after the opening burst: over the second half, in events a second. */
  readonly perSecond: number;
  /** The most in any second and in any minute, wherever they begin. */
  readonly mostInSecond: number;
  readonly mostInMinute: number;
}

/** Reads the pace off the instants, given in ms and in any order. */
export function paceOf(instants: readonly number[]): Pace {
  const sorted = instants.toSorted((a, b) => a - b);
  const steady = sorted.slice(Math.floor(sorted.length / 2));
  const seconds = ((steady.at(-1) ?? 0) - (steady[0] ?? 0)) / 1000;
  return {
    perSecond: (steady.length - 1) / seconds,
    mostInSecond: mostIn(sorted, 1000),
    mostInMinute: mostIn(sorted, 60_000),
  };
}

function mostIn(sorted: readonly number[], ms: number): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= ms) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
