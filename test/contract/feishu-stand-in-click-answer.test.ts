import { describe, expect, it } from 'vitest';
import { button, connect, sendCard, startBench } from './feishu-stand-in-bench.ts';
import { newCard, startApp } from './feishu-stand-in-clicked-app.ts';

describe('an answer to a click', () => {
  const answers: [name: string, clientError: number | null, answer: unknown][] = [
    ['nothing', null, undefined],
    ['an empty object', null, {}],
    ['a toast with translations', null, { toast: { type: 'info', content: '好', i18n: { zh_cn: '好' } } }],
    ['a bare string', 200672, 'ok'],
    ['a list', 200672, [1]],
    ['an unknown property', 200672, { text: '好' }],
    ['a toast of an unknown type', 200672, { toast: { type: 'fatal', content: '坏' } }],
    ['a card the platform refuses', 200673, { card: { type: 'raw', data: { ...newCard, elements: [] } } }],
    ['a template', 200673, { card: { type: 'template', data: { template_id: 'AAq1' } } }],
    ['a card of schema 1.0', 200830, { card: { type: 'raw', data: { elements: [] } } }],
  ];
  for (const [name, clientError, answer] of answers) {
    it(`that is ${name} shows ${clientError ?? 'no error'}`, async () => {
      const app = await startApp(answer);
      const messageId = await sendCard(app, [button('yes')]);
      const before = app.feishu.messages(app.group);
      const outcome = await app.feishu.press({ by: app.expert, messageId, button: 'yes' });
      expect(outcome.clientError).toBe(clientError);
      expect(app.feishu.messages(app.group)).toEqual(before);
    });
  }

  it('that never comes shows 200341 after three seconds', async () => {
    const bench = await startBench();
    await connect(bench.feishu.url, { 'card.action.trigger': () => new Promise(() => undefined) });
    const messageId = await sendCard(bench, [button('yes')]);
    const before = performance.now();
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    expect(outcome).toEqual({ toast: null, clientError: 200341 });
    expect(performance.now() - before).toBeGreaterThan(2900);
  });

  it('that is an error of the handler shows 200671', async () => {
    const bench = await startBench();
    await connect(bench.feishu.url, { 'card.action.trigger': () => Promise.reject(new Error('broken')) });
    const messageId = await sendCard(bench, [button('yes')]);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    expect(outcome.clientError).toBe(200671);
  });

  it('is missed as 200340 when no way to the app is set up', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, [button('yes')]);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    expect(outcome.clientError).toBe(200340);
  });

  it('must be out before the card can be edited', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, [button('yes')]);
    const edit = () =>
      bench.client.im.v1.message.patch({
        path: { message_id: messageId },
        data: { content: JSON.stringify(newCard) },
      });
    const seen: unknown[] = [];
    await connect(bench.feishu.url, {
      'card.action.trigger': async () => {
        seen.push(await edit().catch((error: { response: { data: unknown } }) => error.response.data));
        return {};
      },
    });
    await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    expect(seen).toMatchObject([
      { code: 230099, msg: expect.stringContaining('ErrCode: 11310; ErrMsg: card action is lock') },
    ]);
    await expect(edit()).resolves.toMatchObject({ code: 0 });
  });
});
