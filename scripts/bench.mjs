// Runs the benchmarks of dist/bench/ one after the other, each in its own process: all of them, or those named.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/bench/', import.meta.url));
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -'.js'.length));
const names = process.argv.length > 2 ? process.argv.slice(2) : known;

for (const name of names) {
  if (!known.includes(name)) {
    console.error(`bench: there is no ${name}; there are ${known.join(', ')}`);
    process.exitCode = 1;
    continue;
  }
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', `${folder}${name}.js`], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
