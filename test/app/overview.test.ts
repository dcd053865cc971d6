import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { EVIL_LINE } from '../../src/sandbox/sample-facts.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { type Service, type ServiceOptions, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo } from '../support/society.ts';

const TOKEN = 'operator-token-of-the-app-tests';
const DAY = 86_400_000;

const openService = (options: ServiceOptions = {}) =>
  startService({ ...options, settings: { OPERATOR_TOKEN: TOKEN, ...options.settings } });

const ask = ({ app }: Service, path: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/overview${path}`, { headers, redirect: 'manual' });

const bearer = { authorization: `Bearer ${TOKEN}` };
const read = async (service: Service, path = '') => (await ask(service, path, bearer)).text();

const signIn = ({ app }: Service, token: string) =>
  fetch(`${app.url}/overview`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });

describe('the overview', () => {
  it('is for whoever has the token, in a header or once in a form, and tells others nothing', async () => {
    const service = await openService();
    await foundSociety(service, {});
    for (const path of ['', '/export', '?only=stuck'])
      for (const headers of [{}, { authorization: TOKEN }, { cookie: 'panhuo_overview=9999999999999.x' }]) {
        const answer = await ask(service, path, headers as Record<string, string>);
        expect([path, answer.status]).toEqual([path, 401]);
        expect(await answer.text()).not.toContain('演示企业');
      }
    const wrong = await signIn(service, `${TOKEN}x`);
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await wrong.text()).toContain('口令不对');
    const right = await signIn(service, TOKEN);
    const cookie = right.headers.get('set-cookie') ?? '';
    expect([right.status, right.headers.get('location')]).toEqual([303, '/overview']);
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const kept = { cookie: cookie.split(';')[0] ?? '' };
    const page = await ask(service, '', kept);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await page.text()).toContain('演示企业');
    service.clock.advance(DAY);
    expect((await ask(service, '', kept)).status).toBe(401);
    expect(service.logged.join()).not.toContain(TOKEN);
  });

  it('is not there without a token, and bears no forged or foreign cookie', async () => {
    const service = await startService();
    expect((await ask(service, '')).status).toBe(404);
    const [one, other] = [
      await openService(),
      await openService({ settings: { OPERATOR_TOKEN: `${TOKEN}-of-another` } }),
    ];
    const cookie = (await signIn(one, TOKEN)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await ask(other, '', { cookie })).status).toBe(401);
    const [name = '', value = ''] = cookie.split('=');
    const later = `${name}=${Number(value.split('.')[0]) + DAY}.${value.split('.')[1]}`;
    expect((await ask(one, '', { cookie: later })).status).toBe(401);
    const huge = await fetch(`${one.app.url}/overview`, { method: 'POST', body: 'x'.repeat(9000) });
    expect([huge.status, huge.headers.get('set-cookie')]).toEqual([401, null]);
  });

  it('says who is stuck and where, and as time goes by somebody else is', async () => {
    const service = await openService();
    const society = await foundSociety(service, { experts: 1 });
    await service.app.inTransaction((tx) =>
      createEnterprise(tx, { name: EVIL_LINE.slice(0, 60), platformId: 'p-evil' }),
    );
    const card = await bring(service, society, patentNo(1));
    const first = await read(service);
    expect(first).toContain('共 2 家企业，1 家需要处理');
    expect(first).toContain('没有绑定群');
    expect(first).not.toContain('<at id=all>');
    expect(first).toContain('进行中');
    service.clock.advance(8 * DAY);
    expect(await read(service)).toContain('专家没有评价');
    await service.feishu.press({ by: society.experts[0], messageId: card, button: 'stars_4' });
    service.clock.advance(4 * DAY);
    const stuck = await read(service, '?only=stuck');
    expect(stuck).toContain('管理员没有审核');
    for (const secret of ['专家一', '★', '4 星']) expect(stuck).not.toContain(secret);
  });

  it('says that it cannot be shown when the database does not answer, and not why', async () => {
    const service = await openService();
    const { db, close } = openDatabase(service.databaseUrl);
    await db.schema.renameTable('enterprises', 'gone').finally(close);
    for (const path of ['', '/export']) {
      const answer = await ask(service, path, bearer);
      expect(answer.status).toBe(500);
      const page = await answer.text();
      expect(page).toContain('暂时打不开');
      expect(page).not.toMatch(/enterprises|sql/i);
    }
    expect(service.logged.join()).toContain('the overview failed');
  });

  it('is exported as a spreadsheet, and turned page by page', async () => {
    const service = await openService();
    await service.app.inTransaction(async (tx) => {
      for (let at = 0; at < 101; at += 1)
        await createEnterprise(tx, { name: `=企业${at}`, platformId: `p-${at}` });
    });
    expect(await read(service)).toContain('第 1 / 2 页');
    const last = await read(service, '?page=99');
    expect(last).toContain('第 2 / 2 页');
    expect(last.match(/<tr>/g)).toHaveLength(2);
    const answer = await ask(service, '/export', bearer);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*\.xlsx/);
    const rows = await readSheet(Buffer.from(await answer.arrayBuffer()), 1);
    expect(rows).toHaveLength(102);
    expect(rows[0]).toEqual(expect.arrayContaining(['企业', '状态', '完成（%）']));
    expect(rows.flat()).toContain('没有绑定群');
  });
});
