import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Finds the first of these programs on the path, or where a system keeps its servers; null when there is none. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}
