// Compiles the sources to dist/ when they are newer than the last build.
//   --force     compiles in any case, from nothing
//   --if-able   says nothing when there is neither a compiler nor a build (an installation without sources)
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INPUTS = ['src', 'migrations', 'bench', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];
const STAMP = 'dist/.stamp';
const MAIN = 'dist/src/main.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.exitCode = build(new Set(process.argv.slice(2)));

function build(options) {
  const files = INPUTS.flatMap(listFiles);
  const names = `${files.join('\n')}\n`;
  const sameFiles = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === names;
  if (sameFiles && !options.has('--force') && isNewest(STAMP, files)) return 0;

  const compiler = findCompiler();
  if (compiler === null) {
    if (existsSync(MAIN) || options.has('--if-able')) return 0;
    console.error(
      'build: there is no build in dist/, and TypeScript is not installed: run `npm ci` with its dev part',
    );
    return 1;
  }
  // Outputs of sources that were renamed or deleted would live on.
  if (!sameFiles || options.has('--force')) rmSync('dist', { recursive: true, force: true });
  // The time of the stamp is the start of the build: a source saved meanwhile counts as newer.
  const startedAt = new Date();
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  if (status !== 0) return status ?? 1;
  mkdirSync('dist', { recursive: true });
  writeFileSync(STAMP, names);
  utimesSync(STAMP, startedAt, startedAt);
  return 0;
}

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return /\.(ts|json)$/.test(path) ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

function isNewest(stamp, files) {
  const { mtimeMs } = statSync(stamp);
  return files.every((file) => statSync(file).mtimeMs < mtimeMs);
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return null;
  }
}
