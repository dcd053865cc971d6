import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file of each place of the house; they import nothing that is forbidden. */
const HOUSE = [
  'src/root.ts',
  'src/config.ts',
  'src/app.ts',
  'src/domain/patent.ts',
  'src/matching/score.ts',
  'src/stores/database.ts',
  'src/stores/transactions.ts',
  'src/stores/outbox-store.ts',
  'src/stores/patent-store.ts',
  'src/reads/patent-card.ts',
  'src/actions/push-patent.ts',
  'src/chat/port.ts',
  'src/chat/notices.ts',
  'src/chat/cards.ts',
  'src/chat/card-renderer.ts',
  'src/chat/feishu/feishu.ts',
  'src/chat/wecom/wecom.ts',
  'src/platform/port.ts',
  'src/platform/http/client.ts',
  'src/platform/manual/manual.ts',
  'src/platform/spreadsheet/import.ts',
  'src/http/routes.ts',
  'src/jobs/relay.ts',
  'src/sandbox/view.ts',
  'migrations/index.ts',
  'migrations/table.ts',
  'test/support/fixture.ts',
];

const PACKAGES = [
  'knex',
  'mysql2',
  'libsql',
  'axios',
  '@larksuiteoapi/node-sdk',
  '@wecom/aibot-node-sdk',
  'koa',
  '@koa/router',
  'zod',
  'pino',
];

/** Writes a small house of files that keep every rule, and adds the given files, each with what it imports. */
export function build(folder: string, files: readonly (readonly [string, string])[]): void {
  write(folder, 'tsconfig.json', '{"compilerOptions":{"module":"nodenext"}}');
  write(
    folder,
    'package.json',
    JSON.stringify({ dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1'])) }),
  );
  for (const name of PACKAGES) {
    write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(folder, `node_modules/${name}/index.js`, 'exports.here = 1;');
  }
  write(folder, 'src/errors.ts', 'export const here = 1;');
  for (const file of HOUSE) write(folder, file, importing(file, 'src/errors.ts'));
  write(folder, 'src/domain/circle.ts', importing('src/domain/circle.ts', 'src/domain/bad-circle.ts'));
  for (const [file, target] of files) write(folder, file, importing(file, target));
}

function importing(file: string, target: string): string {
  if (target === '') return 'export const here = 1;';
  const what = target.replace('type ', '');
  const depth = file.split('/').length - 1;
  const specifier = /^(src|migrations|test)\//.test(what) ? '../'.repeat(depth) + what : what;
  return target.startsWith('type ')
    ? `import type { here } from '${specifier}';\nexport type Here = typeof here;`
    : `import { here } from '${specifier}';\nexport const there = here;`;
}

/** Writes one file of a house, with the folders above it. */
export function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${text}\n`);
}
