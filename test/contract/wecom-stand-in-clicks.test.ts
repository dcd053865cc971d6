import { describe, expect, it } from 'vitest';
import { type Bench, BOT, startBench } from './wecom-stand-in-bench.ts';
import {
  addressed,
  type BotProgram,
  cardMessage,
  type Frame,
  sendToGroup,
  starCard,
  startBot,
} from './wecom-stand-in-bot.ts';

interface Clicked {
  readonly bench: Bench;
  readonly bot: BotProgram;
  readonly messageId: string;
}

/** Puts a card into the group. */
async function withCard(
  card = starCard('t1'),
  options: Parameters<typeof startBench>[0] = {},
): Promise<Clicked> {
  const bench = await startBench(options);
  const bot = await startBot(bench);
  await addressed(bench, bot);
  const { errcode } = await sendToGroup(bench, bot, cardMessage(card));
  expect(errcode).toBe(0);
  return { bench, bot, messageId: bench.wecom.messages(bench.group).at(-1)?.messageId ?? '' };
}

/** Lets 专家一 press a button, and answers the click; without a card nothing is answered. */
async function click({ bench, bot, messageId }: Clicked, update: object | null, key = 'rate:5') {
  const pressed = bench.wecom.press({ by: bench.expert, messageId, key });
  const frame = await bot.heard();
  const ack = update === null ? null : await answer(bot, frame, update);
  return { pressed, frame, ack };
}

const answer = (bot: BotProgram, { headers }: Frame, body: object) =>
  bot.call('aibot_respond_update_msg', { response_type: 'update_template_card', ...body }, headers.req_id);

/** The subtitle of the card a person sees. */
function seen({ wecom, group }: Bench, userId: string): unknown {
  const message = wecom
    .view([userId])[0]
    ?.chats.find(({ chatId }) => chatId === group)
    ?.messages.at(-1);
  return (message?.card as { sub_title_text?: string } | undefined)?.sub_title_text;
}

const rated = (text: string) => ({ template_card: starCard('t1', { sub_title_text: text }) });

