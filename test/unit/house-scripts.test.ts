import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../support/paper-house.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FUTURE = new Date('2100-01-01T00:00:00Z');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'panhuo-scripts-'));
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

function run(script: string, ...words: string[]) {
  const program = join(folder, 'scripts', script);
  return spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: 'utf8' });
}

describe('the build script', () => {
  beforeEach(() => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const compilerOptions = { outDir: 'dist', rootDir: '.', module: 'nodenext', types: [], lib: ['es5'] };
    write(folder, 'tsconfig.build.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    write(folder, 'src/main.ts', 'export const word: string = "first";');
  });

  const built = () => readFileSync(join(folder, 'dist/src/main.js'), 'utf8');

  it('compiles once, and again only when a source is newer', () => {
    expect(run('build.mjs').status).toBe(0);
    expect(built()).toContain('first');
    write(folder, 'dist/src/main.js', 'left alone');
    run('build.mjs');
    expect(built()).toContain('left alone');
    utimesSync(join(folder, 'src/main.ts'), FUTURE, FUTURE);
    run('build.mjs');
    expect(built()).toContain('first');
  });

  it('leaves no output of a source that was renamed', () => {
    write(folder, 'src/old.ts', 'export const old = 1;');
    run('build.mjs');
    renameSync(join(folder, 'src/old.ts'), join(folder, 'src/new.ts'));
    run('build.mjs');
    expect(existsSync(join(folder, 'dist/src/old.js'))).toBe(false);
    expect(existsSync(join(folder, 'dist/src/new.js'))).toBe(true);
  });

  it('fails when the sources do, and tries again next time', () => {
    write(folder, 'src/main.ts', 'export const word: number = "first";');
    expect(run('build.mjs').status).not.toBe(0);
    expect(run('build.mjs').status).not.toBe(0);
  });

  it('takes the build that is there when the compiler is not installed', () => {
    run('build.mjs');
    rmSync(join(folder, 'node_modules'));
    utimesSync(join(folder, 'src/main.ts'), FUTURE, FUTURE);
    expect(run('build.mjs').status).toBe(0);
  });

  it('says what to do when there is neither a build nor a compiler', () => {
    rmSync(join(folder, 'node_modules'));
    expect(run('build.mjs')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm ci') });
    expect(run('build.mjs', '--if-able')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('the start script', () => {
  it('stops the service when the shell that npm started it in is killed', async () => {
    const main = [
      "process.on('SIGTERM', () => process.exit(console.log('stopped')));",
      'setTimeout(() => {}, 15_000);',
      "console.log('up');",
    ];
    write(folder, 'dist/src/main.js', main.join('\n'));
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/start.mjs; true`], { cwd: folder, env });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (text.includes('up')) shell.kill('SIGTERM');
    });
    await once(shell, 'close');
    expect(output).toContain('stopped');
  });
});

describe('the lock check', () => {
  const check = (packages: object) => {
    write(folder, 'package-lock.json', JSON.stringify({ packages }));
    return run('lockcheck.mjs');
  };

  it('passes a lock file with an entry for every platform', () => {
    const tool = { optionalDependencies: { 'tool-linux': '1' } };
    expect(check({ '': {}, 'node_modules/tool': tool, 'node_modules/tool-linux': {} }).status).toBe(0);
  });

  it('names the entry that another platform would miss', () => {
    const run = check({ '': {}, 'node_modules/tool': { optionalDependencies: { 'tool-darwin': '1' } } });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('node_modules/tool names tool-darwin');
  });

  it('refuses an entry bound to one registry', () => {
    const run = check({ '': {}, 'node_modules/tool': { resolved: 'https://registry.example/tool.tgz' } });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('bound to a registry');
  });

  it('refuses a lock file with nothing in it', () => {
    expect(check({ '': {} }).status).toBe(1);
  });

  it('passes the lock file of this repository', () => {
    cpSync(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'));
    expect(run('lockcheck.mjs').stderr).toBe('');
  });
});
