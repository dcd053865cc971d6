import type { IpcRelation, Taxonomies } from '../domain/taxonomy.ts';
import { codeAbove, readCode } from './taxonomy-code.ts';

/** What a prefix of an IPC symbol says. */
export interface ByPrefix {
  /** The prefix that was found. */
  readonly prefix: string;
  /** The code it means in the other classification. */
  readonly code: string;
}

const NO_TABLE = new Map();

/**
 * The strategic emerging industry of a patent class. The official table names no symbol twice, and what it names more
 * exactly it means to except from the coarser line, so the longest prefix decides; null when none is named.
 */
export function seiOfIpc({ ipcToSei }: Taxonomies, symbol: string): ByPrefix | null {
  return byLongestPrefix(ipcToSei, symbol);
}

/** WIPO's field of technology of a patent class; null for what is no class of the IPC. */
export function wipoOfIpc({ ipcToWipo }: Pick<Taxonomies, 'ipcToWipo'>, symbol: string): ByPrefix | null {
  return byLongestPrefix(ipcToWipo, symbol);
}

/** The names of WIPO's fields of technology that the classes of a patent belong to, each once. */
export function technicalFields(taxonomies: Taxonomies, symbols: readonly string[]): string[] {
  const codes = symbols.flatMap((symbol) => wipoOfIpc(taxonomies, symbol)?.code ?? []);
  return [...new Set(codes)].map((code) => taxonomies.wipo.get(code)?.name ?? code);
}

function byLongestPrefix(relation: IpcRelation, symbol: string): ByPrefix | null {
  for (let at = readCode('ipc', NO_TABLE, symbol); at !== null; at = codeAbove('ipc', at)) {
    const code = relation.get(at);
    if (code !== undefined) return { prefix: at, code };
  }
  return null;
}
