import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from './errors.ts';

const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** Names a file of the project by its path from the folder with package.json, whether the code runs from src or from dist. */
export function projectPath(...parts: readonly string[]): string {
  return join(ROOT, ...parts);
}

/** Walks up to the folder with package.json; a build keeps none of its own below it. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new AppError('bug', 'no_project_root', 'no folder above the code has a package.json');
  return rootAbove(parent);
}
