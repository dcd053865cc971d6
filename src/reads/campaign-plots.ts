import type { FirstAnswer } from '../stores/campaign-figure-store.ts';

/** What was done week by week, as a line in a picture of so many units. */
export interface Curve {
  readonly width: number;
  readonly height: number;
  /** The corners of the line, as SVG writes them. */
  readonly points: string;
  /** What the upper edge means, and what the line ends at. */
  readonly most: number;
  readonly now: number;
  readonly weeks: number;
}

/** A bar with its label; its length in hundredths of the longest that can be. */
export interface Bar {
  readonly label: string;
  readonly text: string;
  readonly share: number;
}

const WEEK_MS = 7 * 86_400_000;
const WEEKS = 12;
const WIDTH = 300;
const HEIGHT = 100;

/** Draws how many of the patents were done at the end of each of the last weeks; null where nothing was. */
export function curveOf(done: readonly Date[], whole: number, at: Date): Curve | null {
  if (done.length === 0 || whole === 0) return null;
  const earliest = Math.min(...done.map((each) => each.getTime()));
  const weeks = Math.min(WEEKS, Math.max(1, Math.ceil((at.getTime() - earliest) / WEEK_MS)));
  const most = Math.max(whole, done.length);
  const corners = Array.from({ length: weeks + 1 }, (_, index) => {
    const moment = at.getTime() - (weeks - index) * WEEK_MS;
    const number = done.filter((each) => each.getTime() <= moment).length;
    return `${Math.round((index * WIDTH) / weeks)},${Math.round(HEIGHT - (number * HEIGHT) / most)}`;
  });
  return { width: WIDTH, height: HEIGHT, points: corners.join(' '), most, now: done.length, weeks };
}

/** When each patent was rated first. */
export function ratedAt(answers: readonly FirstAnswer[]): Date[] {
  const first = new Map<string, Date>();
  for (const { matchId, ratedAt: at } of answers) {
    const before = first.get(matchId);
    if (before === undefined || at < before) first.set(matchId, at);
  }
  return [...first.values()];
}

/** Measures bars against the longest that can be. */
export function barsOf(
  all: readonly { readonly label: string; readonly text: string; readonly value: number }[],
  longest: number,
): Bar[] {
  return all.map(({ label, text, value }) => ({ label, text, share: Math.round((value * 100) / longest) }));
}
