import { readFile, stat } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import { LOADABLE_KINDS, type LoadableKind, TAXONOMY_KINDS } from '../domain/taxonomy.ts';
import { malformed } from '../errors.ts';
import { loadTaxonomies } from '../taxonomies.ts';
import { readTaxonomyFile } from '../taxonomy-file.ts';
import { type Context, onDatabase, table } from './context.ts';

/** How large a file may be, in bytes; the IPC with all its groups is a quarter of it. */
const LARGEST = 64 * 1024 * 1024;

/** What the operator does when a table has changed: processes read the tables at their start. */
const RESTART = 'start every process anew, and it is on all cards';

/** Adds `taxonomy load|list|unload`. */
export function taxonomyCommands(program: Command, context: () => Context): void {
  const kind = () => new Argument('<kind>', 'the classification').choices(LOADABLE_KINDS);
  const group = program
    .command('taxonomy')
    .description('the names of codes: full tables over the built-in ones');
  group
    .command('load')
    .description('load the full table of a classification from a CSV file: code,name[,parent]')
    .addArgument(kind())
    .argument('<file>')
    .action((of: LoadableKind, file: string) => load(context(), of, file));
  group
    .command('list')
    .description('how many codes are built in, and what is loaded')
    .action(() => list(context()));
  group
    .command('unload')
    .description('go back to the built-in names')
    .addArgument(kind())
    .action((of: LoadableKind) => unload(context(), of));
}

async function load(context: Context, kind: LoadableKind, file: string): Promise<void> {
  const codes = readTaxonomyFile(await bytesOf(file), kind, loadTaxonomies());
  await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.loadedTaxonomies.put({ kind, codes }, tx.at)),
  );
  context.print({ kind, codes: codes.length }, `${kind}: ${codes.length} codes are loaded; ${RESTART}`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw malformed('taxonomy_unusable', 'there is no such file');
  if (found.size > LARGEST) throw malformed('taxonomy_unusable', 'the file is larger than 64 MB');
  return readFile(file);
}

async function list(context: Context): Promise<void> {
  const loaded = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.loadedTaxonomies.summaries()),
  );
  const builtIn = loadTaxonomies();
  const rows = TAXONOMY_KINDS.map((kind) => {
    const own = loaded.find((each) => each.kind === kind);
    return {
      kind,
      builtIn: builtIn[kind].size,
      loaded: own?.codes ?? 0,
      loadedAt: own?.loadedAt.toISOString() ?? null,
    };
  });
  context.print(rows, table(rows));
}

async function unload(context: Context, kind: LoadableKind): Promise<void> {
  const removed = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => tx.loadedTaxonomies.remove(kind)),
  );
  context.print(
    { kind, removed },
    removed ? `${kind}: the built-in names; ${RESTART}` : `${kind}: nothing was loaded`,
  );
}
