// Checks package-lock.json for what breaks on other people's machines only:
// an optional dependency (the binary of a platform) without an entry, which `npm ci` refuses on that platform,
// and an entry bound to one registry's address, which others may not reach.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'));
const paths = Object.keys(packages);
const problems = [];

for (const [path, { optionalDependencies = {}, resolved = '' }] of Object.entries(packages)) {
  for (const name of Object.keys(optionalDependencies)) {
    if (paths.some((other) => other.endsWith(`node_modules/${name}`))) continue;
    problems.push(`${path || 'the project'} names ${name}, which has no entry`);
  }
  if (/^https?:/.test(resolved)) {
    problems.push(`${path} is bound to a registry: install with --omit-lockfile-registry-resolved`);
  }
}
if (paths.length < 2) problems.push('the lock file is empty');

for (const problem of problems) console.error(`lockcheck: ${problem}`);
console.log(`lockcheck: ${paths.length} entries, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
