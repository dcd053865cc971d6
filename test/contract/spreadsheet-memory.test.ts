import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROWS = 100_000;

/** Reads 100,000 generated rows, some 100 MB, and tells how many there were; with `keep` it holds on to all of them. */
const PROGRAM = `
import { Readable } from 'node:stream';
import { readPatentFile } from './src/platform/spreadsheet/patent-file.js';
const abstract = '本发明公开了一种电池及其制备方法。'.repeat(20);
function* lines() {
  yield '公开号,名称,摘要\\n';
  for (let n = 0; n < ${ROWS}; n += 1) yield 'CN' + (100000000 + n) + 'A,第' + n + '件,' + n + abstract + '\\n';
}
const kept = [];
let rows = 0;
for await (const result of readPatentFile({ name: 'a.csv', stream: Readable.from(lines()) })) {
  if (result.ok) rows += 1;
  if (process.argv[2] === 'keep') kept.push(result);
}
console.log(rows);
`;

let folder = '';

/** Node 20 cannot run TypeScript, so the sources that the program needs are translated beside it. */
async function translate(path: string): Promise<void> {
  const source = await readFile(join(ROOT, path), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  const target = join(folder, path.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, outputText);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panhuo-memory-'));
  const all = async (part: string) => (await readdir(join(ROOT, part))).map((name) => `${part}/${name}`);
  const sources = [...(await all('src/platform/spreadsheet')), ...(await all('src/domain'))];
  await Promise.all([...sources, 'src/errors.ts'].map(translate));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'program.js'), PROGRAM);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--max-old-space-size=96', join(folder, 'program.js'), ...args]);

describe('reading 100,000 rows of CSV', () => {
  it('fits into a heap of 96 MB', { timeout: 120_000 }, async () => {
    expect((await run()).stdout.trim()).toBe(String(ROWS));
  });

  it('would not fit if the rows were kept, so that the bound is one', { timeout: 120_000 }, async () => {
    await expect(run('keep')).rejects.toMatchObject({
      stderr: expect.stringContaining('heap out of memory'),
    });
  });
});
