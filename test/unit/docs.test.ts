import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '../../src/cli/program.ts';
import { COMMAND_WORDS, readCommand } from '../../src/domain/chat-command.ts';
import {
  findDeadLinks,
  headingsIn,
  linksIn,
  npmCommandsIn,
  readDocuments,
  readText,
  tableRows,
} from '../support/documents.ts';
import { readSources } from '../support/source-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const documents = readDocuments();
const document = (stem: string) => documents.find(({ path }) => path === `${stem}.md`)?.text ?? '';
const manifest = JSON.parse(readText('package.json')) as {
  scripts: Record<string, string>;
  engines: { node: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('documents', () => {
  it('link only to files and headings that are there', () => {
    expect(documents.flatMap(({ text }) => linksIn(text)).length).toBeGreaterThan(20);
    expect(documents.flatMap(findDeadLinks)).toEqual([]);
  });

  it('are caught linking to what is not there', () => {
    const broken = '[a](no-such-page.txt) [b](#no-such-heading) [c](#here)\n\n## Here\n';
    expect(findDeadLinks({ path: 'broken', text: broken })).toEqual([
      'broken -> no-such-page.txt',
      'broken -> #no-such-heading',
    ]);
  });

  it('name no place of a machine and no registry', () => {
    const traces = /(?<![\w.:/])\/(root|home|work|tmp|Users)\/|registry\.|C:\\/;
    expect(documents.filter(({ text }) => traces.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('show pictures of at most 120 KB', () => {
    const folder = join(ROOT, 'docs/images');
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(120 * 1024);
  });
});

describe('commands in documents', () => {
  const named = documents.flatMap(({ path, text }) =>
    npmCommandsIn(text).map((command) => ({ path, ...command })),
  );
  const shown = named.flatMap(({ path, script, words }) => {
    if (script === 'migrate') return [{ path, words: ['migrate', ...words] }];
    return script === 'cli' && words.length > 0 ? [{ path, words }] : [];
  });

  it('are scripts of package.json', () => {
    const unknown = named.filter(({ script }) => !Object.hasOwn(manifest.scripts, script));
    expect(unknown).toEqual([]);
  });

  it('are understood by the command line, options and all', () => {
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.flatMap(({ path, words }) => complaintOf(words).map((why) => `${path}: ${why}`))).toEqual(
      [],
    );
  });

  it.each([
    ['no-such-command'],
    ['chat', 'bind', 'enterprise'],
    ['push', 'enterprise', '--no-such-option'],
    ['member', 'add', 'enterprise', 'name', '--role', 'expert'],
  ])('are caught when the command line would refuse %s %s', (...words) => {
    expect(complaintOf(words)).toHaveLength(1);
  });
});

describe('the two front pages', () => {
  const english = document('README');
  const chinese = document('README.zh-CN');

  it('have the same headings, commands and links', () => {
    const levels = (text: string) => headingsIn(text).map((heading) => heading.replace(/ .*/, ''));
    const blocks = (text: string) => text.match(/^```[\s\S]*?^```/gm);
    const targets = (text: string) => linksIn(text).filter((link) => !link.startsWith('README'));
    expect(levels(chinese)).toEqual(levels(english));
    expect(blocks(chinese)).toEqual(blocks(english));
    expect(targets(chinese)).toEqual(targets(english));
  });

  it('name the oldest Node that package.json allows', () => {
    const oldest = manifest.engines.node.replace('>=', '');
    for (const text of [english, chinese]) expect(text).toContain(`Node.js ${oldest}`);
  });
});

it('the architecture justifies every dependency once, and nothing else', () => {
  const listed = tableRows(document('docs/architecture'), '## Dependencies').map(([name = '']) => name);
  const expected = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  expect(listed).toEqual(expected.map((name) => `\`${name}\``));
});

it('the page for admins and experts has every command in words, each once', () => {
  const rows = tableRows(document('docs/joining.zh-CN'), '## 在聊天里能说的话');
  const said = rows.map(([word = '']) => readCommand(word.replaceAll('`', '').replace(/ @同事$/, ''))?.kind);
  expect(said.filter((kind) => kind !== undefined).sort()).toEqual(Object.keys(COMMAND_WORDS).sort());
});

describe('the table of dead jobs', () => {
  const cells = tableRows(document('docs/operations'), '## Dead jobs').map(([codes = '']) => codes);
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? ''));

  it('has every code with which the relay can give up', () => {
    const codes = codesOfRelay();
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !listed.includes(code))).toEqual([]);
  });

  it('has only codes that are in the source, each once', () => {
    const source = readSources(['src']).map(({ text }) => text);
    const absent = listed.filter((code) => !source.some((text) => new RegExp(`\\b${code}\\b`).test(text)));
    expect(absent).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });
});

it('the changelog has something under Unreleased', () => {
  const [, unreleased = ''] = document('CHANGELOG').split('\n## Unreleased\n');
  expect(unreleased.split('\n## ')[0]).toMatch(/^- \S/m);
});

describe('the container', () => {
  const compose = parse(readText('docker-compose.yml')) as {
    services: Record<
      string,
      { image?: string; healthcheck?: object; depends_on?: object; environment: object }
    >;
  };

  it('runs beside MySQL 8.4 and waits until it is healthy', () => {
    const { app, mysql } = compose.services;
    expect(mysql).toMatchObject({ image: 'mysql:8.4', healthcheck: { test: expect.anything() } });
    expect(app?.depends_on).toEqual({ mysql: { condition: 'service_healthy' } });
  });

  it('takes every password from outside', () => {
    const values = Object.values(compose.services).flatMap(({ environment }) => Object.entries(environment));
    const passwords = values.filter(
      ([name, value]) => /PASSWORD$/.test(name) && !/RANDOM/.test(name) && value,
    );
    expect(passwords.length).toBeGreaterThan(0);
    for (const [, value] of passwords) expect(value).toMatch(/^\$\{MYSQL_PASSWORD:\?/);
  });

  it('is built from files that are there and that Docker is given', () => {
    const sources = readText('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    for (const path of ['src', 'migrations', 'scripts', 'package-lock.json']) expect(sources).toContain(path);
    const copied = readText('Dockerfile').match(/(?<=^COPY --from=build \/app\/)(cards|pages|forms)\b/gm);
    expect(copied).toEqual(['cards', 'pages', 'forms']);
    for (const path of copied ?? []) expect(sources).toContain(path);
  });
});

/** What the real command line has against these words: nothing, or its complaint. Nothing is run. */
function complaintOf(words: readonly string[]): string[] {
  const program = createProgram(() => {
    throw new Error('nothing may run here');
  });
  disarm(program);
  try {
    program.parse(words, { from: 'user' });
    return [];
  } catch (error) {
    return [`${words.join(' ')}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function disarm(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => {} });
  if (command.commands.length === 0) command.action(() => {});
  for (const each of command.commands) disarm(each);
}

/** The codes that end a job: failed calls, our own bugs on the way out, and rows that are missing. */
function codesOfRelay(): string[] {
  const onTheWay = readSources(['src']).filter(({ path }) =>
    /^src\/(jobs|stores|reads|platform\/http|chat\/card-renderer|chat\/feishu\/(errors|messages))\b/.test(
      path,
    ),
  );
  const made = /(?:outsideError\(|AppError\(\s*'bug',|refuse\()\s*'(\w+)'/g;
  const outages = /^ {2}(platform_\w+):/gm;
  const found = onTheWay.flatMap(({ path, text }) => {
    const patterns = path.startsWith('src/platform/') ? [made, outages] : [made];
    return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''));
  });
  return [...new Set([...found, 'unexpected'])];
}
