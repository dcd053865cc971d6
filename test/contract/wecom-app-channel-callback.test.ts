import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../../src/chat/port.ts';
import { encrypt, sign } from '../../src/sandbox/wecom/signature.ts';
import { xml } from '../../src/sandbox/wecom/xml.ts';
import { type AppBench, ourCard, sendCard, startAppBench } from './wecom-app-channel-bench.ts';
import { AES_KEY, TOKEN } from './wecom-stand-in-app.ts';
import { APP, CORP } from './wecom-stand-in-bench.ts';

const HOUR = 60 * 60 * 1000;
const OPTIONS = ['0', '1', '2'].map((id) => ({ id, text: `选项${id}` }));
const selection = (question_key: string) => ({ question_key, selected_id: '0', option_list: OPTIONS });

/** Presses the first button of the last card of 专家一. */
async function press(bench: AppBench, choices: Record<string, string[]> = {}, button = 0) {
  const message = bench.chat().at(-1);
  const buttons = (message?.card?.['button_list'] ?? []) as { key: string }[];
  const key = buttons[button]?.key ?? String(Object(message?.card?.['submit_button']).key);
  const pressed = { by: bench.expert, messageId: message?.messageId ?? '', key, choices };
  return bench.wecom.press(pressed);
}

/** A message of WeCom in a request, with what a forger may change. */
function posted(
  fields: Record<string, string | number>,
  forged: { receiveId?: string; token?: string; aesKey?: string; body?: (encrypted: string) => string } = {},
): RawRequest {
  const message = {
    ToUserName: CORP,
    FromUserName: 'ZhuanJiaYi',
    CreateTime: 1763798400,
    MsgType: 'text',
    Content: '你好',
    MsgId: '4561255354251345929',
    AgentID: APP.agentId,
    ...fields,
  };
  const { receiveId = CORP, token = TOKEN, aesKey = AES_KEY } = forged;
  const encrypted = encrypt(xml(message), { encodingAesKey: aesKey, receiveId });
  const [timestamp, nonce] = ['1763798400', 'nonce'];
  const body = forged.body?.(encrypted) ?? xml({ ToUserName: CORP, Encrypt: encrypted });
  const query = { timestamp, nonce, msg_signature: sign(token, timestamp, nonce, encrypted) };
  return { method: 'POST', query, headers: {}, body: Buffer.from(body) };
}

