/** At most `max` in any stretch of `ms`. */
export interface WindowRule {
  readonly max: number;
  readonly ms: number;
}

/** Remembers when each key was used. */
export interface SlidingWindows {
  /** Uses a key once and returns 0, or returns the ms to wait because a rule is exhausted and uses nothing. */
  take(key: string, at: number, rules: readonly WindowRule[]): number;
}

/** Makes empty windows; they slide, so a burst across a full second is caught as well. */
export function createSlidingWindows(): SlidingWindows {
  const uses = new Map<string, number[]>();
  return {
    take(key, at, rules) {
      const longest = Math.max(...rules.map(({ ms }) => ms));
      const recent = (uses.get(key) ?? []).filter((use) => use > at - longest);
      uses.set(key, recent);
      const wait = Math.max(...rules.map((rule) => waitFor(rule, recent, at)));
      if (wait === 0) recent.push(at);
      return wait;
    },
  };
}

function waitFor(rule: WindowRule, recent: readonly number[], at: number): number {
  const inside = recent.filter((use) => use > at - rule.ms);
  const oldest = inside[inside.length - rule.max];
  return oldest === undefined ? 0 : oldest + rule.ms - at;
}
