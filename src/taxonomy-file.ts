import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { LoadableKind, LoadedCode, Taxonomies, Taxonomy } from './domain/taxonomy.ts';
import { malformed } from './errors.ts';
import { codeAbove, readCode } from './matching/taxonomy-code.ts';
import { withLoaded } from './matching/taxonomy-merge.ts';

/** More than the IPC with all its groups has. */
const MOST_ROWS = 200_000;
/** How long a name may be, in characters; the longest of the IPC are shorter. */
const LONGEST_NAME = 500;
/** More than any classification has levels. */
const MOST_LEVELS = 20;
/** How many lines that cannot be used are named. */
const MOST_NAMED = 20;

const Row = z.object({
  code: z.string().trim().min(1),
  name: z.string().trim().min(1).max(LONGEST_NAME),
  parent: z.string().trim().default(''),
});
const Lines = z.array(z.object({ record: z.unknown(), info: z.object({ lines: z.int() }) }));

interface Read extends LoadedCode {
  readonly line: number;
}

/** What is wrong with a line. */
interface Trouble {
  readonly line: number;
  readonly why: string;
}

/**
 * Reads the full table of a classification: UTF-8, a line of headings, and `code`, `name` and, where the code does not
 * tell what stands above it, `parent`; other columns are left out. The whole file or nothing: it throws `malformed` and
 * names the lines that cannot be used.
 */
export function readTaxonomyFile(bytes: Uint8Array, kind: LoadableKind, builtIn: Taxonomies): LoadedCode[] {
  const troubles: Trouble[] = [];
  const rows = linesOf(bytes).flatMap(({ record, info }): Read[] => {
    const read = rowOf(record, kind, builtIn[kind]);
    if (typeof read !== 'string') return [{ ...read, line: info.lines }];
    troubles.push({ line: info.lines, why: read });
    return [];
  });
  if (rows.length === 0 && troubles.length === 0) throw unusable('there is no code in it');
  // What could not be read would be missed below it: one thing after the other.
  if (troubles.length === 0) troubles.push(...doubled(rows), ...astray(rows, kind, builtIn));
  if (troubles.length > 0) throw unusable(listed(troubles));
  return rows.map(({ code, name, parent }) => ({ code, name, parent }));
}

function linesOf(bytes: Uint8Array): z.infer<typeof Lines> {
  const lines = Lines.parse(parsed(textOf(bytes)));
  if (lines.length > MOST_ROWS) throw unusable(`it has more than ${MOST_ROWS} rows`);
  return lines;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable('it is not UTF-8: save it as CSV UTF-8');
  }
}

function parsed(text: string): unknown {
  const options = { bom: true, columns: true, info: true, comment: '#', comment_no_infix: true } as const;
  try {
    return parse(text, { ...options, skip_empty_lines: true, to: MOST_ROWS + 1 });
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : 'it is no CSV');
  }
}

/** A row, or what is wrong with it. */
function rowOf(record: unknown, kind: LoadableKind, table: Taxonomy): LoadedCode | string {
  const row = Row.safeParse(record);
  if (!row.success) return wrong(row.error);
  const code = wholeCode(kind, table, row.data.code);
  if (code === null) return `${row.data.code} is no code of kind ${kind}`;
  const name = row.data.name.replace(/\s+/g, ' ');
  if (row.data.parent === '') return { code, name, parent: null };
  const parent = wholeCode(kind, table, row.data.parent);
  if (parent === null) return `its parent ${row.data.parent} is no code of kind ${kind}`;
  return { code, name, parent: parent === codeAbove(kind, code) ? null : parent };
}

function wrong({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/** Reads a code that is all there is; the main group H01M10/00 is known as H01M10, which all its groups stand below. */
function wholeCode(kind: LoadableKind, table: Taxonomy, text: string): string | null {
  const code = readCode(kind, table, text);
  const plain = text.normalize('NFKC').toUpperCase().replace(/\s/g, '');
  // Tables leave out the letter of a section; anything else that is left over was no code.
  const whole = code === plain || (kind === 'industry' && code?.slice(1) === plain);
  return whole && code !== null ? code.replace(/\/00$/, '') : null;
}

function doubled(rows: readonly Read[]): Trouble[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ code, line }) => {
    const before = first.get(code);
    if (before === undefined) first.set(code, line);
    return before === undefined ? [] : [{ line, why: `${code} stands in line ${before} already` }];
  });
}

/** Codes below nothing that is known, and those that stand above themselves. */
function astray(rows: readonly Read[], kind: LoadableKind, builtIn: Taxonomies): Trouble[] {
  const table = withLoaded(builtIn, [{ kind, codes: rows }])[kind];
  return rows.flatMap(({ code, parent, line }) => {
    if (parent !== null && !table.has(parent)) return [{ line, why: `its parent ${parent} is not known` }];
    const above = levelsAbove(kind, table, code);
    if (above.length > MOST_LEVELS) return [{ line, why: `${code} stands above itself` }];
    const known = above.length === 0 || above.some((each) => table.has(each));
    return known ? [] : [{ line, why: `nothing above ${code} is known` }];
  });
}

function levelsAbove(kind: LoadableKind, table: Taxonomy, code: string): string[] {
  const above: string[] = [];
  for (let at: string | null = code; at !== null && above.length <= MOST_LEVELS; ) {
    at = table.get(at)?.parent ?? codeAbove(kind, at);
    if (at !== null) above.push(at);
  }
  return above;
}

function listed(troubles: readonly Trouble[]): string {
  const named = troubles.slice(0, MOST_NAMED).map(({ line, why }) => `line ${line}: ${why}`);
  const more = troubles.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function unusable(why: string) {
  return malformed('taxonomy_unusable', `the table cannot be used, and nothing was changed: ${why}`);
}