describe('a click on a card of the app', () => {
  it('names the card, carries its value, and brings a ticket', async () => {
    const bench = await startAppBench();
    await sendCard(bench, 'c1');
    expect(await press(bench)).toBe('answered');
    expect(bench.delivered).toEqual([
      {
        kind: 'click',
        connection: 'default',
        deliveryId: expect.stringMatching(/^[\w-]{43}$/),
        person: { userId: bench.expert, outsider: false },
        chatId: bench.expert,
        messageId: 'c1',
        value: { card: 'c1', act: 'rate' },
        form: {},
        ticket: {
          code: expect.stringMatching(/./),
          expiresAt: new Date(bench.clock.now().getTime() + 71 * HOUR),
        },
      },
    ]);
  });

  it('can be edited with its ticket, and is pressed again under its own id', async () => {
    const bench = await startAppBench();
    await sendCard(bench, 'c1');
    await press(bench);
    const [click] = bench.delivered;
    const next = ourCard('c1', { main_title: { title: '已评价' } });
    if (click?.kind === 'click') await bench.channel.update('c1', next, click.ticket ?? null);
    expect(bench.chat()[0]?.copies.get(bench.expert)?.card).toEqual(JSON.parse(next));
    await press(bench, {}, 1);
    expect(bench.delivered[1]).toMatchObject({ messageId: 'c1', value: { act: 'show' } });
  });

  it('differs from the next within the same second, and not from itself', async () => {
    const bench = await startAppBench();
    await sendCard(bench, 'c1');
    await press(bench);
    bench.wecom.faults.duplicateCallbacks(2);
    await press(bench);
    const [first, second, again] = bench.delivered.map(({ deliveryId }) => deliveryId);
    expect(first).not.toBe(second);
    expect(again).toBe(second);
  });

  it('brings what was chosen, and nothing for what was not', async () => {
    const bench = await startAppBench();
    await sendCard(bench, 'c1', ourCard('c1', { button_selection: selection('verdict') }));
    await press(bench, { verdict: ['2'] });
    await press(bench, { verdict: ['0'] });
    expect(bench.delivered).toMatchObject([{ form: { verdict: '2' } }, { form: {} }]);
    expect(bench.delivered[1]).toHaveProperty('form', {});
  });

  it('brings several choices of a question, and several questions', async () => {
    const bench = await startAppBench();
    const many = { card_type: 'vote_interaction', main_title: { title: '选择' }, task_id: 'c1' };
    const checkbox = { question_key: 'fields', mode: 1, option_list: OPTIONS };
    const submit_button = { text: '提交', key: '{"card":"c1"}' };
    await sendCard(bench, 'c1', JSON.stringify({ ...many, checkbox, submit_button }));
    await press(bench, { fields: ['1', '2'] });
    const select_list = [selection('one'), selection('two')];
    const several = { ...many, card_type: 'multiple_interaction', task_id: 'c2', select_list, submit_button };
    await sendCard(bench, 'c2', JSON.stringify(several));
    await press(bench, { one: ['1'], two: ['2'] });
    expect(bench.delivered).toMatchObject([{ form: { fields: '1,2' } }, { form: { one: '1', two: '2' } }]);
  });

  it('is a click in the menu of a card, too', async () => {
    const bench = await startAppBench();
    const action_menu = { desc: '更多', action_list: [{ text: '忽略', key: '{"act":"show"}' }] };
    await sendCard(bench, 'c1', ourCard('c1', { action_menu }));
    const messageId = bench.chat()[0]?.messageId ?? '';
    await bench.wecom.press({ by: bench.expert, messageId, key: '{"act":"show"}' });
    expect(bench.delivered).toMatchObject([{ kind: 'click', value: { act: 'show' }, form: {} }]);
  });

  it('carries nothing when its key is none of ours, and no ticket when WeCom gives none', async () => {
    const { channel } = await startAppBench();
    const click = { MsgType: 'event', Event: 'template_card_event', EventKey: 'rate:5', TaskId: 'c1' };
    const empty = { ResponseCode: '', SelectedItems: '' };
    const incoming = channel.open(posted({ ...click, ...empty }));
    expect(incoming).toMatchObject({ delivery: { kind: 'click', value: null, form: {} } });
    expect(incoming).not.toHaveProperty('delivery.ticket');
  });
});

