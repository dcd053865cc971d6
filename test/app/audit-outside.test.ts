import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { record } from '../../src/actions/audit.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { found, openWorld } from '../support/world.ts';

const NAME = '演示企业（虚构）';

interface Line {
  readonly position: number;
  readonly id: string;
  readonly at: string;
  readonly enterpriseId: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly salt: string;
  readonly detail: unknown;
  readonly digest: string;
  readonly hash: string;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Written after operations.md alone, as somebody would who trusts nothing of panhuo. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

onEveryDatabase('an exported audit trail', ({ freshUrl }) => {
  it('can be followed to the head that verify printed, with nothing but the file', async () => {
    const url = await freshUrl();
    const world = await openWorld(url);
    const { enterprise } = await found(world, NAME, []);
    const detail = { text: '合作需求："样机"\n联系人', title: '标题', origin: 'evaluation' } as const;
    const act = { enterpriseId: enterprise.id, actor: 'operator', act: 'submit-intent', subject: 'i' };
    await world.inTransaction((tx) => record(tx, { ...act, detail }));
    const folder = await mkdtemp(join(tmpdir(), 'panhuo-audit-'));
    const out = join(folder, 'trail.jsonl');
    const desk = { settings: { DATABASE_URL: url, SECRET_KEY: TEST_KEY } };
    await operate(desk, 'audit', 'export', '--enterprise', NAME, '--out', out);

    let previous = '0'.repeat(64);
    let last = 0;
    for (const line of (await readFile(out, 'utf8')).trim().split('\n')) {
      const each: Line = JSON.parse(line);
      const digest = sha256(each.salt + JSON.stringify(inOrder(each.detail)));
      expect(each.position).toBe(last + 1);
      const { position, id, enterpriseId, actor, subject } = each;
      const bound = [
        previous,
        position,
        id,
        Date.parse(each.at),
        enterpriseId,
        actor,
        each.act,
        subject,
        digest,
      ];
      previous = sha256(JSON.stringify(bound));
      last = position;
    }
    const { result } = await operate(desk, 'audit', 'verify');
    expect(result).toMatchObject([{ head: `${last}:${previous}`, flaw: null }]);
    await rm(folder, { recursive: true });
    await world.close();
  });
});
