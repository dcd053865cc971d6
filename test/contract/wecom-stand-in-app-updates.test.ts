import { describe, expect, it } from 'vitest';
import { element, post, sendAsApp, withCallback } from './wecom-stand-in-app.ts';
import { APP, type Bench, startBench } from './wecom-stand-in-bench.ts';
import { cardMessage, starCard } from './wecom-stand-in-bot.ts';

const HOUR = 60 * 60 * 1000;
const CARD_ACTION = { type: 1, url: 'https://example.com/p/1' };
const closed = { card_type: 'text_notice', main_title: { title: '已结束' }, card_action: CARD_ACTION };

interface Sent {
  readonly bench: Bench;
  readonly code: unknown;
  readonly messageId: string;
}

/** Sends a card to both people. */
async function sent(
  card = starCard('t1'),
): Promise<Sent & { app: Awaited<ReturnType<typeof withCallback>> }> {
  const bench = await startBench();
  const app = await withCallback(bench);
  const touser = `${bench.expert}|${bench.admin}`;
  const answer = await sendAsApp(bench, { touser, ...cardMessage(card) });
  expect(answer.errcode).toBe(0);
  return { bench, app, code: answer['response_code'], messageId: String(answer['msgid']) };
}

const update = (bench: Bench, response_code: unknown, body: object) =>
  post(bench, 'message/update_template_card', { agentid: APP.agentId, response_code, ...body });

/** The card a person sees in his private chat with the app. */
function cardOf({ wecom }: Bench, userId: string): Record<string, unknown> {
  const chatId = wecom.privateChat(userId, 'app');
  const chat = wecom.view([userId])[0]?.chats.find((one) => one.chatId === chatId);
  return chat?.messages.at(-1)?.card as Record<string, unknown>;
}

describe('changing a card of the app', () => {
  it('kills the buttons of those who are named, and names those who never got it', async () => {
    const { bench, code, messageId } = await sent();
    const answer = await update(bench, code, {
      userids: ['zhuanjiayi', 'U9'],
      button: { replace_name: '已提交' },
    });
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: ['U9'] });
    expect(cardOf(bench, bench.expert)).toEqual({ ...starCard('t1'), replace_text: '已提交' });
    expect(cardOf(bench, bench.admin)).toEqual(starCard('t1'));
    const press = { messageId, key: 'rate:5' };
    await expect(bench.wecom.press({ by: bench.expert, ...press })).rejects.toMatchObject({
      code: 'button_disabled',
    });
    expect(await bench.wecom.press({ by: bench.admin, ...press })).toBe('answered');
  });

  it('puts another card in its place, for everybody who got it', async () => {
    const { bench, code } = await sent();
    expect(await update(bench, code, { atall: 1, template_card: closed })).toMatchObject({ errcode: 0 });
    for (const userId of [bench.expert, bench.admin])
      expect(cardOf(bench, userId)).toEqual({ ...closed, task_id: 't1' });
    expect(bench.wecom.counters.updates).toBe(1);
  });

  it('uses each code once, and every click brings another', async () => {
    const { bench, app, code, messageId } = await sent();
    const live = { atall: 1, template_card: starCard('t2', { sub_title_text: '已有 1 人评分' }) };
    expect(await update(bench, code, live)).toMatchObject({ errcode: 0 });
    expect(await update(bench, code, live)).toMatchObject({ errcode: 60140 });
    expect(await bench.wecom.press({ by: bench.expert, messageId, key: 'rate:5' })).toBe('answered');
    const click = await app.arrived(1);
    expect(element(click, 'TaskId')).toBe('t1');
    const fresh = element(click, 'ResponseCode');
    expect(await update(bench, fresh, { atall: 1, template_card: closed })).toMatchObject({ errcode: 0 });
    expect(await update(bench, fresh, { atall: 1, template_card: closed })).toMatchObject({ errcode: 60140 });
  });

  it('keeps the code when the change is refused', async () => {
    const { bench, code } = await sent();
    const refusals: [number, object][] = [
      [82001, { template_card: closed }],
      [301002, { agentid: 1, atall: 1, template_card: closed }],
      [42045, { atall: 1, template_card: { ...closed, card_action: undefined } }],
      [40058, { atall: 1 }],
      [60140, { response_code: 'rc0', atall: 1, template_card: closed }],
    ];
    for (const [errcode, body] of refusals)
      expect(await update(bench, code, body)).toMatchObject({ errcode });
    expect(await update(bench, code, { atall: 1, template_card: closed })).toMatchObject({ errcode: 0 });
  });

  it('is possible for 72 hours', async () => {
    const { bench, code } = await sent();
    const second = await sendAsApp(bench, cardMessage(starCard('t2')));
    bench.clock.advance(72 * HOUR);
    expect(await update(bench, code, { atall: 1, template_card: closed })).toMatchObject({ errcode: 0 });
    bench.clock.advance(1);
    expect(await update(bench, second['response_code'], { atall: 1, template_card: closed })).toMatchObject({
      errcode: 60140,
    });
  });

  it('cannot kill the buttons of a card that has none', async () => {
    const action_menu = { action_list: [{ text: '忽略', key: 'skip' }] };
    const { bench, code } = await sent({ ...closed, action_menu, task_id: 't1' });
    const refused = await update(bench, code, { atall: 1, button: { replace_name: '已提交' } });
    expect(refused).toMatchObject({ errcode: 42031 });
  });

  it('is over when the card was recalled', async () => {
    const { bench, code, messageId } = await sent();
    await post(bench, 'message/recall', { msgid: messageId });
    expect(await update(bench, code, { atall: 1, template_card: closed })).toMatchObject({ errcode: 60140 });
  });
});
