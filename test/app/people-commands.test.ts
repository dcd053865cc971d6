import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Desk, operate } from '../support/operator.ts';
import { inventedNationalId } from '../support/patent-files.ts';
import { TEST_KEY } from '../support/seals.ts';
import { everythingStored, rowsOf } from '../support/stored.ts';
import { bring, cardOf, clickOn, deliver, found, inPrivate, openWorld, sayTo } from '../support/world.ts';

const deskOf = (databaseUrl: string): Desk => ({
  settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY },
});
const NAME = '演示企业（虚构）';
const OPEN_ID = 'ou_0123456789abcdef0123456789abcdef';

async function founded(url: string) {
  const desk = deskOf(url);
  const { result } = await operate(desk, 'enterprise', 'add', NAME, '--platform-id', 'demo-1');
  const member = async (name: string, role: string, user: string) => {
    const added = await operate(desk, 'member', 'add', NAME, name, '--role', role, '--user', user);
    return (added.result as { id: string }).id;
  };
  return { desk, id: (result as { id: string }).id, member };
}

/** Runs a command twice and expects the same result and no further row or change. */
async function twice(desk: Desk, url: string, ...words: string[]) {
  const first = await operate(desk, ...words);
  const stored = await everythingStored(url);
  expect((await operate(desk, ...words)).result).toEqual(first.result);
  expect(await everythingStored(url)).toEqual(stored);
  return first;
}

