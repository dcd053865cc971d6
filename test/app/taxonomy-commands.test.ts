import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, operate } from '../support/operator.ts';

let folder: string;
let desk: Desk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'panhuo-taxonomy-'));
  desk = { settings: { DATABASE_URL: `sqlite:${join(folder, 'panhuo.db')}` } };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (text: string) => {
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  return file;
};
const loadedOf = async () => {
  const { result } = await operate(desk, 'taxonomy', 'list');
  return (result as { kind: string; loaded: number }[]).filter(({ loaded }) => loaded > 0);
};

describe('taxonomy', () => {
  it('loads a table whose names every later command knows, says what is loaded, and goes back', async () => {
    await operate(desk, 'enterprise', 'add', '演示企业（虚构）', '--platform-id', 'ENT-1');
    const focus = () => operate(desk, 'enterprise', 'focus', '演示企业（虚构）', '--sei', '锂电回收');
    await expect(focus()).rejects.toMatchObject({ code: 'focus_wrong' });

    const { text } = await operate(desk, 'taxonomy', 'load', 'sei', fileOf('code,name\n7.3.1,锂电回收\n'));
    expect(text).toBe('sei: 1 codes are loaded; start every process anew, and it is on all cards');
    expect(await loadedOf()).toEqual([
      { kind: 'sei', builtIn: expect.any(Number), loaded: 1, loadedAt: '2026-11-23T02:00:00.000Z' },
    ]);
    expect((await focus()).result).toMatchObject({ enterprise: { focus: { sei: ['7.3.1'] } } });

    await operate(desk, 'taxonomy', 'unload', 'sei');
    expect(await loadedOf()).toEqual([]);
    await expect(focus()).rejects.toMatchObject({ code: 'focus_wrong' });
  });

  it('leaves what was loaded before when a table cannot be used', async () => {
    await operate(desk, 'taxonomy', 'load', 'sei', fileOf('code,name\n7.3.1,锂电回收\n'));
    for (const file of [fileOf('code,name\n7.3.1,甲\n7.3.1,乙\n'), join(folder, 'absent.csv'), folder])
      await expect(operate(desk, 'taxonomy', 'load', 'sei', file)).rejects.toMatchObject({
        code: 'taxonomy_unusable',
      });
    expect(await loadedOf()).toHaveLength(1);
  });
});
