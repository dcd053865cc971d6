import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { longConnection } from '../../src/chat/feishu/connection.ts';
import type { FeishuSettings } from '../../src/chat/feishu/feishu.ts';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Answer, Channel, Delivery, DeliveryHandler, Incoming, Notice } from '../../src/chat/port.ts';
import { AppError } from '../../src/errors.ts';
import type { FeishuStandInOptions } from '../../src/sandbox/feishu/options.ts';
import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { FIXTURE_APP } from '../support/feishu-webhook.ts';

const DAY_MS = 86_400_000;
/** Intervals in seconds that let a lost connection come back at once. */
const QUICK = { PingInterval: 0.05, ReconnectCount: -1, ReconnectInterval: 0.05, ReconnectNonce: 0 };
const log = pino({ level: 'silent' });

const CARD = JSON.stringify({
  schema: '2.0',
  config: { update_multi: true },
  body: {
    elements: [
      { tag: 'markdown', content: '**一种电池隔膜**' },
      button('rate_4', '四星', { verb: 'rate', stars: 4 }),
      {
        tag: 'form',
        name: 'opinion_form',
        elements: [
          { tag: 'input', name: 'opinion' },
          { tag: 'input', name: 'more' },
          { ...button('submit', '提交', { verb: 'opinion' }), form_action_type: 'submit' },
        ],
      },
    ],
  },
});

function button(name: string, content: string, value: object): object {
  return {
    tag: 'button',
    name,
    text: { tag: 'plain_text', content },
    behaviors: [{ type: 'callback', value }],
  };
}

/** A delivery of our app with an empty event. */
function rawEnvelope(type: string) {
  const { appId: app_id, verificationToken: token } = FIXTURE_APP;
  const header = { event_id: 'e', event_type: type, create_time: '0', tenant_key: '', app_id, token };
  return { schema: '2.0', header, event: {} } as const;
}

const told = (notice: Notice | null): Answer => ({ notice, cardJson: null });
const SILENCE = told(null);

interface Bench {
  readonly feishu: FeishuStandIn;
  readonly channel: Channel;
  readonly group: string;
  readonly expert: string;
  /** Everything the channel has handed over. */
  readonly delivered: Delivery[];
  /** Starts the channel with a handler whose notice people see. */
  readonly listen: (handle?: DeliveryHandler) => Promise<void>;
  readonly advance: (ms: number) => void;
}

/** Waits for what comes by itself; the limit is only for machines under load. */
const soon = (check: () => unknown) => vi.waitFor(check, 10_000);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBench(
  settings: Partial<FeishuSettings> = {},
  options: Partial<FeishuStandInOptions> = {},
): Promise<Bench> {
  let at = Date.parse('2026-11-22T08:00:00Z');
  const now = () => new Date(at);
  const sleep = () => new Promise<void>(() => {});
  const feishu = await startFeishuStandIn({
    ...FIXTURE_APP,
    now,
    sleep,
    newId: randomUUID,
    connectionConfig: QUICK,
    ...options,
  });
  open.push(() => feishu.close());
  const every = () => () => {};
  const channel = feishuChannel(
    { connection: 'default', transport: 'websocket', domain: feishu.url, ...FIXTURE_APP, ...settings },
    { log, now, sleep, every },
  );
  open.push(() => channel.stop());
  const expert = feishu.addPerson('专家一');
  const group = feishu.addGroup('演示企业（虚构）', [expert]);
  await feishu.settled();
  const delivered: Delivery[] = [];
  return {
    feishu,
    channel,
    group,
    expert,
    delivered,
    listen: (handle = async () => SILENCE) =>
      channel.start(async (delivery) => {
        delivered.push(delivery);
        return await handle(delivery);
      }),
    advance: (ms) => {
      at += ms;
    },
  };
}

async function sendCard({ channel, group }: Bench, key = 'card-1'): Promise<string> {
  const { messageId } = await channel.send({ kind: 'group', id: group }, { kind: 'card', json: CARD }, key);
  return messageId;
}

function reactionOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'succeeded',
    (error: unknown) => (error instanceof AppError ? error.outside : error),
  );
}

