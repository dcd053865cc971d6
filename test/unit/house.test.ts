import { describe, expect, it } from 'vitest';
import { readSources, type SourceFile } from '../support/source-files.ts';
import {
  type Finder,
  findAny,
  findChance,
  findChannelNames,
  findEnvironment,
  findLongFunctions,
  findSilentExports,
} from '../support/syntax.ts';

interface HouseRule {
  readonly name: string;
  /** Which files it holds for. */
  readonly where: RegExp;
  /** Files that are free to do it, because it is their task. */
  readonly except?: RegExp;
  readonly find: Finder;
  /** A file that breaks the rule, to prove that it would be found. */
  readonly path: string;
  readonly text: string;
}

const LINES = 200;
const FUNCTION_LINES = 40;
const CODE = /^(src|migrations|bench|scripts|test)\/.*\.(ts|mjs)$/;
const lineList = (count: number) => Array.from({ length: count }, () => 'work();').join('\n');

const RULES: readonly HouseRule[] = [
  {
    name: 'time and chance come from main.ts',
    where: /^src\/.*\.ts$/,
    except: /^src\/(cli\/)?main\.ts$/,
    find: findChance,
    path: 'src/domain/match.ts',
    text: 'export const at = new Date();',
  },
  {
    name: 'config.ts alone reads the environment',
    where: /^(src|migrations)\/.*\.ts$/,
    except: /^src\/config\.ts$/,
    find: findEnvironment,
    path: 'src/jobs/relay.ts',
    text: "const port = process.env['PORT'];",
  },
  {
    name: 'values reach a card through helpers that give whole JSON values',
    where: /^cards\/.*\.hbs$/,
    find: matches(/\{\{(?!(?:json|clip|line|key|style) |[#/>!]|else\b)[^}]*/),
    path: 'cards/patent.feishu.hbs',
    text: '{ "content": {{title}} }',
  },
  {
    name: 'nothing is filled in between the quotes of a card',
    where: /^cards\/.*\.hbs$/,
    find: findFilledStrings,
    path: 'cards/patent.feishu.hbs',
    text: '{ "content": "专利：{{json title}}" }',
  },
  {
    name: 'pages escape whatever they fill in',
    where: /^pages\/.*\.hbs$/,
    find: matches(
      /\{\{~?[{&]|\s[\w-]+=\{\{|href="\{\{|<script>(?!\{\{(?:script|> copy-script)\}\}<)|\s(on\w+|style)=/,
    ),
    path: 'pages/patent.hbs',
    text: '<h1>{{{title}}}</h1>',
  },
  {
    name: 'file names are kebab-case',
    where: /^(src|migrations|bench|scripts|test|cards|pages)\//,
    // Recorded messages are named after the event in them.
    except: /^test\/fixtures\//,
    find: ({ path }) => (/^(([a-z0-9]+-)*[a-z0-9]+\/)+([a-z0-9]+[-.])*[a-z0-9]+$/.test(path) ? [] : [path]),
    path: 'src/stores/patentStore.ts',
    text: '',
  },
  {
    name: `files have at most ${LINES} lines`,
    where: /^(src|migrations)\/.*\.ts$/,
    find: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LINES ? [`${path} has ${lines} lines`] : [];
    },
    path: 'src/domain/match.ts',
    text: lineList(LINES + 1),
  },
  {
    name: `functions have at most ${FUNCTION_LINES} lines`,
    where: /^(src|migrations)\/.*\.ts$/,
    find: findLongFunctions(FUNCTION_LINES),
    path: 'src/domain/match.ts',
    text: `const long = () => {\n${lineList(FUNCTION_LINES)}\n};`,
  },
  {
    name: 'nothing is of type any',
    where: /^(src|migrations|bench|test)\/.*\.ts$/,
    find: findAny,
    path: 'test/unit/match.test.ts',
    text: 'export const parse = (value: any) => value;',
  },
  {
    name: 'nothing is left for later, and no check is switched off',
    where: CODE,
    except: /^test\/unit\/house\.test\.ts$/,
    find: matches(/\b(TODO|FIXME|XXX)\b|@ts-(ignore|expect-error|nocheck)|biome-ignore/),
    path: 'src/domain/match.ts',
    text: '// TODO: think',
  },
  {
    name: 'comments name only pages that are in this repository',
    where: CODE,
    except: /^test\/unit\/house\.test\.ts$/,
    find: findAbsentPages,
    path: 'src/domain/match.ts',
    text: '// see thoughts.md',
  },
  {
    name: 'every export says in a sentence what it does',
    where: /^src\/.*\.ts$/,
    find: findSilentExports,
    path: 'src/domain/match.ts',
    text: '/** the limit */\nexport const LIMIT = 5;',
  },
  {
    name: 'code asks what a channel can do, not for its name',
    where: /^src\/.*\.ts$/,
    except: /^src\/(app\.ts|config\.ts|chat\/)/,
    find: findChannelNames,
    path: 'src/jobs/relay.ts',
    text: "if (channel.name === 'feishu') wait();",
  },
];

const files = readSources(['src', 'migrations', 'bench', 'scripts', 'test', 'cards', 'pages']);
const pages = new Set([
  'README.md',
  ...readSources(['docs']).map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
]);

describe('the rules of the house', () => {
  it.each(RULES)('$name', ({ where, except, find }) => {
    const concerned = files.filter(({ path }) => where.test(path) && !except?.test(path));
    expect(concerned.length).toBeGreaterThan(0);
    expect(concerned.flatMap(find)).toEqual([]);
  });

  it.each(RULES)('a file that breaks it is found: $name', ({ where, find, path, text }) => {
    expect(where.test(path)).toBe(true);
    expect(find({ path, text })).toHaveLength(1);
  });
});

describe('a factory', () => {
  const method = `m: () => {\n${lineList(FUNCTION_LINES - 5)}\n},`;

  it('may be long when its methods are short', () => {
    const text = `const make = () => {\n  return {\n${method}\n${method}\n};\n};`;
    expect(findLongFunctions(FUNCTION_LINES)({ path: 'a.ts', text })).toEqual([]);
  });

  it('may not be long by its own lines', () => {
    const text = `const make = () => {\n${lineList(FUNCTION_LINES)}\n  return {\n${method}\n};\n};`;
    expect(findLongFunctions(FUNCTION_LINES)({ path: 'a.ts', text })).toHaveLength(1);
  });
});

/** Finds expressions inside JSON strings, where a value could end the string and go on as JSON. */
function findFilledStrings({ path, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    const parts = line.match(/\{\{.*?\}\}|\\.|"|[^"\\{]+|\{/g) ?? [];
    let quotes = 0;
    return parts.flatMap((part) => {
      if (part === '"') quotes += 1;
      return part.startsWith('{{') && quotes % 2 === 1 ? [`${path}:${index + 1} ${part}`] : [];
    });
  });
}

function findAbsentPages({ path, text }: SourceFile): string[] {
  return [...text.matchAll(/\b[\w-]+\.md\b/g)]
    .filter(([page]) => !pages.has(page))
    .map(([page]) => `${path} names ${page}`);
}

function matches(pattern: RegExp): Finder {
  return ({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const hit = pattern.exec(line)?.[0];
      return hit === undefined ? [] : [`${path}:${index + 1} ${hit}`];
    });
}
