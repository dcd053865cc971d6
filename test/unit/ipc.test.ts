import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipcCovers } from '../../src/matching/ipc.ts';

/** Whole symbols as the register writes them: section, class, subclass, main group, subgroup. */
const symbols = fc
  .tuple(
    fc.constantFrom(...'ABCDEFGH'),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(...'BCDFGHKLMNPQRSTV'),
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 0, max: 9999 }),
  )
  .map(([section, klass, subclass, main, sub]) => ({
    subclass: `${section}${String(klass).padStart(2, '0')}${subclass}`,
    main,
    sub: String(sub).padStart(2, '0'),
  }));

describe('an IPC prefix', () => {
  it.each([
    ['H01M', 'H01M10/0525'],
    ['H01M10', 'H01M10/0525'],
    ['H01M10/0525', 'H01M10/0525'],
    ['H', 'H01M10/0525'],
    ['H01', 'H01M10/0525'],
    ['h01m 10', 'H01M10/0525'],
    ['H01M', 'H01M'],
    ['G06F0011', 'G06F11/07'],
  ])('%s covers %s', (prefix, symbol) => {
    expect(ipcCovers(prefix, symbol)).toBe(true);
  });

  it.each([
    ['G06F1', 'G06F11/07'],
    ['G06F11', 'G06F1/16'],
    ['H01M10/05', 'H01M10/0525'],
    ['H01M10/0525', 'H01M10/05'],
    ['H01M10/0525', 'H01M10'],
    ['H01M10', 'H01M'],
    ['H01M', 'H01L21/02'],
    ['H01M4', 'H01L4/02'],
    ['', 'H01M10/0525'],
    ['H01M', ''],
    ['X01M', 'X01M1/00'],
    ['H01M10/', 'H01M10/0525'],
    ['.*', 'H01M10/0525'],
  ])('%s does not cover %s', (prefix, symbol) => {
    expect(ipcCovers(prefix, symbol)).toBe(false);
  });

  it('covers at every level above a symbol and at no neighbouring main group', () => {
    fc.assert(
      fc.property(symbols, ({ subclass, main, sub }) => {
        const symbol = `${subclass}${main}/${sub}`;
        const above = [subclass.slice(0, 1), subclass.slice(0, 3), subclass, `${subclass}${main}`, symbol];
        expect(above.filter((prefix) => !ipcCovers(prefix, symbol))).toEqual([]);
        const beside = [main + 1, main * 10, Math.floor(main / 10)].filter((each) => each > 0);
        expect(beside.filter((each) => ipcCovers(`${subclass}${each}`, symbol))).toEqual([]);
      }),
    );
  });
});
