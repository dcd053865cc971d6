import { describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../src/chat/feishu/envelope.ts';
import { translate } from '../../src/chat/feishu/translate.ts';
import type { Delivery } from '../../src/chat/port.ts';
import { feishuFixture } from '../support/feishu-webhook.ts';

function translated(
  name: string,
  change: (envelope: Payload) => void = () => {},
  botId: string | null = 'ou_bot_own',
): Delivery {
  const envelope = structuredClone(feishuFixture(name)) as Payload;
  change(envelope);
  return translate(parseEnvelope(envelope), { connection: 'default', botId: () => botId });
}

interface Payload {
  header: Record<string, unknown>;
  event: Record<string, Record<string, unknown>> & { message: { content: string; mentions?: unknown } };
}

const EXPERT = { userId: 'ou_expert_one', outsider: false };

describe('a click in Feishu', () => {
  it('becomes a click with what the button carried', () => {
    expect(translated('card.action.trigger')).toEqual({
      kind: 'click',
      connection: 'default',
      deliveryId: 'ev-click-1',
      person: EXPERT,
      chatId: 'oc_group_1',
      messageId: 'om_card_1',
      value: { verb: 'rate', stars: 4 },
      form: {},
    });
  });

  it('brings its form as texts, and leaves out what is empty or no text', () => {
    expect(translated('card.action.trigger.form')).toMatchObject({
      form: { opinion: '技术成熟，建议小试。', stars: '5', modes: '转让,开放许可', day: '2026-12-31' },
    });
    expect(Object.keys(Object(translated('card.action.trigger.form')).form)).toEqual([
      'opinion',
      'stars',
      'modes',
      'day',
    ]);
  });

  it('is read with its context beside the event and its value as a JSON text', () => {
    expect(translated('card.action.trigger.context-beside')).toMatchObject({
      chatId: 'oc_group_1',
      messageId: 'om_card_1',
      value: { verb: 'rate', stars: 2 },
    });
  });

  it.each([
    ['rate', 'rate'],
    ['3', '3'],
    [undefined, null],
  ])('keeps a value that is no object as it is: %s', (value, expected) => {
    const click = translated('card.action.trigger', ({ event }) =>
      Object.assign(Object(event['action']), { value }),
    );
    expect(click).toMatchObject({ value: expected });
  });

  it('marks a person of another organisation', () => {
    expect(translated('card.action.trigger.context-beside')).toMatchObject({ person: { outsider: true } });
  });

  it('marks a person whose organisation is not said', () => {
    const click = translated('card.action.trigger', ({ event }) => delete event['operator']?.['tenant_key']);
    expect(click).toMatchObject({ person: { outsider: true } });
  });

  it('outside a chat message is unused', () => {
    expect(translated('card.action.trigger.link-preview')).toMatchObject({
      kind: 'unused',
      deliveryId: 'ev-click-4',
    });
  });

  it('without a person is malformed, and the error holds no values', () => {
    expect(() =>
      translated('card.action.trigger', ({ event }) => delete event['operator']?.['open_id']),
    ).toThrow(
      expect.objectContaining({
        kind: 'malformed',
        facts: { eventId: 'ev-click-1', eventType: 'card.action.trigger', fields: ['operator.open_id'] },
      }),
    );
  });
});

describe('a message in Feishu', () => {
  it('under our card becomes a reply to it, without the mentions', () => {
    expect(translated('im.message.receive_v1.group')).toEqual({
      kind: 'reply',
      connection: 'default',
      deliveryId: 'om_reply_1',
      person: EXPERT,
      chatId: 'oc_group_1',
      chatKind: 'group',
      messageId: 'om_reply_1',
      inReplyTo: ['om_card_1', 'om_card_1'],
      quoted: '',
      text: '五星，请看',
      addressed: true,
      mentions: [{ userId: 'ou_expert_two', outsider: false, name: '专家二' }],
    });
  });

  it('as a post is read line by line', () => {
    expect(translated('im.message.receive_v1.post')).toMatchObject({
      kind: 'reply',
      text: '意见\n成本偏高，见附表\n\n三星',
      inReplyTo: [],
      quoted: '',
      addressed: true,
    });
  });

  it('in a private chat is always addressed to the bot', () => {
    expect(translated('im.message.receive_v1.private')).toMatchObject({
      chatKind: 'private',
      addressed: true,
      text: '帮助',
    });
  });

  it.each([
    ['that mentions another bot is not', 'ou_another_bot', false],
    ['that mentions any bot is, while ours is not known,', null, true],
  ])('in a group %s addressed to us', (_name, botId, addressed) => {
    expect(translated('im.message.receive_v1.group', () => {}, botId)).toMatchObject({ addressed });
  });

  it.each(['ou_bot_own', null])('that mentions people only is not addressed (bot %s)', (botId) => {
    const reply = translated(
      'im.message.receive_v1.group',
      ({ event }) => {
        event.message.mentions = [
          { key: '@_user_1', id: { open_id: 'ou_expert_two' }, mentioned_type: 'user' },
        ];
      },
      botId,
    );
    expect(reply).toMatchObject({ addressed: false });
  });

  it('tells of the people it mentions, once each and marked when they are not the organisation’s', () => {
    const own = '736588c92lxf175d';
    const mention = (key: string, id: string | null, more: object) => ({ key, id: { open_id: id }, ...more });
    const reply = translated('im.message.receive_v1.post', ({ event }) => {
      event.message.mentions = [
        mention('@_user_1', 'ou_bot_own', { mentioned_type: 'bot', name: '盘活助手', tenant_key: own }),
        mention('@_user_2', 'ou_two', { mentioned_type: 'user', name: '专家二', tenant_key: own }),
        mention('@_user_3', 'ou_far', { mentioned_type: 'user', name: '外部人员', tenant_key: 'another' }),
        mention('@_user_4', 'ou_unsaid', { mentioned_type: 'user', name: null }),
        mention('@_user_5', 'ou_two', { mentioned_type: 'user', name: '专家二', tenant_key: own }),
      ];
    });
    expect(reply).toHaveProperty('mentions', [
      { userId: 'ou_two', outsider: false, name: '专家二' },
      { userId: 'ou_far', outsider: true, name: '外部人员' },
      { userId: 'ou_unsaid', outsider: true, name: '' },
    ]);
  });

  it.each([
    ['another bot', { key: '@_user_1', id: { open_id: 'ou_bot' }, mentioned_type: 'bot' }],
    [
      'our own bot by another word',
      { key: '@_user_1', id: { open_id: 'ou_bot_own' }, mentioned_type: 'user' },
    ],
    ['everybody', { key: '@_all', id: { open_id: 'all' }, mentioned_type: 'user' }],
    ['somebody without an id', { key: '@_user_1', id: { open_id: '' }, mentioned_type: 'user' }],
    ['something else', { key: '@_user_1', id: { open_id: 'ou_doc' } }],
  ])('that mentions %s mentions nobody', (_name, mention) => {
    const reply = translated('im.message.receive_v1.group', ({ event }) => {
      event.message.mentions = [mention];
    });
    expect(reply).toHaveProperty('mentions', []);
  });

  it('removes each placeholder whole, and @all too', () => {
    const reply = translated('im.message.receive_v1.group', ({ event }) => {
      event.message.content = JSON.stringify({ text: '@_all @_user_1 @_user_12 看\n第二行 @_user_3' });
    });
    expect(reply).toMatchObject({ text: '看\n第二行' });
  });

  it.each([
    ['im.message.receive_v1.bot', 'om_reply_4', 'im.message.receive_v1/not-from-a-person'],
    ['im.message.receive_v1.image', 'om_reply_5', 'im.message.receive_v1/image'],
  ])('from %s is unused', (name, deliveryId, type) => {
    expect(translated(name)).toEqual({ kind: 'unused', connection: 'default', deliveryId, type });
  });

  it.each(['not json', '{}', '[]'])('with unreadable content is malformed: %s', (content) => {
    expect(() =>
      translated('im.message.receive_v1.group', ({ event }) => Object.assign(event.message, { content })),
    ).toThrow(expect.objectContaining({ kind: 'malformed', code: 'feishu_content_unreadable' }));
  });
});

describe('people’s coming and going in Feishu', () => {
  it('opens a private chat', () => {
    expect(translated('im.chat.access_event.bot_p2p_chat_entered_v1')).toEqual({
      kind: 'opened',
      connection: 'default',
      deliveryId: 'ev-entered-1',
      person: EXPERT,
      chatId: 'oc_private_1',
    });
  });

  it('leaves the organisation, and nothing else is read of the person', () => {
    expect(translated('contact.user.deleted_v3')).toEqual({
      kind: 'departed',
      connection: 'default',
      deliveryId: 'ev-deleted-1',
      person: EXPERT,
    });
  });

  it.each([
    ['im.chat.access_event.bot_p2p_chat_entered_v1', 'operator_id'],
    ['contact.user.deleted_v3', 'object'],
  ])('%s without its person is malformed, and the error holds no values', (name, field) => {
    expect(() => translated(name, ({ event }) => delete event[field]?.['open_id'])).toThrow(
      expect.objectContaining({
        kind: 'malformed',
        facts: { eventId: expect.any(String), eventType: name, fields: [`${field}.open_id`] },
      }),
    );
  });

  it.each(['im.chat.access_event.bot_p2p_chat_entered_v1', 'contact.user.deleted_v3'])(
    '%s of no organisation is an outsider’s',
    (name) => {
      const delivery = translated(name, ({ header }) => delete header['tenant_key']);
      expect(delivery).toMatchObject({ person: { outsider: true } });
    },
  );
});

describe('the bot’s coming and going in Feishu', () => {
  it('joins a chat', () => {
    expect(translated('im.chat.member.bot.added_v1')).toEqual({
      kind: 'joined',
      connection: 'default',
      deliveryId: 'ev-joined-1',
      chatId: 'oc_group_1',
      chatName: '演示企业（虚构）专利评价群',
      external: false,
      by: { userId: 'ou_admin', outsider: false },
    });
  });

  it('joins as external when Feishu does not say who reads the chat', () => {
    const joined = translated('im.chat.member.bot.added_v1', ({ event }) => {
      Object.assign(event, { external: null, operator_id: null, operator_tenant_key: '', name: '' });
    });
    expect(joined).toMatchObject({ external: true, chatName: '', by: { userId: '', outsider: true } });
  });

  it.each([
    ['im.chat.member.bot.deleted_v1', 'ev-left-1'],
    ['im.chat.disbanded_v1', 'ev-left-2'],
  ])('leaves on %s', (name, deliveryId) => {
    expect(translated(name)).toEqual({
      kind: 'left',
      connection: 'default',
      deliveryId,
      chatId: 'oc_group_1',
    });
  });

  it('has no use for other events', () => {
    expect(translated('im.message.recalled_v1')).toEqual({
      kind: 'unused',
      connection: 'default',
      deliveryId: 'ev-recalled-1',
      type: 'im.message.recalled_v1',
    });
  });
});