describe('what the Feishu channel sends', () => {
  it('is seen by the group, once for one key', async () => {
    const bench = await startBench();
    expect(bench.channel.lint(CARD)).toEqual([]);
    const [first, second] = [await sendCard(bench), await sendCard(bench)];
    expect(second).toBe(first);
    expect(bench.feishu.messages(bench.group)).toMatchObject([{ messageId: first, msgType: 'interactive' }]);
  });

  it('is changed in place by an update', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench);
    await bench.channel.update(messageId, CARD.replace('电池隔膜', '固态电解质'), null);
    expect(bench.feishu.messages(bench.group).map(({ content }) => content)).toEqual([
      expect.stringContaining('固态电解质'),
    ]);
  });

  it('stands under the message it answers', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench);
    const text = { kind: 'text', text: '已收到', replyTo: messageId } as const;
    await bench.channel.send({ kind: 'group', id: bench.group }, text, 'reply-1');
    const view = bench.feishu.view([bench.expert])[0];
    const messages = view?.chats.find(({ chatId }) => chatId === bench.group)?.messages;
    expect(messages?.at(-1)).toMatchObject({ text: '已收到', replyTo: { messageId } });
  });

  it('reaches a person in the private chat with the bot', async () => {
    const bench = await startBench();
    const sent = await bench.channel.send(
      { kind: 'person', id: bench.expert },
      { kind: 'text', text: '您好' },
      'k',
    );
    expect(sent.chatId).toBe(bench.feishu.privateChat(bench.expert));
  });

  it('is held back by the limit of the chat with a time to wait', async () => {
    const bench = await startBench();
    const sends = Array.from({ length: 6 }, (_, at) => reactionOf(sendCard(bench, `k${at}`)));
    expect((await Promise.all(sends)).filter((outcome) => outcome !== 'succeeded')).toEqual([
      { reaction: 'retry', retryAfterMs: 1000 },
    ]);
  });

  it('is ambiguous when the answer is lost, and not doubled by the same key', async () => {
    const bench = await startBench();
    bench.feishu.faults.dropAnswerNext('send');
    expect(await reactionOf(sendCard(bench))).toEqual({ reaction: 'retry', ambiguous: true });
    await sendCard(bench);
    expect(bench.feishu.messages(bench.group)).toHaveLength(1);
  });

  it('survives the loss of all tokens', async () => {
    const bench = await startBench();
    await sendCard(bench, 'k1');
    bench.feishu.faults.revokeTokens();
    await sendCard(bench, 'k2');
    expect(bench.feishu.counters.tokens).toBe(2);
  });
});

describe('what Feishu refuses', () => {
  it('says that the chat is lost when the bot was removed or the group dissolved', async () => {
    const bench = await startBench();
    bench.feishu.faults.removeBot(bench.group);
    expect(await reactionOf(sendCard(bench, 'k1'))).toEqual({ reaction: 'chat-lost' });
    const other = { ...bench, group: bench.feishu.addGroup('示例群', [bench.expert]) };
    bench.feishu.faults.dissolve(other.group);
    expect(await reactionOf(sendCard(other, 'k2'))).toEqual({ reaction: 'chat-lost' });
  });

  it('says that a recalled message is lost and an old one expired', async () => {
    const bench = await startBench();
    const [recalled, old] = [await sendCard(bench, 'k1'), await sendCard(bench, 'k2')];
    bench.feishu.faults.recall(recalled);
    expect(await reactionOf(bench.channel.update(recalled, CARD, null))).toEqual({
      reaction: 'message-lost',
    });
    bench.advance(bench.channel.can.updateLaterMs);
    expect(await reactionOf(bench.channel.update(old, CARD, null))).toBe('succeeded');
    bench.advance(DAY_MS + 1);
    expect(await reactionOf(bench.channel.update(old, CARD, null))).toEqual({ reaction: 'message-expired' });
  });

  it('says that a card it cannot build is refused for its content', async () => {
    const bench = await startBench();
    const message = { kind: 'card', json: CARD.replace('markdown', 'note') } as const;
    expect(bench.channel.lint(message.json)).toEqual(['The tag "note" is unknown to card JSON 2.0.']);
    const sending = bench.channel.send({ kind: 'group', id: bench.group }, message, 'k');
    expect(await reactionOf(sending)).toEqual({ reaction: 'content-refused' });
  });

  it('tells groups with outsiders apart', async () => {
    const bench = await startBench();
    const external = bench.feishu.addGroup('对外群', [bench.expert], { external: true });
    expect(await bench.channel.describeChat(bench.group)).toEqual({
      name: '演示企业（虚构）',
      external: false,
    });
    expect(await bench.channel.describeChat(external)).toEqual({ name: '对外群', external: true });
  });
});

