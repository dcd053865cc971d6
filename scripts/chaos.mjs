// The long runs of test/chaos: what is done over and over while the service is killed at random moments.
//   npm run chaos -- stories --stories 200 --kills 1000 --seed 1 --database sqlite:… or mysql://… (empty)
//   npm run chaos -- digests --weeks 52 --groups 200 --seed 1
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stories: { type: 'string', default: '200' },
    kills: { type: 'string', default: '1000' },
    weeks: { type: 'string', default: '52' },
    groups: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string' },
  },
});
const [what = 'stories'] = positionals;
const RUNS = {
  stories: {
    file: 'test/chaos/chaos.test.ts',
    env: { CHAOS_STORIES: values.stories, CHAOS_KILLS: values.kills },
  },
  digests: {
    file: 'test/chaos/digests.test.ts',
    env: { CHAOS_WEEKS: values.weeks, CHAOS_GROUPS: values.groups },
  },
};
const run = RUNS[what];
if (run === undefined) {
  process.stderr.write(`there is no such run; take one of: ${Object.keys(RUNS).join(', ')}\n`);
  process.exit(2);
}
const env = {
  ...process.env,
  ...run.env,
  CHAOS_SEED: values.seed,
  ...(values.database === undefined ? {} : { CHAOS_DATABASE_URL: values.database }),
};
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', run.file], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