describe('a click on a card of the bot', () => {
  it('brings the key, the task_id and who pressed', async () => {
    const clicked = await withCard();
    const { frame } = await click(clicked, null, 'rate:4');
    expect(frame.cmd).toBe('aibot_event_callback');
    expect(frame.body).toMatchObject({
      chatid: clicked.bench.group,
      chattype: 'group',
      from: { userid: clicked.bench.expert },
      msgtype: 'event',
      event: {
        eventtype: 'template_card_event',
        template_card_event: { card_type: 'button_interaction', event_key: 'rate:4', task_id: 't1' },
      },
    });
    expect(JSON.stringify(frame)).not.toContain('selected_items');
  });

  it('changes the copy of the one who is named, and later everybody’s', async () => {
    const clicked = await withCard();
    const { bench } = clicked;
    const { pressed, ack } = await click(clicked, { userids: [bench.expert], ...rated('你的评分 5') });
    expect(ack).toMatchObject({ errcode: 0 });
    expect(await pressed).toBe('answered');
    expect([seen(bench, bench.expert), seen(bench, bench.admin)]).toEqual(['你的评分 5', undefined]);
    await click(clicked, rated('已有 1 人评分'));
    expect([seen(bench, bench.expert), seen(bench, bench.admin)]).toEqual(['已有 1 人评分', '已有 1 人评分']);
    expect(bench.wecom.counters.updates).toBe(2);
  });

  it('is over after five seconds, whether or not an answer comes then', async () => {
    const clicked = await withCard();
    const { pressed, frame } = await click(clicked, null);
    clicked.bench.clock.advance(4999);
    expect(await answer(clicked.bot, frame, rated('及时'))).toMatchObject({ errcode: 0 });
    expect(await pressed).toBe('answered');
    const second = await click(clicked, null);
    clicked.bench.clock.advance(5000);
    expect(await second.pressed).toBe('unanswered');
    expect(await answer(clicked.bot, second.frame, rated('太晚'))).toMatchObject({ errcode: 846604 });
    expect(seen(clicked.bench, clicked.bench.expert)).toBe('及时');
  });

  it('is answered for people by the ids the bot knows, which may be encrypted', async () => {
    const clicked = await withCard(starCard('t1'), { bot: { ...BOT, plainUserIds: false } });
    const { bench } = clicked;
    const { frame } = await click(clicked, null);
    const { userid } = frame.body['from'] as { userid: string };
    await answer(clicked.bot, frame, { userids: [bench.admin, userid], ...rated('一') });
    expect([seen(bench, bench.expert), seen(bench, bench.admin)]).toEqual(['一', undefined]);
  });

  it('is answered once', async () => {
    const clicked = await withCard();
    const { frame } = await click(clicked, rated('一'));
    expect(await answer(clicked.bot, frame, rated('二'))).toMatchObject({ errcode: 846606 });
    expect(seen(clicked.bench, clicked.bench.expert)).toBe('一');
  });

  it('may be answered again after an answer that was refused', async () => {
    const clicked = await withCard();
    const refusals: [number, object][] = [
      [846625, { template_card: starCard('t2') }],
      [93050, { response_type: 'text', ...rated('一') }],
      [42039, { template_card: { ...starCard('t1'), button_list: [{ text: '按' }] } }],
      [
        42045,
        { template_card: { card_type: 'text_notice', task_id: 't1', main_title: { title: '已结束' } } },
      ],
      [40058, { template_card: { ...starCard('t1'), replace_text: '已提交' } }],
    ];
    const { pressed, frame } = await click(clicked, null);
    for (const [code, body] of refusals)
      expect(await answer(clicked.bot, frame, body)).toMatchObject({ errcode: code });
    expect(await answer(clicked.bot, frame, rated('好'))).toMatchObject({ errcode: 0 });
    expect(await pressed).toBe('answered');
  });

  it('is lost while nobody has the bot', async () => {
    const { bench, bot, messageId } = await withCard();
    bench.wecom.faults.dropConnection();
    await bot.closed;
    expect(await bench.wecom.press({ by: bench.expert, messageId, key: 'skip' })).toBe('unheard');
  });

  it('is unanswered, not unheard, when it goes into a half-open socket', async () => {
    const { bench, bot, messageId } = await withCard();
    bench.wecom.faults.halfOpen(true);
    const pressed = bench.wecom.press({ by: bench.expert, messageId, key: 'skip' });
    bench.clock.advance(5000);
    expect(await pressed).toBe('unanswered');
    bench.wecom.faults.halfOpen(false);
    await bot.call('ping');
    expect(bot.waiting()).toBe(0);
  });

  it('is heard by nobody once the bot was taken out of the group', async () => {
    const { bench, bot, messageId } = await withCard();
    bench.wecom.faults.botInGroup(bench.group, false);
    expect(await bench.wecom.press({ by: bench.expert, messageId, key: 'skip' })).toBe('unheard');
    await bot.call('ping');
    expect(bot.waiting()).toBe(0);
  });

  it('brings what was chosen, and the first option of a select that nobody touched', async () => {
    const options = ['0', '4', '5'].map((id) => ({ id, text: id }));
    const clicked = await withCard({
      card_type: 'multiple_interaction',
      task_id: 't1',
      main_title: { title: '评分' },
      select_list: [
        { question_key: 'novelty', option_list: options },
        { question_key: 'market', option_list: options },
        { question_key: 'ease', selected_id: '4', option_list: options },
      ],
      submit_button: { text: '提交', key: 'rate' },
    });
    const { bench, bot, messageId } = clicked;
    void bench.wecom.press({ by: bench.expert, messageId, key: 'rate', choices: { novelty: ['5'] } });
    expect((await bot.heard()).body['event']).toMatchObject({
      template_card_event: {
        event_key: 'rate',
        selected_items: {
          selected_item: [
            { question_key: 'novelty', option_ids: { option_id: ['5'] } },
            { question_key: 'market', option_ids: { option_id: ['0'] } },
            { question_key: 'ease', option_ids: { option_id: ['4'] } },
          ],
        },
      },
    });
  });

  it('brings of a vote the options that are checked, and of a closed vote nothing', async () => {
    const vote = (disable?: boolean) => ({
      card_type: 'vote_interaction',
      task_id: 't1',
      main_title: { title: '评分' },
      checkbox: {
        question_key: 'stars',
        mode: 1,
        option_list: ['4', '5'].map((id) => ({ id, text: id, is_checked: id === '5' })),
        ...(disable === undefined ? {} : { disable }),
      },
      submit_button: { text: '提交', key: 'vote' },
    });
    const clicked = await withCard(vote());
    const { frame, pressed } = await click(clicked, { template_card: vote(true) }, 'vote');
    expect(frame.body['event']).toMatchObject({
      template_card_event: {
        selected_items: { selected_item: [{ question_key: 'stars', option_ids: { option_id: ['5'] } }] },
      },
    });
    expect(await pressed).toBe('answered');
    const again = clicked.bench.wecom.press({
      by: clicked.bench.expert,
      messageId: clicked.messageId,
      key: 'vote',
    });
    await expect(again).rejects.toMatchObject({ code: 'button_disabled' });
  });

  it('brings an entry of the menu without selections', async () => {
    const action_menu = { desc: '更多', action_list: [{ text: '忽略', key: 'ignore' }] };
    const clicked = await withCard(starCard('t1', { action_menu }));
    const { frame } = await click(clicked, null, 'ignore');
    expect(frame.body['event']).toMatchObject({ template_card_event: { event_key: 'ignore' } });
  });

  it.each([
    ['a button that is not there', 'button_unknown', { key: 'rate:9' }],
    ['a question that is not there', 'question_unknown', { choices: { q: ['1'] } }],
    ['an option that is not there', 'option_unknown', { choices: { grade: ['9'] } }],
    ['two options where one is asked', 'one_choice', { choices: { grade: ['1', '2'] } }],
    ['a message that is not there', 'message_gone', { messageId: 'm0' }],
    ['a person who is nobody', 'person_unknown', { by: 'nobody' }],
  ])('is stopped by the client: %s', async (_, code, more) => {
    const option_list = ['1', '2'].map((id) => ({ id, text: id }));
    const button_selection = { question_key: 'grade', option_list };
    const { bench, messageId } = await withCard(starCard('t1', { button_selection }));
    const press = { by: bench.expert, messageId, key: 'rate:5', ...more };
    await expect(bench.wecom.press(press)).rejects.toMatchObject({ code });
  });

  it('is for those who see the card', async () => {
    const { bench, messageId } = await withCard();
    const stranger = bench.wecom.addPerson('专家二');
    const press = { messageId, key: 'rate:5' };
    await expect(bench.wecom.press({ by: stranger, ...press })).rejects.toMatchObject({ kind: 'refused' });
    bench.wecom.resign(bench.expert);
    await expect(bench.wecom.press({ by: bench.expert, ...press })).rejects.toMatchObject({
      code: 'person_departed',
    });
    bench.wecom.faults.recall(messageId);
    await expect(bench.wecom.press({ by: bench.admin, ...press })).rejects.toMatchObject({
      code: 'message_gone',
    });
  });
});
