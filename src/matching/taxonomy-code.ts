import type { Taxonomy, TaxonomyKind } from '../domain/taxonomy.ts';

/**
 * Names the code above another by its shape alone: `C3841` → `C384` → `C38` → `C`, `5.2.1` → `5.2` → `5`,
 * `H01M10/0525` → `H01M10/052` → `H01M10/05` → `H01M10` → `H01M` → `H01` → `H`, `320102` → `320100` → `320000`;
 * null at the top.
 */
export function codeAbove(kind: TaxonomyKind, code: string): string | null {
  switch (kind) {
    case 'industry':
      return code.length <= 1 ? null : code.slice(0, code.length === 3 ? 1 : -1);
    case 'sei':
      return code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null;
    case 'ipc':
      return symbolAbove(code);
    case 'region':
      return regionAbove(code);
    case 'wipo':
      return null;
  }
}

/** Finer subgroups were put behind coarser ones by adding digits, and two digits are the fewest. */
function symbolAbove(symbol: string): string | null {
  const [group = '', sub = ''] = symbol.split('/');
  if (sub.length > 2) return symbol.slice(0, -1);
  if (sub !== '') return group;
  if (group.length > 4) return group.slice(0, 4);
  return group.length <= 1 ? null : group.slice(0, group.length === 4 ? 3 : 1);
}

function regionAbove(code: string): string | null {
  if (!code.endsWith('00')) return `${code.slice(0, 4)}00`;
  return code.endsWith('0000') ? null : `${code.slice(0, 2)}0000`;
}

const INDUSTRY = /^(?:([A-T])\s*(\d{2,4})?|(\d{2,4}))(?![\dA-Z.])/;
/** 5G and 3D are no codes. */
const SEI = /^[1-9](?:\.\d{1,2}){0,3}(?![\d.A-Z])/;
const IPC = /^([A-H])(?:(\d{2})(?:([A-Z])(?:\s*(\d{1,4})(?:\/(\d{2,6}))?)?)?)?(?![\dA-Z/])/;
/** As databases store symbols: `H01M0010052500`. */
const PADDED_IPC = /^([A-H]\d{2}[A-Z])(\d{4})(\d{6})(?!\d)/;
const REGION = /^(?:CN-?)?(\d{6}|\d{2})(?!\d)/;
const WIPO = /^(\d{1,2}|I{1,3}|IV|V)(?![\dA-Z.])/;

/**
 * Reads the code a text begins with, in the spelling panhuo keeps: `c 38`, `38` and `Ｃ38 电气机械` are `C38`,
 * `h01m 10/0525 (2010.01)` is `H01M10/0525`, `32` is the region `320000`; null when there is none. Whether the code exists
 * is another question, except for digits that only the table can place.
 */
export function readCode(kind: TaxonomyKind, table: Taxonomy, text: string): string | null {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  switch (kind) {
    case 'industry':
      return industryIn(table, plain);
    case 'sei':
      return SEI.exec(plain)?.[0] ?? null;
    case 'ipc':
      return symbolIn(plain);
    case 'region':
      return REGION.exec(plain)?.[1]?.padEnd(6, '0') ?? null;
    case 'wipo':
      return WIPO.exec(plain)?.[1]?.replace(/^0+(?=\d)/, '') ?? null;
  }
}

function industryIn(table: Taxonomy, plain: string): string | null {
  const found = INDUSTRY.exec(plain);
  if (!found) return null;
  const [, section, digits = '', bare] = found;
  if (bare === undefined) return `${section}${digits}`;
  const above = [...'ABCDEFGHIJKLMNOPQRST'].find((each) => table.has(each + bare.slice(0, 2)));
  return above === undefined ? null : above + bare;
}

function symbolIn(plain: string): string | null {
  const padded = PADDED_IPC.exec(plain);
  if (padded) {
    const [, subclass, main, sub = ''] = padded;
    return `${subclass}${Number(main)}/${sub.replace(/(?<=\d{2})0+$/, '')}`;
  }
  const found = IPC.exec(plain);
  if (!found) return null;
  const [, section, klass = '', subclass = '', main, sub] = found;
  const group = main === undefined ? '' : String(Number(main));
  return `${section}${klass}${subclass}${group}${sub === undefined ? '' : `/${sub}`}`;
}