onEveryDatabase('the operator’s commands about people', (engine) => {
  it('rename, close and open an enterprise, each as often as one likes', async () => {
    const url = await engine.freshUrl();
    const { desk, id } = await founded(url);
    await operate(desk, 'code', 'issue', NAME);
    await operate(desk, 'enterprise', 'add', '另一企业', '--platform-id', 'demo-2');
    await expect(operate(desk, 'enterprise', 'rename', NAME, '另一企业')).rejects.toMatchObject({
      code: 'enterprise_name_taken',
    });
    const renamed = await twice(desk, url, 'enterprise', 'rename', NAME, ' 演示企业甲 ');
    expect(renamed.result).toMatchObject({ id, name: '演示企业甲' });
    expect((await twice(desk, url, 'enterprise', 'close', id)).result).toMatchObject({ state: 'closed' });
    expect(await rowsOf(url, 'binding_codes')).toMatchObject([{ revoked_at: expect.anything() }]);
    await expect(operate(desk, 'code', 'issue', id)).rejects.toMatchObject({
      code: 'enterprise_closed',
      message: expect.stringContaining('enterprise reopen'),
    });
    expect((await twice(desk, url, 'enterprise', 'reopen', id)).result).toMatchObject({ state: 'active' });
    const acts = (await rowsOf(url, 'audit')).filter(({ subject }) => subject === id).map(({ act }) => act);
    expect(acts.toSorted()).toEqual([
      'close-enterprise',
      'create-enterprise',
      'rename-enterprise',
      'reopen-enterprise',
    ]);
  });

  it('list enterprises with what they have and what waits in them', async () => {
    const url = await engine.freshUrl();
    const world = await openWorld(url);
    const firm = await found(world, '甲', [
      { userId: 'ou_admin', name: '管理员', roles: ['admin'] },
      { userId: 'ou_expert', name: '专家一', roles: ['expert'] },
    ]);
    await found(world, '乙', []);
    const match = await bring(world, firm, aRecord());
    const card = await cardOf(world, 'patent', match.id);
    await deliver(world, clickOn(world, 'ou_expert', card, { act: 'rate', stars: 4 }));
    const { enterprise } = firm;
    const waits = aRecord({ applicationNumber: 'CN209910000002.X' });
    await world.inTransaction((tx) => takeInPatents(tx, [waits], { enterprise, reason: '产业匹配' }));
    const mentions = [{ userId: 'ou_new', name: '专家二', outsider: false }];
    await deliver(world, sayTo(world, 'ou_admin', '添加专家', { chatId: 'oc_甲', mentions }));
    await world.inTransaction(async (tx) => {
      const newcomer = await tx.members.findByAccount('feishu', 'ou_new', firm.enterprise.id);
      if (newcomer) await tx.members.replace({ ...newcomer.member, expert: 'applied' });
    });
    await world.close();
    const { result, text } = await operate(deskOf(url), 'enterprise', 'list');
    const nothing = { applications: 0, reviews: 0, patents: 0 };
    expect(result).toMatchObject([
      { name: '乙', state: 'active', members: 0, admins: 0, groups: 1, waiting: nothing },
      { name: '甲', members: 3, admins: 1, groups: 1, waiting: { applications: 1, reviews: 1, patents: 1 } },
    ]);
    expect(text).toContain('applications 1, reviews 1, patents 1');
  });

  it('list members with their accounts cut short, and nothing of their contacts', async () => {
    const url = await engine.freshUrl();
    const { desk, member } = await founded(url);
    const id = await member('管理员', 'admin', OPEN_ID);
    const world = await openWorld(url);
    const profile = { memberId: id, department: '研发部', position: '部长', mobile: '13800001234', mail: '' };
    await world.inTransaction((tx) => tx.adminProfiles.put(profile, tx.at));
    await world.close();
    const { result, text } = await operate(desk, 'member', 'list', NAME);
    expect(result).toEqual([
      {
        id,
        name: '管理员',
        admin: true,
        expert: 'none',
        removed: false,
        opened: '2026-11-23T02:00:00.000Z',
        accounts: ['default:ou_0123…cdef'],
      },
    ]);
    expect(text).not.toMatch(/13800001234|ou_0123456789/);
  });

  it('give one more account to a member by a code that is written in private', async () => {
    const url = await engine.freshUrl();
    const { desk, member } = await founded(url);
    const id = await member('专家一', 'expert', OPEN_ID);
    const { result } = await operate(desk, 'member', 'code', id);
    const world = await openWorld(url);
    world.pass(25 * 3_600_000);
    const say = `绑定 ${(result as { code: string }).code}`;
    expect(await deliver(world, sayTo(world, 'ou_second', say, inPrivate('ou_second')))).toMatchObject({
      tone: 'success',
    });
    await world.close();
    expect((await operate(desk, 'member', 'list', NAME)).result).toMatchObject([
      { id, accounts: ['feishu:ou_second', 'default:ou_0123…cdef'] },
    ]);
    await operate(desk, 'member', 'remove', id);
    await expect(operate(desk, 'member', 'code', id)).rejects.toMatchObject({ code: 'member_removed' });
  });

  it('take out the last admin, and say so', async () => {
    const url = await engine.freshUrl();
    const { desk, member } = await founded(url);
    const [first, second] = [await member('甲', 'admin', 'ou_1'), await member('乙', 'admin', 'ou_2')];
    expect((await twice(desk, url, 'member', 'remove', first)).result).toMatchObject({ warning: null });
    const last = await twice(desk, url, 'member', 'remove', second);
    expect(last.result).toMatchObject({ removed: true, warning: expect.stringContaining('code issue') });
    expect(last.text).toContain('has no admin now');
  });

  it('list the groups of an enterprise and take one away, with the cards in it', async () => {
    const url = await engine.freshUrl();
    const { desk, id } = await founded(url);
    await operate(desk, 'enterprise', 'add', '另一企业', '--platform-id', 'demo-2');
    for (const [name, chat] of [[NAME, 'oc_1'] as const, ['另一企业', 'oc_2'] as const])
      await operate(desk, 'chat', 'bind', name, chat);
    expect((await operate(desk, 'chat', 'list', '--enterprise', NAME)).result).toMatchObject([
      { chat: 'oc_1', enterprise: NAME, purpose: 'experts', state: 'bound' },
    ]);
    await expect(operate(desk, 'chat', 'bind', NAME, 'oc_2')).rejects.toMatchObject({
      code: 'chat_bound_elsewhere',
      message: expect.stringContaining('chat unbind'),
    });
    expect((await operate(desk, 'chat', 'unbind', 'oc_1')).result).toMatchObject({
      enterpriseId: null,
      warning: expect.stringContaining('no group for patents'),
    });
    expect((await twice(desk, url, 'chat', 'unbind', 'oc_1')).result).toMatchObject({ enterpriseId: null });
    expect((await operate(desk, 'chat', 'list')).result).toMatchObject([
      { chat: 'oc_1', enterprise: null, purpose: null, state: 'unbound' },
      { chat: 'oc_2', state: 'bound' },
    ]);
    const cards = await rowsOf(url, 'cards');
    expect(cards.filter((card) => card['enterprise_id'] === id)).toMatchObject([{ state: 'gone' }]);
    await operate(desk, 'chat', 'bind', '另一企业', 'oc_1');
  });

  it('hand out everything about one member, with contacts opened, for himself alone to read', async () => {
    const url = await engine.freshUrl();
    const world = await openWorld(url);
    const firm = await found(world, '甲', [
      { userId: 'ou_expert', name: '专家一', roles: ['expert', 'admin'] },
      { userId: 'ou_other', name: '另一专家', roles: ['expert'] },
    ]);
    const { id } = firm.people['ou_expert'] ?? { id: '' };
    const { enterprise } = await bring(world, firm, aRecord()).then(() => firm);
    const profile = {
      memberId: id,
      department: '研发部',
      position: '部长',
      mobile: '13800001234',
      mail: 'a@example.com',
    };
    await world.inTransaction((tx) => tx.adminProfiles.put(profile, tx.at));
    await world.inTransaction(async (tx) => {
      const [match] = await tx.matches.ofPatents([
        (await tx.patents.findByNumber(aRecord().applicationNumber))?.id ?? '',
      ]);
      const answer = { matchId: match?.id ?? '', stars: 4, opinion: '工艺成熟', state: 'submitted' } as const;
      const rest = {
        reasons: [],
        reason: '',
        reviewedBy: null,
        reviewedAt: null,
        ratedAt: tx.at,
        version: 1,
      };
      for (const [nth, memberId] of [id, firm.people['ou_other']?.id ?? ''].entries())
        await tx.expertEvaluations.put(
          { ...answer, ...rest, id: `answer-${nth}`, memberId },
          memberId,
          tx.at,
        );
    });
    await world.close();

    const folder = await mkdtemp(join(tmpdir(), 'panhuo-export-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const out = join(folder, 'person.json');
    await writeFile(out, '', { mode: 0o644 });
    const desk = deskOf(url);
    expect((await operate(desk, 'member', 'export', id, '--out', out)).result).toEqual({ out });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const written: unknown = JSON.parse(await readFile(out, 'utf8'));
    expect(written).toMatchObject({
      enterprise: enterprise.name,
      member: { id, name: '专家一' },
      profile,
      accounts: [{ connection: 'feishu', userId: 'ou_expert' }],
      applications: [],
      evaluations: [
        {
          applicationNumber: aRecord().applicationNumber,
          stars: 4,
          history: [{ version: 1, opinion: '工艺成熟', by: id }],
        },
      ],
      audit: [{ act: 'add-member' }, { act: 'add-member' }],
    });
    expect(JSON.stringify(written)).not.toMatch(/另一专家|ou_other/);
    const again = await operate(desk, 'member', 'export', id);
    expect(again.result).toMatchObject({
      audit: expect.arrayContaining([expect.objectContaining({ act: 'export-person' })]),
    });
    const nowhere = join(folder, 'absent', 'person.json');
    await expect(operate(desk, 'member', 'export', id, '--out', nowhere)).rejects.toMatchObject({
      code: 'out_unwritable',
    });
  });
});

it('every command says what to do about somebody or something that is not there', async () => {
  const desk = deskOf('sqlite::memory:');
  const absent: readonly (readonly [advice: RegExp, ...words: string[]])[] = [
    [/enterprise list/, 'enterprise', 'rename', 'x', 'y'],
    [/enterprise list/, 'enterprise', 'close', 'x'],
    [/enterprise list/, 'enterprise', 'reopen', 'x'],
    [/enterprise list/, 'member', 'list', 'x'],
    [/enterprise list/, 'chat', 'list', '--enterprise', 'x'],
    [/member list/, 'member', 'remove', 'x'],
    [/member list/, 'member', 'code', 'x'],
    [/member list/, 'member', 'export', 'x'],
    [/member list/, 'member', 'erase', 'x'],
    [/chat list/, 'chat', 'unbind', 'x'],
    [/connection list/, 'chat', 'bind', 'x', 'oc_x', '--connection', 'x'],
    [/connection list/, 'member', 'add', 'x', 'y', '--role', 'admin', '--user', 'ou_x', '--connection', 'x'],
    [/such as 2026-12-31/, 'enterprise', 'add', 'x', '--platform-id', 'x', '--deadline', 'soon'],
    [/say one/, 'enterprise', 'add', '  ', '--platform-id', 'x'],
  ];
  for (const [advice, ...words] of absent) await expect(operate(desk, ...words)).rejects.toThrow(advice);
});

it('a focus is set by codes or by names, and not by what means several things or nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'panhuo-focus-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { desk } = await founded(`sqlite:${join(folder, 'panhuo.db')}`);
  const set = (...words: string[]) => operate(desk, 'enterprise', 'focus', NAME, ...words);
  const { result } = await set(
    '--sei',
    '新材料产业,5.2',
    '--industries',
    'c38；医药制造业,C27',
    '--ipc',
    'h01m 10',
  );
  expect(result).toMatchObject({
    enterprise: { focus: { sei: ['3', '5.2'], industries: ['C38', 'C27'], ipc: ['H01M10'] } },
  });
  await expect(set('--industries', '金属')).rejects.toThrow('金属 is no code, nor one name alone');
  await expect(set('--sei', '5.9')).rejects.toThrow('5.9 is no code');
  await expect(set('--ipc', 'X01')).rejects.toThrow('X01 is no code');
  await expect(set('--cooperation', '赠送')).rejects.toThrow('赠送 is no code');
  // What an admin could not save, the operator cannot set.
  await expect(set('--keywords', '长'.repeat(41))).rejects.toThrow('at most 30 values of 40 characters');
});

it('no command takes a national ID number, wherever it stands on the line', async () => {
  const desk = deskOf('sqlite::memory:');
  const id = inventedNationalId();
  const apart = [id.slice(0, 6), id.slice(6, 14), id.slice(14)] as const;
  const lines: readonly (readonly string[])[] = [
    ['enterprise', 'add', id, '--platform-id', 'x'],
    ['enterprise', 'add', 'x', '--platform-id', id],
    ['enterprise', 'rename', 'x', `企业 ${id}`],
    ['enterprise', 'focus', 'x', '--keywords', id],
    ['member', 'add', 'x', `专家${apart.join(' ')}`, '--role', 'expert', '--user', 'ou_1'],
    ['member', 'add', 'x', 'y', '--role', 'expert', '--user', id],
    ['chat', 'bind', 'x', id],
    ['member', 'erase', id],
    ['outbox', 'retry', ...apart],
  ];
  for (const words of lines) {
    const error: unknown = await operate(desk, ...words).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'national_id', message: expect.stringContaining('leave it out') });
    expect(String(error)).not.toContain(id);
  }
});
