// Checks who imports whom after .dependency-cruiser.cjs.
//   scripts/layers.mjs [folder] [--json]   the tree to check (this repository), and the violations for a program
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// With a compiler it cannot use, dependency-cruiser reads no TypeScript at all and finds nothing wrong.
const FEWEST_MODULES = 20;

const home = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const { violations, modules } = cruise(resolve(words[0] ?? home));

if (process.argv.includes('--json')) console.log(JSON.stringify({ modules, violations }));
else for (const { rule, from, to } of violations) console.error(`layers: ${rule}: ${from} -> ${to}`);

if (modules < FEWEST_MODULES) {
  console.error(
    `layers: only ${modules} modules were read, so nothing is proved; is TypeScript 6 installed?`,
  );
  process.exitCode = 1;
} else {
  if (!process.argv.includes('--json'))
    console.log(`layers: ${modules} modules, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

function cruise(folder) {
  const program = join(home, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const options = ['--config', join(home, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const run = spawnSync(process.execPath, [program, ...options, 'src', 'migrations'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr}${run.stdout}`);
  const result = JSON.parse(run.stdout);
  const ours = result.modules.filter(({ source }) => /^(src|migrations)\//.test(source));
  return {
    modules: ours.length,
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
