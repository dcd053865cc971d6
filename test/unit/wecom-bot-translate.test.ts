import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/chat/port.ts';
import { mentionRemover } from '../../src/chat/wecom/bot/addressing.ts';
import { readFrame } from '../../src/chat/wecom/bot/frames.ts';
import { translate } from '../../src/chat/wecom/bot/translate.ts';

const who = { connection: 'bot', withoutMention: mentionRemover('盘活助手') };

/** Translates what a frame with this body says. */
function told(body: object | undefined): Delivery {
  const frame = { cmd: 'aibot_msg_callback', headers: { req_id: 'R1' }, body };
  return translate(readFrame(frame), who);
}

function refusalOf(body: object | undefined): unknown {
  try {
    return told(body);
  } catch (error) {
    return error;
  }
}

const GROUP = {
  msgid: 'M1',
  chatid: 'wrABC',
  chattype: 'group',
  from: { userid: 'ZhuanJiaYi' },
  aibotid: 'aib0123',
};
const SINGLE = { msgid: 'M2', chattype: 'single', from: { userid: 'ZhuanJiaYi' } };
const press = (more: object = {}) => ({
  msgtype: 'event',
  event: {
    eventtype: 'template_card_event',
    template_card_event: {
      card_type: 'vote_interaction',
      event_key: '{"act":"rate"}',
      task_id: 'C1',
      ...more,
    },
  },
});

describe('what people say', () => {
  it.each([
    ['text', { msgtype: 'text', text: { content: '@盘活助手 5星' } }],
    ['voice', { msgtype: 'voice', voice: { content: '5星' } }],
    [
      'a text with a picture',
      {
        msgtype: 'mixed',
        mixed: {
          msg_item: [
            { msgtype: 'image', image: { url: 'https://example.com/1' } },
            { msgtype: 'text', text: { content: '@盘活助手 5星' } },
          ],
        },
      },
    ],
  ])('is a reply as %s', (_, said) => {
    expect(told({ ...GROUP, ...said })).toMatchObject({
      kind: 'reply',
      text: '5星',
      chatId: 'wrABC',
      chatKind: 'group',
    });
  });

  it.each([
    ['text', { msgtype: 'text', text: { content: '〔P-1〕' } }, '〔P-1〕'],
    [
      'mixed',
      { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: '〔P-1〕' } }] } },
      '〔P-1〕',
    ],
    ['a picture', { msgtype: 'image', image: { url: 'https://example.com/1' } }, ''],
    ['something unheard of', { msgtype: 'text', text: 'not as documented' }, ''],
  ])('brings the words of a quoted message: %s', (_, quote, quoted) => {
    const said = { ...SINGLE, msgtype: 'text', text: { content: '4星' }, quote };
    expect(told(said)).toMatchObject({ kind: 'reply', text: '4星', quoted, chatId: 'ZhuanJiaYi' });
  });

  it.each(['image', 'file', 'video', 'stream', 'invented'])('is of no use as %s', (msgtype) => {
    const body = { ...GROUP, msgtype, [msgtype]: { url: 'https://example.com/1' } };
    expect(told(body)).toEqual({ kind: 'unused', connection: 'bot', deliveryId: 'M1', type: msgtype });
  });
});

describe('what people do', () => {
  it('is a click with all that was chosen, the untouched left out', () => {
    const selected_item = [
      { question_key: 'way', option_ids: { option_id: ['license', 'transfer'] } },
      { question_key: 'when', option_ids: { option_id: ['0'] } },
    ];
    expect(told({ ...GROUP, ...press({ selected_items: { selected_item } }) })).toMatchObject({
      kind: 'click',
      deliveryId: 'M1',
      chatId: 'wrABC',
      messageId: 'C1',
      value: { act: 'rate' },
      form: { way: 'license,transfer' },
    });
  });

  it('is known by its request where it has no id of its own', () => {
    const { msgid: _, ...nameless } = SINGLE;
    expect(told({ ...nameless, ...press() })).toMatchObject({ kind: 'click', deliveryId: 'R1' });
  });

  it.each([[null], [{}], [{ selected_item: [{ question_key: 'way' }] }]])(
    'chooses nothing where the platform says %j',
    (selected_items) => {
      expect(told({ ...GROUP, ...press({ selected_items }) })).toMatchObject({ kind: 'click', form: {} });
    },
  );

  it('is in a group when it names one, whatever else is missing', () => {
    const { chattype: _, ...untyped } = GROUP;
    expect(told({ ...untyped, ...press() })).toMatchObject({ chatId: 'wrABC' });
  });

  it('carries nothing when the key is none of ours', () => {
    expect(told({ ...GROUP, ...press({ event_key: 'rate:5' }) })).toMatchObject({ value: null });
  });

  it.each(['feedback_event', 'disconnected_event', 'auth_change_event', 'invented'])(
    'is of no use as %s, with or without a person',
    (eventtype) => {
      const body = { msgid: 'M3', msgtype: 'event', event: { eventtype } };
      expect(told(body)).toMatchObject({ kind: 'unused', type: eventtype });
    },
  );
});

describe('what cannot be read', () => {
  it.each([
    ['no body', undefined],
    ['a click without its card', { ...GROUP, ...press({ task_id: undefined }) }],
    ['a click without details', { ...GROUP, msgtype: 'event', event: { eventtype: 'template_card_event' } }],
    ['a text of nobody', { msgid: 'M', msgtype: 'text', text: { content: '一句私话' } }],
    [
      'a group without its id',
      { ...GROUP, chatid: undefined, msgtype: 'text', text: { content: '一句私话' } },
    ],
    ['words that are none', { ...GROUP, msgtype: 'text', text: { content: 5, secret: '一句私话' } }],
  ])('is refused without its content: %s', (_, body) => {
    const failure = refusalOf(body);
    expect(failure).toMatchObject({ kind: 'malformed', code: 'wecom_frame_unreadable' });
    expect(JSON.stringify(failure)).not.toContain('一句私话');
  });
});
