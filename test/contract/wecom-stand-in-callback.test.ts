import { describe, expect, it } from 'vitest';
import { sign } from '../../src/sandbox/wecom/signature.ts';
import {
  AES_KEY,
  element,
  type Posted,
  sendAsApp,
  startApp,
  TOKEN,
  withCallback,
} from './wecom-stand-in-app.ts';
import { APP, CORP, startBench } from './wecom-stand-in-bench.ts';
import { cardMessage, starCard } from './wecom-stand-in-bot.ts';

const settings = (url: string) => ({ url, token: TOKEN, encodingAesKey: AES_KEY });

/** Lets 专家一 write to the app. */
const write = ({ wecom, expert }: Awaited<ReturnType<typeof startBench>>, text = '你好') =>
  wecom.say({ by: expert, chatId: wecom.privateChat(expert, 'app'), text });

describe('saving the callback', () => {
  it('works when the address decrypts the question', async () => {
    const bench = await startBench();
    const app = await startApp();
    expect(await bench.wecom.saveCallback(settings(app.url))).toBe(true);
    await write(bench);
    expect(app.posts).toHaveLength(1);
  });

  it.each([
    ['another text', (text: string) => `${text}x`],
    ['the text in quotes', (text: string) => `"${text}"`],
    ['the text with a line more', (text: string) => `${text}\n`],
  ])('fails when the answer is %s', async (_, verify) => {
    const bench = await startBench();
    const app = await startApp(() => 200, verify);
    expect(await bench.wecom.saveCallback(settings(app.url))).toBe(false);
    await write(bench);
    expect(app.posts).toEqual([]);
  });

  it('fails when no answer comes within a second, or nobody is there', async () => {
    const bench = await startBench();
    let asked = (): void => undefined;
    const question = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const app = await startApp(
      () => 200,
      () => {
        asked();
        return null;
      },
    );
    const saved = bench.wecom.saveCallback(settings(app.url));
    await question;
    bench.clock.advance(1000);
    expect(await saved).toBe(false);
    expect(await bench.wecom.saveCallback(settings('http://127.0.0.1:9/'))).toBe(false);
  });

  it.each([
    ['token_invalid', { token: 'with-a-dash' }],
    ['key_invalid', { encodingAesKey: AES_KEY.slice(1) }],
  ])('stops at a form the console does not take: %s', async (code, more) => {
    const { wecom } = await startBench();
    const saved = wecom.saveCallback({ ...settings('http://127.0.0.1:9/'), ...more });
    await expect(saved).rejects.toMatchObject({ code });
  });
});

