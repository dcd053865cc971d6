import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { record } from '../../src/actions/audit.ts';
import { erasePerson } from '../../src/actions/erase-person.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate, type Printed } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { type Firm, found, openWorld, type World } from '../support/world.ts';

const NAME = '演示企业（虚构）';
const NEXT_KEY = 'another-secret-key-that-only-tests-know';
const TEXT = '=HYPERLINK("x") 合作需求：一台样机，\n联系人："张"，13800000000';
const ADMIN = '企业管理员';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panhuo-audit-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function sent(world: World): Promise<Firm> {
  const firm = await found(world, NAME, [{ userId: 'ou_admin', name: ADMIN, roles: ['admin'] }]);
  const { id: enterpriseId } = firm.enterprise;
  const actor = firm.people['ou_admin']?.id ?? '';
  await world.inTransaction(async (tx) => {
    const about = { enterpriseId, subject: 'intent-1' };
    await record(tx, { ...about, actor, act: 'submit-intent', detail: { text: TEXT, origin: 'evaluation' } });
    await record(tx, { ...about, actor: 'platform', act: 'post-intent', detail: { receipt: 'R-0001' } });
  });
  return firm;
}

onEveryDatabase('the commands about the audit trail', ({ freshUrl }) => {
  let world: World;
  let desk: Desk;
  let firm: Firm;

  beforeEach(async () => {
    const url = await freshUrl();
    world = await openWorld(url);
    firm = await sent(world);
    desk = { settings: { DATABASE_URL: url, SECRET_KEY: TEST_KEY } };
  });

  afterEach(() => world.close());

  const audit = (...words: string[]): Promise<Printed> =>
    operate(desk, 'audit', ...words, '--enterprise', NAME);

  it('list what went outward: who, when, the exact text and the receipt, the newest first', async () => {
    const { result, text } = await audit('list', '--outward');
    expect(result).toMatchObject([
      { who: '平台', did: '合作意向已被平台收录', subject: 'intent-1', receipt: 'R-0001', text: '' },
      { who: ADMIN, did: '提交合作意向', subject: 'intent-1', receipt: '', text: TEXT },
    ]);
    expect(text).toContain('R-0001');
    const all = (await audit('list')).result as unknown[];
    expect(all.length).toBeGreaterThan(2);
    const day = world.now().toISOString().slice(0, 10);
    expect((await audit('list', '--outward', '--since', day, '--until', day)).result).toHaveLength(2);
    expect((await audit('list', '--until', '2020-01-01')).result).toEqual([]);
    await expect(audit('list', '--since', 'gestern')).rejects.toMatchObject({ code: 'day_wrong' });
  });

  it('export it for a spreadsheet program, which reads no formula in it', async () => {
    const csv = join(folder, 'trail.csv');
    await audit('export', '--out', csv);
    const text = await readFile(csv, 'utf8');
    expect(text.startsWith('\ufeff"序号","时间","操作人"')).toBe(true);
    expect(text).toContain(`"'${TEXT.replaceAll('"', '""')}"`);
    expect((await stat(csv)).mode & 0o777).toBe(0o600);

    const xlsx = join(folder, 'trail.xlsx');
    await audit('export', '--out', xlsx);
    const [sheet] = await readExcelFile(xlsx);
    const cells = sheet?.data.flat();
    expect(cells).toEqual(expect.arrayContaining(['序号', TEXT, 'R-0001', 'export-audit']));
    await expect(audit('export', '--out', join(folder, 'trail.pdf'))).rejects.toMatchObject({
      code: 'out_kind_unknown',
    });
    await expect(audit('export', '--out', join(folder, 'none', 'trail.csv'))).rejects.toMatchObject({
      code: 'out_unwritable',
    });
  });

  it('verify it, keep its head, and find a change that came after', async () => {
    const before = await audit('verify');
    const [{ head }] = before.result as [{ head: string }];
    expect(before.result).toMatchObject([{ name: NAME, flaw: null }]);
    expect(before.text).toContain(head);
    expect((await audit('verify', '--expect', head)).result).toMatchObject([{ flaw: null }]);
    await expect(operate(desk, 'audit', 'verify', '--expect', head)).rejects.toMatchObject({
      code: 'expect_unclear',
    });
    await expect(audit('verify', '--expect', '3')).rejects.toMatchObject({ code: 'expect_wrong' });
    const told: Printed[] = [];
    const wrong = `${head.split(':')[0]}:${'0'.repeat(64)}`;
    const listening = { ...desk, printed: (printed: Printed) => void told.push(printed) };
    await expect(
      operate(listening, 'audit', 'verify', '--enterprise', NAME, '--expect', wrong),
    ).rejects.toMatchObject({ code: 'audit_flawed', facts: { hint: expect.stringContaining(NAME) } });
    expect(told[0]?.result).toMatchObject([{ flaw: { kind: 'rewritten' } }]);
    expect(told[0]?.text).toContain('written anew');
  });

  it('find the trail whole after the key was changed, somebody was erased and his data handed out', async () => {
    const memberId = firm.people['ou_admin']?.id ?? '';
    const [{ head }] = (await audit('verify')).result as [{ head: string }];
    const keys = { ...desk.settings, SECRET_KEY: `${NEXT_KEY},${TEST_KEY}` };
    await operate({ settings: keys }, 'key', 'rotate');
    desk = { settings: { ...desk.settings, SECRET_KEY: NEXT_KEY } };
    const { result } = await operate(desk, 'member', 'export', memberId);
    expect(result).toMatchObject({
      audit: expect.arrayContaining([expect.objectContaining({ subject: 'intent-1' })]),
    });
    await world.inTransaction((tx) => erasePerson(tx, { memberId, actor: 'operator' }));
    expect((await audit('verify', '--expect', head)).result).toMatchObject([{ flaw: null }]);
    const [, submitted] = (await audit('list', '--outward')).result as { who: string; text: string }[];
    expect(submitted).toMatchObject({ text: TEXT });
    expect(submitted?.who).not.toBe(ADMIN);
  });
});
