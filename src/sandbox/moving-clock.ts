import { periodAt, weekly } from '../domain/period.ts';

/** How far the clock of the sandbox is moved: an hour, a day, or until Monday 09:00. */
export type ClockStep = 'hour' | 'day' | 'monday';

/** A clock that runs as the given one does and can be moved forward. */
export interface MovingClock {
  readonly now: () => Date;
  /** How far it is ahead of the given clock, in ms. */
  aheadMs(): number;
  move(step: ClockStep): void;
  onChange(listener: () => void): () => void;
}

const HOUR_MS = 3_600_000;

/** Makes the clock that the sandbox's service and its stand-ins share. */
export function movingClock(given: () => Date, timeZone: string): MovingClock {
  const listeners = new Set<() => void>();
  let ahead = 0;
  const now = () => new Date(given().getTime() + ahead);
  const steps: Readonly<Record<ClockStep, () => number>> = {
    hour: () => HOUR_MS,
    day: () => 24 * HOUR_MS,
    monday: () => periodAt(weekly(timeZone), now()).until.getTime() - now().getTime(),
  };
  return {
    now,
    aheadMs: () => ahead,
    move: (step) => {
      ahead += steps[step]();
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