describe('a callback', () => {
  it('is encrypted for the corp and signed', async () => {
    const bench = await startBench();
    const app = await withCallback(bench);
    await write(bench);
    const { query, encrypted, receiveId } = await app.arrived(1);
    const timestamp = query.get('timestamp') ?? '';
    const nonce = query.get('nonce') ?? '';
    expect(receiveId).toBe(CORP);
    expect(query.get('msg_signature')).toBe(sign(TOKEN, timestamp, nonce, encrypted));
    expect(timestamp).toBe(String(bench.clock.now().getTime() / 1000));
  });

  it('brings a text with the id of its message', async () => {
    const bench = await startBench();
    const app = await withCallback(bench);
    await write(bench, '很好 <b>]]></b>');
    const posted = await app.arrived(1);
    expect(element(posted, 'ToUserName')).toBe(CORP);
    expect(element(posted, 'FromUserName')).toBe(bench.expert);
    expect(element(posted, 'MsgType')).toBe('text');
    expect(element(posted, 'MsgId')).toMatch(/^\d{1,19}$/);
    expect(element(posted, 'AgentID')).toBe(String(APP.agentId));
    expect(posted.message).toContain('<Content><![CDATA[很好 <b>]]]]><![CDATA[></b>]]></Content>');
  });

  it('brings a click with its selections', async () => {
    const bench = await startBench();
    const app = await withCallback(bench);
    const option_list = ['1', '2', '3'].map((id) => ({ id, text: id }));
    const vote = {
      card_type: 'vote_interaction',
      task_id: 't1',
      main_title: { title: '评分' },
      checkbox: { question_key: 'q', mode: 1, option_list },
      submit_button: { text: '提交', key: 'vote' },
    };
    const { msgid } = await sendAsApp(bench, cardMessage(vote));
    const press = { by: bench.expert, messageId: String(msgid), key: 'vote' };
    expect(await bench.wecom.press({ ...press, choices: { q: ['1', '3'] } })).toBe('answered');
    const posted = await app.arrived(1);
    expect(posted.message).toContain(
      '<SelectedItems><SelectedItem><QuestionKey><![CDATA[q]]></QuestionKey><OptionIds><OptionId><![CDATA[1]]></OptionId><OptionId><![CDATA[3]]></OptionId></OptionIds></SelectedItem></SelectedItems>',
    );
    const told = ['Event', 'EventKey', 'TaskId', 'CardType'].map((name) => element(posted, name));
    expect(told).toEqual(['template_card_event', 'vote', 't1', 'vote_interaction']);
  });

  it('brings an entry of the menu, and that somebody entered, as events of their own', async () => {
    const bench = await startBench();
    const app = await withCallback(bench);
    const action_menu = { action_list: [{ text: '忽略', key: 'ignore' }] };
    const { msgid } = await sendAsApp(bench, cardMessage(starCard('t1', { action_menu })));
    await bench.wecom.press({ by: bench.expert, messageId: String(msgid), key: 'ignore' });
    await bench.wecom.enter(bench.expert, 'app');
    const events = app.posts.map((posted: Posted) => [element(posted, 'Event'), element(posted, 'EventKey')]);
    expect(events).toEqual([
      ['template_card_menu_event', 'ignore'],
      ['enter_agent', ''],
    ]);
    expect(app.posts[0]?.message).not.toContain('SelectedItems');
  });

  it('is posted three times in all when it is not answered within five seconds', async () => {
    const bench = await startBench();
    const app = await withCallback(bench, () => null);
    const { msgid } = await sendAsApp(bench, cardMessage(starCard('t1')));
    const pressed = bench.wecom.press({ by: bench.expert, messageId: String(msgid), key: 'rate:5' });
    for (const attempt of [1, 2, 3]) {
      await app.arrived(attempt);
      bench.clock.advance(5000);
    }
    expect(await pressed).toBe('unanswered');
    const codes = app.posts.map((posted) => element(posted, 'ResponseCode'));
    expect(codes).toHaveLength(3);
    expect(new Set(codes).size).toBe(1);
  });

  it('is posted again after a status that is not 200, until one is', async () => {
    const bench = await startBench();
    // The redirect leads where the next post is answered with 200; it is no answer all the same.
    const answers = [500, 302, 200];
    const app = await withCallback(bench, () => answers.shift() ?? 200);
    await write(bench);
    expect(app.posts).toHaveLength(3);
    await write(bench);
    expect(app.posts).toHaveLength(4);
    expect(bench.wecom.counters.callbackAttempts).toBe(4);
  });

  it('comes several times, or late, when it is told to', async () => {
    const bench = await startBench();
    const app = await withCallback(bench);
    bench.wecom.faults.duplicateCallbacks(3);
    await write(bench);
    expect(new Set(app.posts.map((posted) => element(posted, 'MsgId'))).size).toBe(1);
    expect(app.posts).toHaveLength(3);
    bench.wecom.faults.duplicateCallbacks(1);
    bench.wecom.faults.delayCallbacks(1000);
    const late = write(bench);
    expect(app.posts).toHaveLength(3);
    bench.clock.advance(1000);
    await late;
    expect(app.posts).toHaveLength(4);
  });

  it('goes nowhere before an address is saved', async () => {
    const bench = await startBench();
    await write(bench);
    expect(bench.wecom.counters.callbackAttempts).toBe(0);
  });
});
