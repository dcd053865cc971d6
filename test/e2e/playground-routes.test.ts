import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { IssuedCode, OperatedEnterprise } from '../../src/sandbox/view.ts';
import { serveWorld } from './playground-page.ts';

const PRESS = { by: 'ou_1', messageId: 'm1', button: 'stars-4', form: {} };

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
}

describe("the playground's routes", () => {
  it('serve the page with a policy that runs nothing but its own files', async () => {
    const { url } = await serveWorld();
    const answer = await fetch(`${url}/sandbox`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|<style|style=|onclick=|https?:\/\//);
  });

  it('serve every file the page names, and no other', async () => {
    const { url } = await serveWorld();
    const page = await (await fetch(`${url}/sandbox`)).text();
    const files = [...page.matchAll(/\/sandbox\/assets\/[\w.-]+/g)].map(([file]) => file);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const answer = await fetch(url + file);
      expect([file, answer.status, answer.headers.get('x-content-type-options')]).toEqual([
        file,
        200,
        'nosniff',
      ]);
      await answer.text();
    }
    for (const file of [
      'index.html',
      '..%2Fview.ts',
      '..%2f..%2f..%2fpackage.json',
      'nothing.js',
      'constructor',
    ]) {
      const answer = await fetch(`${url}/sandbox/assets/${file}`);
      expect([file, answer.status]).toEqual([file, 404]);
    }
  });

  it('show the state whole', async () => {
    const { url, world } = await serveWorld();
    const answer = await fetch(`${url}/sandbox/view`);
    expect(await answer.json()).toEqual(world.view());
  });

  it('pass a press and a text on', async () => {
    const { url, world } = await serveWorld();
    const pressed = await post(`${url}/sandbox/press`, PRESS, { origin: url });
    expect(await pressed.json()).toMatchObject({ toast: { type: 'success' }, clientError: null });
    const text = { by: 'ou_1', chatId: 'oc_group', text: ' 好 ', mentionBot: true };
    expect((await post(`${url}/sandbox/say`, text)).status).toBe(204);
    expect(world.presses).toEqual([PRESS]);
    const asked = { ...text, mentions: ['ou_2'] };
    expect((await post(`${url}/sandbox/say`, asked)).status).toBe(204);
    expect(world.says).toEqual([
      { ...text, text: '好', mentions: [] },
      { ...asked, text: '好' },
    ]);
  });

  it('hand a file over to whoever sees its message, to be kept and never shown', async () => {
    const { url } = await serveWorld();
    const name = '清单 "1".html';
    await fetch(`${url}/sandbox/drop?${new URLSearchParams({ by: 'ou_1', chatId: 'oc_ou_1', name })}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'rows',
    });
    const ask = (by: string, messageId: string) =>
      fetch(`${url}/sandbox/file?${new URLSearchParams({ by, messageId })}`);
    const answer = await ask('ou_1', `f-${name}`);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(await answer.text()).toBe(`<b>${name}</b>`);
    for (const [by, messageId] of [
      ['ou_2', `f-${name}`],
      ['ou_1', 'f-none'],
      ['constructor', '__proto__'],
    ] as const)
      expect((await ask(by, messageId)).status).toBe(404);
  });

  it('pass on what was picked in a form, be it one or several', async () => {
    const { url, world } = await serveWorld();
    const form = { admin: 'ou_2', experts: ['ou_1', 'ou_2'], nobody: [] };
    expect((await post(`${url}/sandbox/press`, { ...PRESS, form })).status).toBe(200);
    expect(world.presses).toEqual([{ ...PRESS, form }]);
  });

  it('open a private chat, and refuse to do so for a page of another site', async () => {
    const { url, world } = await serveWorld();
    const by = { by: 'ou_3' };
    expect((await post(`${url}/sandbox/enter`, by, { origin: 'https://evil.example' })).status).toBe(403);
    const entered = await post(`${url}/sandbox/enter`, by, { origin: url });
    expect(await entered.json()).toEqual({ chatId: 'oc_ou_3' });
    expect(world.entered).toEqual(['ou_3']);
  });

  it("take a university's answer to an intent that is there", async () => {
    const { url, world } = await serveWorld();
    world.putIntent({ idempotencyKey: 'i1' });
    const answer = { key: 'i1', state: 'interested', text: ' 欢迎来校洽谈。 ' };
    expect((await post(`${url}/sandbox/answer`, answer, { origin: url })).status).toBe(204);
    expect(world.answers).toEqual([{ ...answer, text: '欢迎来校洽谈。' }]);
    const unknown = await post(`${url}/sandbox/answer`, { ...answer, key: 'i2' });
    expect([unknown.status, await unknown.json()]).toEqual([400, { error: 'intent_unknown' }]);
  });

  it.each([
    ['from another site', {}, { origin: 'https://evil.example' }, 403],
    ['sent like a form', {}, { 'content-type': 'text/plain' }, 400],
    ['in a state that no university knows', { state: 'accepted' }, {}, 400],
    ['longer than the contract allows', { text: '长'.repeat(2001) }, {}, 400],
    ['with a field nobody knows', { enterprise: '示例大学（虚构）' }, {}, 400],
  ])('refuse an answer %s', async (_, wrong, headers: Record<string, string>, status) => {
    const { url, world } = await serveWorld();
    world.putIntent({ idempotencyKey: 'i1' });
    const answer = { key: 'i1', state: 'declined', text: '', ...wrong };
    expect((await post(`${url}/sandbox/answer`, answer, headers)).status).toBe(status);
    expect(world.answers).toEqual([]);
  });

  it('create an enterprise, list it and issue another code for it', async () => {
    const { url } = await serveWorld();
    const created = await post(`${url}/sandbox/operator/enterprise`, { name: ' 新企业（虚构） ' });
    const first = (await created.json()) as IssuedCode;
    expect(first.code).toMatch(/^(\w{4}-){2}\w{4}$/);
    const listed = (await (
      await fetch(`${url}/sandbox/operator/enterprises`)
    ).json()) as OperatedEnterprise[];
    expect(listed.map(({ name, members }) => [name, members])).toContainEqual(['新企业（虚构）', 0]);
    const enterpriseId = listed.at(-1)?.id;
    const second = await post(`${url}/sandbox/operator/code`, { enterpriseId });
    expect(((await second.json()) as IssuedCode).code).not.toBe(first.code);
    const pushed = await post(`${url}/sandbox/operator/push`, { enterpriseId: 'e1' });
    expect(await pushed.json()).toEqual({ pushed: 1 });
  });

  it.each([
    ['enterprise', { name: '新企业（虚构）' }],
    ['code', { enterpriseId: 'e1' }],
    ['push', { enterpriseId: 'e1' }],
    ['platform', { enterpriseId: 'e1', mode: 'manual' }],
  ])('refuse what another site asks of the operator: %s', async (name, command) => {
    const { url, world } = await serveWorld();
    const path = `${url}/sandbox/operator/${name}`;
    expect((await post(path, command, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(path, command, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post(path, {})).status).toBe(400);
    expect(await world.operator.enterprises()).toHaveLength(1);
  });

  it.each([
    ['from another site', PRESS, { origin: 'https://evil.example' }, 403],
    ['from a page without an origin', PRESS, { origin: 'null' }, 403],
    ['sent like a form', PRESS, { 'content-type': 'text/plain' }, 400],
    ['that is no JSON', '{', {}, 400],
    ['that lacks a field', { by: 'ou_1' }, {}, 400],
    ['with a field nobody knows', { ...PRESS, extra: 1 }, {}, 400],
    ['of more than 64 KB', { ...PRESS, form: { a: 'x'.repeat(70_000) } }, {}, 400],
  ])('refuse a press %s', async (_, body, headers: Record<string, string>, status) => {
    const { url, world } = await serveWorld();
    expect((await post(`${url}/sandbox/press`, body, headers)).status).toBe(status);
    expect(world.presses).toEqual([]);
  });

  it('refuse a press from a page whose name was made to point here', async () => {
    const { url, world } = await serveWorld();
    const host = `rebound.example:${new URL(url).port}`;
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${url}/sandbox/press`, { method: 'POST', headers });
      sent.once('response', (answer) => resolve(answer.resume().statusCode)).once('error', reject);
      sent.end(JSON.stringify(PRESS));
    });
    expect(status).toBe(403);
    expect(world.presses).toEqual([]);
  });

  it('tell an open page about a burst of changes at once, then stop listening when it leaves', async () => {
    const { url, world, failures } = await serveWorld();
    const leaving = new AbortController();
    const answer = await fetch(`${url}/sandbox/events`, { signal: leaving.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const next = viewsOf(answer);
    expect(await next()).toEqual(world.view());
    for (let count = 1; count <= 20; count += 1) world.put('group', { messageId: `x${count}`, text: '新' });
    expect(await next()).toEqual(world.view());
    expect(world.listeners()).toBe(1);
    leaving.abort();
    await expect.poll(() => world.listeners()).toBe(0);
    expect(failures).toEqual([]);
  });

  it('let the server close while a page is open', async () => {
    const { url, world, stop } = await serveWorld();
    const answer = await fetch(`${url}/sandbox/events`);
    const closed = stop();
    await answer.text();
    await closed;
    expect(world.listeners()).toBe(0);
  });
});

/** Reads the events of an open answer one after the other. */
function viewsOf(answer: Response): () => Promise<unknown> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async () => {
    for (;;) {
      const found = /data: (.*)\n\n/.exec(text);
      if (found !== null) {
        text = text.slice(found.index + found[0].length);
        return JSON.parse(found[1] ?? '');
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) throw new Error('the events ended');
      text += chunk.value;
    }
  };
}
