import { describe, expect, it } from 'vitest';
import { button, sendCard } from './feishu-stand-in-bench.ts';
import { newCard, startApp } from './feishu-stand-in-clicked-app.ts';

const options = ['5', '4'].map((value) => ({ text: { tag: 'plain_text', content: value }, value }));
const form = (...elements: object[]) => [{ tag: 'form', name: 'rating', elements }];
const submit = (more: object = {}) => button('submit', { id: 'c1' }, { form_action_type: 'submit', ...more });
const stars = { tag: 'select_static', name: 'stars', required: true, options };
const opinion = { tag: 'input', name: 'opinion', max_length: 5 };

describe('a press of a button', () => {
  it('sends one callback of the real shape and shows the toast', async () => {
    const app = await startApp({ toast: { type: 'success', content: '已记录' } });
    const messageId = await sendCard(app, [button('yes', { verb: 'admit', id: 7 })]);
    const outcome = await app.feishu.press({ by: app.expert, messageId, button: 'yes' });
    expect(outcome).toEqual({ toast: { type: 'success', content: '已记录' }, clientError: null });
    expect(app.clicks).toEqual([
      expect.objectContaining({
        schema: '2.0',
        event_type: 'card.action.trigger',
        event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        create_time: `${app.clock.now().getTime()}000`,
        tenant_key: app.feishu.tenantKey,
        app_id: 'cli_0123456789abcdef',
        token: expect.stringMatching(/^c-/),
        host: 'im_message',
        operator: expect.objectContaining({ open_id: app.expert, tenant_key: app.feishu.tenantKey }),
        action: expect.objectContaining({ tag: 'button', name: 'yes', value: { verb: 'admit', id: 7 } }),
        context: { open_message_id: messageId, open_chat_id: app.group },
      }),
    ]);
    expect(app.clicks[0]?.['action']).not.toHaveProperty('form_value');
  });

  it('submits the fields around it: what was put in, else what the card had put there', async () => {
    const app = await startApp();
    const fields = [
      stars,
      opinion,
      { tag: 'input', name: 'note', default_value: '无' },
      { tag: 'select_static', name: 'mode', options, initial_option: '4' },
      { tag: 'select_static', name: 'second', options, initial_index: 2 },
      { tag: 'multi_select_static', name: 'both', options, selected_values: ['5'] },
      { tag: 'select_static', name: 'untouched', options },
    ];
    const messageId = await sendCard(app, form(...fields, submit()));
    await app.feishu.press({
      by: app.expert,
      messageId,
      button: 'submit',
      form: { stars: '5', opinion: '很好' },
    });
    expect(app.clicks[0]?.['action']).toMatchObject({ name: 'submit', value: { id: 'c1' } });
    expect(app.clicks[0]?.['action']).toHaveProperty('form_value', {
      stars: '5',
      opinion: '很好',
      note: '无',
      mode: '4',
      second: '4',
      both: ['5'],
    });
  });

  it('sends an untouched input as an empty string', async () => {
    const app = await startApp();
    const messageId = await sendCard(app, form(opinion, submit()));
    await app.feishu.press({ by: app.expert, messageId, button: 'submit' });
    expect(app.clicks[0]?.['action']).toHaveProperty('form_value', { opinion: '' });
  });

  it('carries no value when the submit button has none', async () => {
    const app = await startApp();
    const messageId = await sendCard(app, form(opinion, submit({ behaviors: [] })));
    await app.feishu.press({ by: app.expert, messageId, button: 'submit' });
    expect(app.clicks[0]?.['action']).not.toHaveProperty('value');
  });

  it('stays in the client for a link and for a value outside behaviors', async () => {
    const app = await startApp();
    const link = { behaviors: [{ type: 'open_url', default_url: 'https://example.com' }] };
    const messageId = await sendCard(app, [
      button('link', {}, link),
      button('old', {}, { behaviors: [], value: { a: 1 } }),
    ]);
    const nothing = { toast: null, clientError: null };
    expect(await app.feishu.press({ by: app.expert, messageId, button: 'link' })).toEqual(nothing);
    expect(await app.feishu.press({ by: app.expert, messageId, button: 'old' })).toEqual(nothing);
    expect(app.clicks).toEqual([]);
  });

  it('finds buttons in the card as it stands now', async () => {
    const app = await startApp({ card: { type: 'raw', data: newCard } });
    const messageId = await sendCard(app, [button('yes')]);
    await app.feishu.press({ by: app.expert, messageId, button: 'yes' });
    expect(app.feishu.messages(app.group)).toMatchObject([{ content: JSON.stringify(newCard), edits: 1 }]);
    const again = app.feishu.press({ by: app.expert, messageId, button: 'yes' });
    await expect(again).rejects.toMatchObject({ code: 'button_unknown' });
  });

  it('shows 200530 when a member of the form has no name', async () => {
    const app = await startApp();
    const messageId = await sendCard(app, form({ tag: 'input' }, submit()));
    const outcome = await app.feishu.press({ by: app.expert, messageId, button: 'submit' });
    expect(outcome).toEqual({ toast: null, clientError: 200530 });
    expect(app.clicks).toEqual([]);
  });
});

describe('what a client does not let a person do', () => {
  const cases: [name: string, code: string, elements: object[], form: Record<string, string>][] = [
    ['leave a required field empty', 'field_required', form(stars, submit()), {}],
    ['choose an option that is not there', 'option_unknown', form(stars, submit()), { stars: '6' }],
    [
      'write more than the field takes',
      'field_too_long',
      form(opinion, submit()),
      { opinion: '一二三四五六' },
    ],
    ['fill a field that is not there', 'field_unknown', form(opinion, submit()), { other: '一' }],
    [
      'fill a disabled field',
      'field_disabled',
      form({ ...opinion, disabled: true }, submit()),
      { opinion: '一' },
    ],
    ['press a disabled button', 'button_disabled', [button('submit', {}, { disabled: true })], {}],
    ['press a button that is not there', 'button_unknown', [button('other')], {}],
  ];
  for (const [name, code, elements, fields] of cases) {
    it(`is to ${name}`, async () => {
      const app = await startApp();
      const messageId = await sendCard(app, elements);
      const pressed = app.feishu.press({ by: app.expert, messageId, button: 'submit', form: fields });
      await expect(pressed).rejects.toMatchObject({ kind: 'refused', code });
      expect(app.clicks).toEqual([]);
    });
  }

  it('is to press in a chat he is not in, on a recalled card, or on one older than 14 days', async () => {
    const app = await startApp();
    const messageId = await sendCard(app, [button('yes')]);
    const stranger = app.feishu.addPerson('外人');
    const pressBy = (by: string) => app.feishu.press({ by, messageId, button: 'yes' });
    await expect(pressBy(stranger)).rejects.toMatchObject({ code: 'not_in_chat' });
    app.clock.advance(14 * 24 * 3_600_000 + 1);
    await expect(pressBy(app.expert)).rejects.toMatchObject({ code: 'card_expired' });
    app.feishu.faults.recall(messageId);
    await expect(pressBy(app.expert)).rejects.toMatchObject({ code: 'message_gone' });
    expect(app.clicks).toEqual([]);
  });
});
