import { refuse } from './refusals.ts';

/** A rating on the platform's scale; there is no half star, no zero and no other scale (rule 14). */
export type Stars = 1 | 2 | 3 | 4 | 5;

/** All ratings, best first, as cards list them. */
export const ALL_STARS: readonly Stars[] = [5, 4, 3, 2, 1];

/** What each rating means, in the platform's own words (manual line 91). */
export const STAR_MEANINGS: Readonly<Record<Stars, string>> = {
  5: '技术成熟度高，可直接用于产业',
  4: '具有较高的潜在价值和产业化前景',
  3: '具有一定的潜在价值和产业化前景',
  2: '潜在价值低，产业化前景不明确',
  1: '无潜在价值和产业化前景',
};

/** Reads a rating; refuses anything but the whole numbers 1 to 5. */
export function starsOf(value: number): Stars {
  const found = ALL_STARS.find((stars) => stars === value);
  return found ?? refuse('stars_out_of_range', { value });
}

/** Draws a rating as five stars, for example ★★★★☆. */
export function drawStars(stars: Stars): string {
  return '★'.repeat(stars) + '☆'.repeat(5 - stars);
}
