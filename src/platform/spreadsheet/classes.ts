import { splitList } from './cells.ts';

/** The two ways to read a class: by the code a text begins with, and by what people call it. */
export interface ClassReaders {
  readonly read: (text: string) => string | null;
  readonly byName: (text: string) => string | null;
}

/** What a cell of classes says: codes, and what nobody can read. */
interface Classes {
  readonly codes: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Reads a cell of classes. Commas stand between codes and inside of names (`铁路、船舶、航空航天和其他运输设备制造业`), so what holds at
 * most one code is tried as a whole before its parts.
 */
export function classesIn(text: string, { read, byName }: ClassReaders): Classes {
  const codes = new Set<string>();
  const unknown: string[] = [];
  for (const item of splitList(text, false)) {
    const parts = splitList(item, true);
    const coded = parts.filter((part) => read(part) !== null);
    const whole = parts.length > 1 && coded.length <= 1 ? byName(item) : null;
    if (whole !== null) {
      codes.add(whole);
      continue;
    }
    for (const part of parts) {
      const code = read(part) ?? byName(part);
      if (code === null) unknown.push(part);
      else codes.add(code);
    }
  }
  return { codes: [...codes], unknown };
}
