/** An IPC symbol taken apart, for example H01M10/0525 or any coarser level of it. */
interface Ipc {
  /** Section, class or subclass: `H`, `H01`, `H01M`. */
  readonly head: string;
  readonly mainGroup: number | null;
  readonly subgroup: string | null;
}

function parse(symbol: string): Ipc | null {
  const found = /^([A-H](?:\d{2}[A-Z]?)?)\s*(?:(\d{1,4})(?:\/(\d{2,6}))?)?$/.exec(
    symbol.trim().toUpperCase(),
  );
  if (!found) return null;
  const [, head = '', main, sub] = found;
  return { head, mainGroup: main === undefined ? null : Number(main), subgroup: sub ?? null };
}

/**
 * Says whether an IPC symbol lies under a prefix. Main groups are compared as numbers, so `G06F1` does not cover
 * `G06F11`; a prefix with a subgroup covers only that subgroup.
 */
export function ipcCovers(prefix: string, symbol: string): boolean {
  const wanted = parse(prefix);
  const found = parse(symbol);
  if (!wanted || !found) return false;
  if (wanted.mainGroup === null) return found.head.startsWith(wanted.head);
  if (wanted.head !== found.head || wanted.mainGroup !== found.mainGroup) return false;
  return wanted.subgroup === null || wanted.subgroup === found.subgroup;
}