describe('what people do in the chat with the app', () => {
  it('comes as a reply that is addressed to it', async () => {
    const bench = await startAppBench();
    const chatId = bench.wecom.privateChat(bench.expert, 'app');
    await bench.wecom.say({ by: bench.expert, chatId, text: ' 四星 <b>]]></b> &lt; ' });
    expect(bench.delivered).toEqual([
      {
        kind: 'reply',
        connection: 'default',
        deliveryId: expect.stringMatching(/^\d+$/),
        messageId: expect.stringMatching(/^\d+$/),
        person: { userId: bench.expert, outsider: false },
        chatId: bench.expert,
        chatKind: 'private',
        inReplyTo: [],
        quoted: '',
        text: '四星 <b>]]></b> &lt;',
        addressed: true,
        mentions: [],
      },
    ]);
  });

  it('is one reply, however often it is posted', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.duplicateCallbacks(3);
    const chatId = bench.wecom.privateChat(bench.expert, 'app');
    await bench.wecom.say({ by: bench.expert, chatId, text: '你好' });
    expect(bench.delivered).toHaveLength(3);
    expect(new Set(bench.delivered.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });

  it('comes as opened when somebody enters', async () => {
    const bench = await startAppBench();
    await bench.wecom.enter(bench.expert, 'app');
    const person = { userId: bench.expert, outsider: false };
    expect(bench.delivered).toMatchObject([{ kind: 'opened', person, chatId: bench.expert }]);
  });

  it.each([
    ['event/subscribe', { MsgType: 'event', Event: 'subscribe', EventKey: '' }],
    ['event/click', { MsgType: 'event', Event: 'click', EventKey: 'menu' }],
    ['image', { MsgType: 'image', PicUrl: 'https://example.com/', MediaId: 'm' }],
  ])('is of no use when it is %s', async (type, fields) => {
    const { channel } = await startAppBench();
    const { kind, ...rest } = channel.open(posted({ Content: '', ...fields }));
    expect([kind, rest]).toEqual([
      'delivery',
      { delivery: { kind: 'unused', connection: 'default', type, deliveryId: expect.any(String) } },
    ]);
  });
});

describe('a request that is not from WeCom', () => {
  const sealed = (body: string) => ({ body: () => body });
  it.each([
    ['encrypted for another corp', posted({}, { receiveId: 'wwffffffffffffffff' }), 'wecom_not_decryptable'],
    ['signed with another token', posted({}, { token: 'foreign' }), 'wecom_signature_wrong'],
    [
      'encrypted with another key',
      posted({}, { aesKey: [...AES_KEY].reverse().join('') }),
      'wecom_not_decryptable',
    ],
    [
      'cut short',
      posted({}, { body: (whole) => xml({ Encrypt: whole.slice(0, 64) }) }),
      'wecom_signature_wrong',
    ],
    ['for another corp inside', posted({ ToUserName: 'wwffffffffffffffff' }), 'wecom_corp_wrong'],
    ['for another app', posted({ AgentID: 1 }), 'wecom_agent_wrong'],
    ['with nothing inside', posted({}, sealed('<xml><Encrypt></Encrypt></xml>')), 'wecom_not_encrypted'],
    [
      'with two cipher texts',
      posted({}, { body: (whole) => xml({ Encrypt: [whole, whole] }) }),
      'wecom_not_encrypted',
    ],
    ['in plain text', posted({}, sealed(xml({ MsgType: 'text', Content: '通过' }))), 'wecom_not_encrypted'],
    ['in JSON', posted({}, sealed('{"encrypt":"x"}')), 'wecom_xml_unreadable'],
    ['empty', posted({}, sealed('')), 'wecom_xml_unreadable'],
    ['huge', posted({}, sealed(xml({ Encrypt: 'x'.repeat(1_000_000) }))), 'wecom_xml_unreadable'],
    ['a bomb', posted({}, sealed('<!DOCTYPE a [<!ENTITY b "ha">]><xml>&b;</xml>')), 'wecom_xml_unreadable'],
  ])('is refused: %s', async (_, request, code) => {
    const { channel } = await startAppBench();
    expect(() => channel.open(request)).toThrow(expect.objectContaining({ code }));
  });

  it('does not open a recorded message in answer to the question of the console', async () => {
    const { channel } = await startAppBench();
    let echostr = '';
    const { query } = posted({}, { body: (encrypted) => (echostr = encrypted) });
    const request = { method: 'GET', query: { ...query, echostr }, headers: {}, body: Buffer.alloc(0) };
    expect(() => channel.open(request)).toThrow(expect.objectContaining({ code: 'wecom_challenge_wrong' }));
  });

  it('is told from one that is', async () => {
    const { channel } = await startAppBench();
    expect(channel.open(posted({}))).toMatchObject({ delivery: { kind: 'reply', text: '你好' } });
  });

  it.each([
    ['a text without an id', { MsgId: '' }, 'MsgId'],
    ['a click on no card', { MsgType: 'event', Event: 'template_card_event', EventKey: '' }, 'TaskId'],
    ['nobody', { FromUserName: '' }, 'FromUserName'],
  ])('is malformed when it is proven and says %s', async (_, fields, field) => {
    const { channel } = await startAppBench();
    expect(() => channel.open(posted(fields))).toThrow(
      expect.objectContaining({ kind: 'malformed', code: 'wecom_message_unreadable', facts: { field } }),
    );
  });
});

describe('the console', () => {
  it('saves an address that has its keys, and no other', async () => {
    const settings = { url: '', token: TOKEN, encodingAesKey: AES_KEY };
    const bench = await startAppBench({}, { saved: false });
    expect(await bench.wecom.saveCallback({ ...settings, url: bench.callbackUrl })).toBe(true);
    const other = { ...settings, url: bench.callbackUrl, token: 'Another' };
    expect(await bench.wecom.saveCallback(other)).toBe(false);
    expect(bench.refused.map(({ code }) => code)).toEqual(['wecom_signature_wrong']);
  });

  it('gives keys of one form only', async () => {
    await expect(startAppBench({ encodingAesKey: 'short' })).rejects.toMatchObject({
      kind: 'malformed',
      code: 'wecom_key_malformed',
    });
  });
});