describe('the long connection to Feishu', () => {
  it('brings a click and shows its notice', async () => {
    const bench = await startBench();
    await bench.listen(async () => told({ tone: 'success', text: '已记录四星' }));
    expect(bench.channel.state()).toBe('connected');
    const messageId = await sendCard(bench);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
    expect(outcome).toEqual({ toast: { type: 'success', content: '已记录四星' }, clientError: null });
    expect(bench.delivered).toMatchObject([
      {
        kind: 'click',
        connection: 'default',
        person: { userId: bench.expert, outsider: false },
        chatId: bench.group,
        messageId,
        value: { verb: 'rate', stars: 4 },
        form: {},
      },
    ]);
  });

  it('brings a form in several frames, and answers without a notice when there is none', async () => {
    const bench = await startBench();
    await bench.listen();
    const messageId = await sendCard(bench);
    const form = { opinion: '意'.repeat(1000), more: '见'.repeat(1000) };
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'submit', form });
    expect(outcome).toEqual({ toast: null, clientError: null });
    expect(bench.delivered).toMatchObject([{ kind: 'click', value: { verb: 'opinion' }, form }]);
  });

  it('takes clicks in frames of type card', async () => {
    const bench = await startBench();
    await bench.listen(async () => told({ tone: 'info', text: '收到' }));
    bench.feishu.faults.cardFrames(true);
    const messageId = await sendCard(bench);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
    expect(outcome).toEqual({ toast: { type: 'info', content: '收到' }, clientError: null });
  });

  it('shows an error when handling a click failed', async () => {
    const bench = await startBench();
    await bench.listen(async () => {
      throw new Error('the database is away');
    });
    const messageId = await sendCard(bench);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
    expect(outcome).toEqual({
      toast: { type: 'error', content: '处理失败，请稍后再试。' },
      clientError: null,
    });
  });

  it('gets an event again that could not be handled', async () => {
    const bench = await startBench();
    let failures = 1;
    await bench.listen(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
      return SILENCE;
    });
    await bench.feishu.say({ by: bench.expert, chatId: bench.group, text: '你好', mentionBot: true });
    bench.advance(15_000);
    await bench.feishu.retryDue();
    const replies = bench.delivered.filter(({ kind }) => kind === 'reply');
    expect(replies).toHaveLength(2);
    expect(replies[0]).toEqual(replies[1]);
  });

  it('acknowledges what nobody can read, for it would come again and again', async () => {
    const bench = await startBench();
    await bench.listen();
    const outcome = await bench.feishu.deliverRaw(rawEnvelope('im.message.receive_v1'));
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, body: '{}' });
    expect(bench.delivered).toEqual([]);
  });

  it('brings replies, arrivals and departures', async () => {
    const bench = await startBench();
    await bench.listen();
    const messageId = await sendCard(bench);
    await bench.feishu.say({
      by: bench.expert,
      chatId: bench.group,
      text: '成本高',
      replyTo: messageId,
      mentionBot: true,
    });
    const fresh = bench.feishu.addGroup('新群', [bench.expert], { external: true });
    await bench.feishu.settled();
    bench.feishu.faults.dissolve(fresh);
    await bench.feishu.settled();
    expect(bench.delivered).toMatchObject([
      { kind: 'reply', chatKind: 'group', text: '成本高', addressed: true },
      { kind: 'joined', chatId: fresh, chatName: '新群', external: true },
      { kind: 'left', chatId: fresh },
    ]);
    expect(bench.delivered[0]).toHaveProperty('inReplyTo', expect.arrayContaining([messageId]));
  });

  it('comes back after it was cut', async () => {
    const bench = await startBench();
    await bench.listen(async () => told({ tone: 'info', text: '收到' }));
    const messageId = await sendCard(bench);
    bench.feishu.faults.kickConnections();
    await soon(async () => {
      const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
      expect(outcome.toast?.content).toBe('收到');
    });
    expect(bench.channel.state()).toBe('connected');
  });

  it('is down when Feishu does not take the secret', async () => {
    const bench = await startBench({ appSecret: 'a-wrong-secret' });
    await bench.listen();
    await soon(() => expect(bench.channel.state()).toBe('down'));
    expect(bench.feishu.connections()).toBe(0);
  });

  it('answers the click under way before it stops', async () => {
    const bench = await startBench();
    let finish = () => {};
    const begun = new Promise<void>((begin) => {
      void bench.listen(async () => {
        begin();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return told({ tone: 'success', text: '已记录' });
      });
    });
    await soon(() => expect(bench.channel.state()).toBe('connected'));
    const messageId = await sendCard(bench);
    const pressed = bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
    await begun;
    const stopped = bench.channel.stop();
    // Time enough for a stop that does not wait.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    finish();
    expect((await pressed).toast?.content).toBe('已记录');
    await stopped;
    await soon(() => expect(bench.feishu.connections()).toBe(0));
    expect(bench.channel.state()).toBe('down');
  });

  it('notices a socket that is open on our side only', async () => {
    const { feishu } = await startBench({}, { connectionConfig: { ...QUICK, PingInterval: 0.3 } });
    const line = longConnection({ ...FIXTURE_APP, domain: feishu.url }, async () => ({}), {
      log,
      sleep: () => new Promise<void>(() => {}),
      every: () => () => {},
      pingTimeoutS: 0.2,
    });
    open.push(() => line.close());
    await line.open();
    feishu.faults.halfOpen(true);
    await soon(async () => {
      const outcome = await feishu.deliverRaw(rawEnvelope('im.message.recalled_v1'));
      expect(outcome).toMatchObject({ kind: 'answered' });
    });
    expect(feishu.connections()).toBe(1);
  });
});

