import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { FeishuSettings } from '../../src/chat/feishu/feishu.ts';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Channel, Delivery } from '../../src/chat/port.ts';
import type { FeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { FIXTURE_APP } from '../support/feishu-webhook.ts';

const MOBILE = '13800000000';
const MAIL = 'expert@example.com';

interface Bench {
  readonly feishu: FeishuStandIn;
  readonly channel: Channel;
  readonly admin: string;
  readonly expert: string;
  readonly group: string;
  /** Everything the channel has handed over since the group was made. */
  readonly delivered: Delivery[];
  readonly logged: string[];
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBench(transport: FeishuSettings['transport']): Promise<Bench> {
  const now = () => new Date('2026-11-22T08:00:00Z');
  const sleep = () => new Promise<void>(() => {});
  const delivered: Delivery[] = [];
  const logged: string[] = [];
  const started: { channel?: Channel } = {};
  const webhookUrl = await startWebhook(started, delivered);
  const feishu = await startFeishuStandIn({ ...FIXTURE_APP, now, sleep, newId: randomUUID, webhookUrl });
  open.push(() => feishu.close());
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const channel = feishuChannel(
    { connection: 'default', transport, domain: feishu.url, ...FIXTURE_APP },
    { log, now, sleep, every: () => () => {} },
  );
  started.channel = channel;
  open.push(() => channel.stop());
  await channel.start(async (delivery) => {
    delivered.push(delivery);
    return { notice: null, cardJson: null };
  });
  const admin = feishu.addPerson('管理员');
  const expert = feishu.addPerson('专家一', { mobile: MOBILE, email: MAIL });
  const group = feishu.addGroup('演示企业（虚构）', [admin, expert]);
  await feishu.settled();
  delivered.length = 0;
  return { feishu, channel, admin, expert, group, delivered, logged };
}

/** The way into the app for the webhook transport; a long connection leaves it unused. */
async function startWebhook(started: { channel?: Channel }, delivered: Delivery[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const body = Buffer.concat(chunks);
    const incoming = started.channel?.open({ method: 'POST', query: {}, headers, body });
    if (incoming?.kind === 'delivery') delivered.push(incoming.delivery);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  return `http://127.0.0.1:${Object(server.address()).port}/chat/feishu/default`;
}

describe.each(['websocket', 'webhook'] as const)('over a %s, the Feishu channel', (transport) => {
  it('tells who is mentioned, without the bot and each once', async () => {
    const { feishu, delivered, admin, expert, group } = await startBench(transport);
    const saying = { by: admin, chatId: group, text: '推荐专家', mentionBot: true };
    await feishu.say({ ...saying, mentions: [expert, admin, expert] });
    expect(delivered).toMatchObject([
      {
        kind: 'reply',
        text: '推荐专家',
        addressed: true,
        mentions: [
          { userId: expert, outsider: false, name: '专家一' },
          { userId: admin, outsider: false, name: '管理员' },
        ],
      },
    ]);
  });

  it('tells people of other organisations apart wherever they appear', async () => {
    const { feishu, channel, delivered, admin } = await startBench(transport);
    const outsider = feishu.addPerson('外部人员', {}, { outsider: true });
    const chatId = feishu.addGroup('外部群', [outsider, admin], { external: true });
    await feishu.settled();
    const at = { chatId, text: '你好', mentionBot: true };
    await feishu.say({ ...at, by: outsider, mentions: [admin] });
    await feishu.say({ ...at, by: admin, mentions: [outsider] });
    const { messageId } = await channel.send({ kind: 'group', id: chatId }, CARD, 'card-1');
    await feishu.press({ by: outsider, messageId, button: 'submit', form: { people: [admin] } });
    const foreign = { userId: outsider, outsider: true };
    const own = { userId: admin, outsider: false };
    expect(delivered).toMatchObject([
      { kind: 'joined', by: foreign },
      { kind: 'reply', person: foreign, mentions: [own] },
      { kind: 'reply', person: own, mentions: [foreign] },
      { kind: 'click', person: foreign },
    ]);
  });

  it('tells every time that somebody opens his private chat', async () => {
    const { feishu, delivered, expert } = await startBench(transport);
    const chatId = await feishu.enter(expert);
    await feishu.enter(expert);
    const opened = {
      kind: 'opened',
      connection: 'default',
      person: { userId: expert, outsider: false },
      chatId,
    };
    expect(delivered).toEqual([
      { ...opened, deliveryId: expect.any(String) },
      { ...opened, deliveryId: expect.any(String) },
    ]);
    expect(delivered[0]?.deliveryId).not.toBe(delivered[1]?.deliveryId);
  });

  it('tells that somebody has left the organisation, and writes no word of him into the log', async () => {
    const { feishu, delivered, logged, expert } = await startBench(transport);
    await feishu.resign(expert);
    expect(delivered).toEqual([
      {
        kind: 'departed',
        connection: 'default',
        deliveryId: expect.any(String),
        person: { userId: expert, outsider: false },
      },
    ]);
    expect(logged.join('')).not.toMatch(/13800000000|expert@example|专家一/);
  });

  it('joins the people chosen in a form by commas, in the order of the choice', async () => {
    const { feishu, channel, delivered, admin, expert, group } = await startBench(transport);
    const { messageId } = await channel.send({ kind: 'group', id: group }, CARD, 'card-1');
    const press = { by: admin, messageId, button: 'submit' };
    await feishu.press({ ...press, form: { people: [expert, admin] } });
    await feishu.press(press);
    expect(delivered).toMatchObject([{ form: { people: `${expert},${admin}` } }, { form: {} }]);
    expect(delivered[1]).not.toHaveProperty('form.people');
  });
});

const CARD = {
  kind: 'card',
  json: JSON.stringify({
    schema: '2.0',
    config: { update_multi: true },
    body: {
      elements: [
        {
          tag: 'form',
          name: 'recommend',
          elements: [
            { tag: 'multi_select_person', name: 'people' },
            {
              tag: 'button',
              name: 'submit',
              form_action_type: 'submit',
              text: { tag: 'plain_text', content: '推荐' },
              behaviors: [{ type: 'callback', value: { verb: 'recommend' } }],
            },
          ],
        },
      ],
    },
  }),
} as const;

describe('looking people up', () => {
  it('finds the organisation’s people by mobile and mail, each contact as it was asked', async () => {
    const { feishu, channel, expert } = await startBench('webhook');
    feishu.addPerson('外部人员', { mobile: '13900000000' }, { outsider: true });
    const asked = [`+86${MOBILE}`, MOBILE, 'Expert@Example.com', '13900000000', '13700000000', MAIL];
    expect(Object.fromEntries(await channel.findPeople(asked))).toEqual({
      [`+86${MOBILE}`]: expert,
      [MOBILE]: expert,
      'Expert@Example.com': expert,
      [MAIL]: expert,
    });
  });

  it('does not find somebody who has left', async () => {
    const { feishu, channel, expert } = await startBench('webhook');
    await feishu.resign(expert);
    expect(await channel.findPeople([MOBILE, MAIL])).toEqual(new Map());
  });

  it('asks for more than fifty in turn', async () => {
    const { feishu, channel } = await startBench('webhook');
    const contacts = Array.from({ length: 101 }, (_, at) => String(13600000000 + at));
    const people = contacts.map((mobile) => feishu.addPerson('专家', { mobile }));
    expect([...(await channel.findPeople(contacts)).values()]).toEqual(people);
  });

  it('says how a look-up failed, and writes no contact into the log', async () => {
    const { feishu, channel, logged } = await startBench('webhook');
    feishu.faults.failNext('contact', {
      status: 400,
      code: 99991672,
      msg: `no scope for ${MOBILE}, ${MAIL}`,
    });
    const failure = channel.findPeople([MOBILE, MAIL]);
    await expect(failure).rejects.toMatchObject({ kind: 'outside', outside: { reaction: 'retry' } });
    await expect(failure).rejects.toHaveProperty('facts.reason', 'no scope for …, …');
    expect(logged.join('')).not.toMatch(/13800000000|expert@example/);
  });
});
