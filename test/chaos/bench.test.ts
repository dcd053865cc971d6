import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { buildService } from '../support/service-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

beforeAll(buildService, 120_000);

// How fast it is, is no matter for a test; that it still measures the service of today, is.
it('the click benchmark runs on the present tables, and finds every click once', () => {
  expect(quickly('click')).toMatch(/\d+ evaluations, lost 0, doubled 0/);
}, 120_000);

it('the search benchmark finds what LIKE finds, in the present index', () => {
  expect(quickly('search')).toContain('all claims hold');
}, 120_000);

it('the import benchmark takes in every row of its files', () => {
  expect(quickly('import')).toContain('all claims hold');
}, 120_000);

/** What the short run of a benchmark prints. */
function quickly(name: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/bench.mjs'), name], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', BENCH_QUICK: '1' },
  });
  expect(stderr).not.toContain('Error');
  return stdout;
}
