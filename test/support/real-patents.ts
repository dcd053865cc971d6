import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real patents are public but not part of the repository; they may lie beside it. */
const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** A file of real patents, with the reason to show when it is absent. */
export interface RealPatents {
  readonly path: string;
  readonly present: boolean;
  /** To be appended to the name of a skipped suite. */
  readonly note: string;
}

/** Looks for a file of real patents at `../shared/data`, relative to the repository. */
export function realPatents(name: string): RealPatents {
  const path = fileURLToPath(new URL(name, FOLDER));
  const present = existsSync(path);
  return { path, present, note: present ? '' : ` (skipped: ../shared/data/${name} is absent)` };
}