describe('the webhook of Feishu', () => {
  async function startWebhook(): Promise<Bench & { refused: string[] }> {
    let bench: Bench | null = null;
    const refused: string[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (bench === null) return void response.writeHead(503).end();
      const answer = answerOf(bench, { headers: request.headers, body: Buffer.concat(chunks) }, refused);
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push(() => server.close());
    const address = Object(server.address());
    const webhookUrl = `http://127.0.0.1:${address.port}/chat/feishu/default`;
    bench = await startBench({ transport: 'webhook' }, { webhookUrl });
    bench.delivered.length = 0;
    return { ...bench, refused };
  }

  function answerOf(bench: Bench, raw: { headers: object; body: Buffer }, refused: string[]) {
    try {
      const headers = Object.fromEntries(
        Object.entries(raw.headers).map(([name, value]) => [name, String(value)]),
      );
      const incoming: Incoming = bench.channel.open({ method: 'POST', query: {}, headers, body: raw.body });
      if (incoming.kind === 'challenge') return incoming.answer;
      bench.delivered.push(incoming.delivery);
      return bench.channel.answer(incoming.delivery, told({ tone: 'success', text: '已记录' }));
    } catch (error) {
      refused.push(error instanceof AppError ? error.code : String(error));
      return { status: 401, type: 'text/plain', body: '' };
    }
  }

  it('answers the challenge of the console', async () => {
    const { feishu } = await startWebhook();
    const outcome = await feishu.challenge();
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect(JSON.parse('body' in outcome ? outcome.body : '')).toHaveProperty('challenge');
  });

  it('brings a signed and encrypted click and shows its notice', async () => {
    const bench = await startWebhook();
    const messageId = await sendCard(bench);
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'rate_4' });
    expect(outcome).toEqual({ toast: { type: 'success', content: '已记录' }, clientError: null });
    expect(bench.delivered).toMatchObject([{ kind: 'click', messageId, value: { verb: 'rate', stars: 4 } }]);
  });

  it.each([
    ['signed and encrypted with a foreign key', { encryptKey: 'foreign' }, 'feishu_signature_wrong'],
    ['in plain text', { plain: true }, 'feishu_not_encrypted'],
    ['unsigned', { headers: { 'x-lark-signature': '' } }, 'feishu_not_signed'],
    ['changed on the way', { tamper: (body: string) => body.replace('{', '{ ') }, 'feishu_signature_wrong'],
  ] as const)('refuses a click %s', async (_name, forgery, code) => {
    const bench = await startWebhook();
    const outcome = await bench.feishu.deliverRaw(rawEnvelope('card.action.trigger'), forgery);
    expect(outcome).toMatchObject({ kind: 'answered', status: 401 });
    expect(bench.refused).toEqual([code]);
    expect(bench.delivered).toEqual([]);
  });
});
