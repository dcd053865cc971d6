import { describe, expect, it } from 'vitest';
import { type Bench, button, failureOf, sendCard, startBench } from './feishu-stand-in-bench.ts';
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

  it('carries a tick as a boolean and a day with its zone, entered or not', async () => {
    const app = await startApp();
    const fields = [
      { tag: 'date_picker', name: 'until' },
      { tag: 'date_picker', name: 'since', initial_date: '2026-11-01' },
      { tag: 'date_picker', name: 'never' },
      { tag: 'checker', name: 'agreed' },
      { tag: 'checker', name: 'unticked', checked: true },
      { tag: 'checker', name: 'given', checked: true },
    ];
    const messageId = await sendCard(app, form(...fields, submit()));
    const entered = { until: '2026-12-31', never: '', agreed: 'true', unticked: 'false' };
    await app.feishu.press({ by: app.expert, messageId, button: 'submit', form: entered });
    expect(app.clicks[0]?.['action']).toHaveProperty('form_value', {
      until: '2026-12-31 +0800',
      since: '2026-11-01 +0800',
      never: '',
      agreed: true,
      unticked: false,
      given: true,
    });
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

describe('a picker of people', () => {
  const picker = (tag: string, more: object = {}) => ({ tag, name: 'people', ...more });
  const submitTo = async (app: Bench, field: object, people: string | readonly string[]) => {
    const messageId = await sendCard(app, form(field, submit()));
    return app.feishu.press({ by: app.admin, messageId, button: 'submit', form: { people } });
  };
  const unknown = { kind: 'refused', code: 'option_unknown' };

  it('without options offers the members of the chat as they are now, and nobody else', async () => {
    const app = await startApp();
    const late = app.feishu.addPerson('专家二');
    await expect(submitTo(app, picker('select_person'), late)).rejects.toMatchObject(unknown);
    app.feishu.joinGroup(app.group, late);
    await submitTo(app, picker('select_person'), late);
    await submitTo(app, picker('multi_select_person'), [late, app.expert]);
    app.feishu.leaveGroup(app.group, late);
    const gone = submitTo(app, picker('multi_select_person'), [app.expert, late]);
    await expect(gone).rejects.toMatchObject(unknown);
    expect(app.clicks).toMatchObject([
      { action: { form_value: { people: late } } },
      { action: { form_value: { people: [late, app.expert] } } },
    ]);
  });

  it('with options offers only these', async () => {
    const app = await startApp();
    const field = picker('multi_select_person', { options: [{ value: app.expert }] });
    await submitTo(app, field, [app.expert]);
    await expect(submitTo(app, field, [app.admin])).rejects.toMatchObject(unknown);
    expect(app.clicks).toMatchObject([{ action: { form_value: { people: [app.expert] } } }]);
  });

  it('of one person takes no list', async () => {
    const app = await startApp();
    const two = submitTo(app, picker('select_person'), [app.expert, app.admin]);
    await expect(two).rejects.toMatchObject({ kind: 'refused', code: 'one_choice' });
  });

  it('that is required takes no empty choice', async () => {
    const app = await startApp();
    const field = picker('multi_select_person', { required: true });
    for (const nobody of ['', []])
      await expect(submitTo(app, field, nobody)).rejects.toMatchObject({ code: 'field_required' });
  });
});

describe('a card that names people', () => {
  it('is refused when one of them does not exist', async () => {
    const bench = await startBench();
    const naming = (id: string): object[] => [
      { tag: 'person', user_id: id },
      { tag: 'person_list', persons: [{ id }] },
      ...form({ tag: 'select_person', name: 'a', options: [{ value: id }] }, submit()),
      ...form({ tag: 'multi_select_person', name: 'a', selected_values: [id] }, submit()),
    ];
    for (const element of naming(bench.expert)) await sendCard(bench, [element]);
    for (const element of naming('ou_nobody'))
      expect((await failureOf(sendCard(bench, [element]))).msg).toContain('ErrCode: 100290');
    await sendCard(bench, [
      { tag: 'person_list', persons: [{ id: 'ou_nobody' }], drop_invalid_user_id: true },
    ]);
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
