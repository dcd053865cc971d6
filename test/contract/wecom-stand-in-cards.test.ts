import { describe, expect, it } from 'vitest';
import { sendAsApp, withCallback } from './wecom-stand-in-app.ts';
import { type Bench, startBench } from './wecom-stand-in-bench.ts';
import { addressed, cardMessage, sendToGroup, starCard, startBot } from './wecom-stand-in-bot.ts';

type Card = Record<string, unknown>;

const long = (bytes: number) => 'k'.repeat(bytes);
const LINK = { type: 1, url: 'https://example.com/p/1' };
const notice = (more: Card = {}): Card => ({
  card_type: 'text_notice',
  main_title: { title: '周报' },
  card_action: LINK,
  ...more,
});
const news = (more: Card = {}): Card => ({
  ...notice({ card_type: 'news_notice', card_image: { url: 'https://example.com/1.png' } }),
  ...more,
});
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), text: `选项${index}` }));
const vote = (more: Card = {}): Card => ({
  card_type: 'vote_interaction',
  task_id: 't1',
  main_title: { title: '评分' },
  checkbox: { question_key: 'stars', option_list: options(5) },
  submit_button: { text: '提交', key: 'vote' },
  ...more,
});
const select = (key: string, more: Card = {}) => ({ question_key: key, option_list: options(3), ...more });
const multiple = (more: Card = {}): Card => ({
  card_type: 'multiple_interaction',
  task_id: 't1',
  main_title: { title: '评分' },
  select_list: [select('a'), select('b')],
  submit_button: { text: '提交', key: 'rate' },
  ...more,
});
const stars = (more: Card = {}) => starCard('t1', more);
const menu = { desc: '更多', action_list: [{ text: '忽略', key: 'skip' }] };
const value = (more: Card) =>
  stars({ horizontal_content_list: [{ keyname: '申请人', value: '示例大学', ...more }] });

type Way = 'app' | 'bot' | 'webhook';

async function codeOf(bench: Bench, way: Way, card: Card): Promise<number | undefined> {
  if (way === 'app') {
    await withCallback(bench);
    return (await sendAsApp(bench, cardMessage(card))).errcode;
  }
  if (way === 'webhook') return webhookCode(bench, card);
  const bot = await startBot(bench);
  await addressed(bench, bot);
  return (await sendToGroup(bench, bot, cardMessage(card))).errcode;
}

async function webhookCode({ wecom, group }: Bench, card: Card): Promise<number> {
  const url = `${wecom.url}/cgi-bin/webhook/send?key=${wecom.addWebhook(group)}`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(cardMessage(card)) });
  return ((await answer.json()) as { errcode: number }).errcode;
}

const TAKEN: [name: string, way: Way, card: Card][] = [
  ['stars in a group', 'bot', stars()],
  [
    'everything a button card may hold',
    'bot',
    stars({
      source: { desc: '专利评审', desc_color: 1 },
      action_menu: menu,
      quote_area: { ...LINK, title: '摘要', quote_text: '…' },
      sub_title_text: '详情',
      horizontal_content_list: [
        { keyname: '详情', value: '打开', ...LINK },
        { keyname: '人', type: 3, userid: 'u' },
      ],
      button_selection: { question_key: 'q', title: '评分', selected_id: '0', option_list: options(10) },
      card_action: { type: 0 },
      feedback: { id: 'f1' },
    }),
  ],
  ['a button of the app that opens a page', 'app', stars({ button_list: [{ text: '打开', ...LINK }] })],
  ['a vote of twenty', 'bot', vote({ checkbox: { question_key: 'q', mode: 1, option_list: options(20) } })],
  ['three selects', 'app', multiple({ select_list: [select('a'), select('b'), select('c')] })],
  ['a notice', 'webhook', notice({ jump_list: [{ title: '查看', ...LINK }] })],
  ['a notice with a picture', 'webhook', news({ vertical_content_list: [{ title: '本周' }] })],
  [
    'a notice with a picture beside its text',
    'app',
    news({ card_image: undefined, image_text_area: { image_url: 'https://example.com/1.png' } }),
  ],
  ['a notice with a menu', 'app', notice({ action_menu: menu, task_id: 't1' })],
  ['a question to the bot', 'bot', notice({ jump_list: [{ title: '问', type: 3, question: '还有吗' }] })],
  ['a key of 1024 bytes', 'bot', stars({ button_list: [{ text: '按', key: long(1024) }] })],
  ['a task_id of 128 bytes', 'bot', starCard(`P-1_@${long(123)}`)],
];

const REFUSED: [name: string, code: number, way: Way, card: Card][] = [
  ['no kind', 42031, 'bot', { main_title: { title: '一' } }],
  ['a kind that is none', 42031, 'bot', stars({ card_type: 'button' })],
  ['buttons by a webhook', 42031, 'webhook', stars()],
  ['a vote by a webhook', 42031, 'webhook', vote()],
  ['a menu by a webhook', 40058, 'webhook', notice({ action_menu: menu })],
  ['a task_id by a webhook', 42014, 'webhook', notice({ task_id: 't1' })],
  ['no title', 42033, 'bot', stars({ main_title: undefined })],
  ['an empty title', 42033, 'app', vote({ main_title: { title: '' } })],
  ['neither title nor subtitle', 42033, 'webhook', notice({ main_title: { desc: '一' } })],
  ['a notice that leads nowhere', 42045, 'bot', notice({ card_action: undefined })],
  ['a notice of action type 0', 42045, 'bot', notice({ card_action: { type: 0 } })],
  ['a notice without its url', 42045, 'app', notice({ card_action: { type: 1 } })],
  ['no picture', 42044, 'webhook', news({ card_image: undefined })],
  [
    'a picture of a wrong shape',
    42044,
    'app',
    news({ card_image: { url: 'https://example.com/1.png', aspect_ratio: 3 } }),
  ],
  ['no task_id in an app’s card', 42014, 'app', stars({ task_id: undefined })],
  ['no task_id in a bot’s card', 846625, 'bot', stars({ task_id: undefined })],
  ['a task_id with other signs', 846625, 'bot', starCard('专利')],
  ['a task_id of 129 bytes', 42014, 'app', starCard(long(129))],
  ['a menu without a task_id', 42014, 'app', notice({ action_menu: menu })],
  ['a menu of the bot without words', 40058, 'bot', stars({ action_menu: { ...menu, desc: undefined } })],
  [
    'a menu with a key twice',
    42051,
    'bot',
    stars({ action_menu: { desc: '一', action_list: [...menu.action_list, ...menu.action_list] } }),
  ],
  [
    'seven buttons',
    40058,
    'bot',
    stars({ button_list: options(7).map(({ id, text }) => ({ key: id, text })) }),
  ],
  ['a button without words', 42038, 'app', stars({ button_list: [{ key: 'a' }] })],
  ['a button without a key', 42039, 'bot', stars({ button_list: [{ text: '按' }] })],
  ['a key of 1025 bytes', 42039, 'bot', stars({ button_list: [{ text: '按', key: long(1025) }] })],
  [
    'a key twice',
    42039,
    'bot',
    stars({
      button_list: [
        { text: '一', key: 'a' },
        { text: '二', key: 'a' },
      ],
    }),
  ],
  [
    'a button of the bot that opens a page',
    42039,
    'bot',
    stars({ button_list: [{ text: '打开', ...LINK }] }),
  ],
  ['a button that opens nothing', 42028, 'app', stars({ button_list: [{ text: '打开', type: 1 }] })],
  [
    'seven values',
    42035,
    'bot',
    stars({ horizontal_content_list: options(7).map(({ text }) => ({ keyname: text })) }),
  ],
  ['a value without a name', 42027, 'bot', value({ keyname: undefined })],
  ['a value with a bad link', 42028, 'bot', value({ type: 1, url: 'example.com' })],
  ['a value that opens nobody', 42050, 'bot', value({ type: 3 })],
  ['a value that opens no file', 42029, 'app', value({ type: 2 })],
  ['a file behind a value of the bot', 42035, 'bot', value({ type: 2, media_id: 'm' })],
  [
    'five rows',
    42036,
    'webhook',
    news({ vertical_content_list: options(5).map(({ text }) => ({ title: text })) }),
  ],
  [
    'four jumps',
    42042,
    'webhook',
    notice({ jump_list: options(4).map(({ text }) => ({ title: text, ...LINK })) }),
  ],
  [
    'a question by an app',
    42042,
    'app',
    notice({ jump_list: [{ title: '问', type: 3, question: '还有吗' }] }),
  ],
  ['a miniprogram without its id', 42030, 'webhook', notice({ quote_area: { type: 2 } })],
  ['twenty-one choices', 42037, 'bot', vote({ checkbox: { question_key: 'q', option_list: options(21) } })],
  ['eleven options', 42037, 'bot', multiple({ select_list: [select('a', { option_list: options(11) })] })],
  ['four selects', 42047, 'bot', multiple({ select_list: ['a', 'b', 'c', 'd'].map((key) => select(key)) })],
  ['a question twice', 42043, 'bot', multiple({ select_list: [select('a'), select('a')] })],
  ['a question without a key', 42043, 'app', vote({ checkbox: { option_list: options(2) } })],
  [
    'an option id of 129 bytes',
    42040,
    'bot',
    vote({ checkbox: { question_key: 'q', option_list: [{ id: long(129), text: '一' }] } }),
  ],
  [
    'an option without words',
    42041,
    'bot',
    vote({ checkbox: { question_key: 'q', option_list: [{ id: '1' }] } }),
  ],
  ['nothing to submit with', 42046, 'bot', vote({ submit_button: undefined })],
  ['a submit button without words', 42049, 'bot', vote({ submit_button: { key: 'a' } })],
  ['a body where a vote has none', 40058, 'bot', vote({ sub_title_text: '看不见' })],
  ['feedback in an app’s card', 40058, 'app', stars({ feedback: { id: 'f' } })],
  ['a dead button in a new card', 40058, 'app', stars({ replace_text: '已提交' })],
  [
    'a closed question in a new card',
    40058,
    'bot',
    vote({ checkbox: { question_key: 'q', option_list: options(2), disable: true } }),
  ],
];

describe('a card', () => {
  it.each(TAKEN)('is taken: %s', async (_, way, card) => {
    expect(await codeOf(await startBench(), way, card)).toBe(0);
  });

  it.each(REFUSED)('is refused: %s', async (_, code, way, card) => {
    const bench = await startBench();
    expect(await codeOf(bench, way, card)).toBe(code);
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('keeps its task_id for ever: a second card with it is refused', async () => {
    const bench = await startBench();
    expect(await codeOf(bench, 'bot', stars())).toBe(0);
    expect(await codeOf(bench, 'bot', stars())).toBe(846625);
    expect(await codeOf(bench, 'app', stars())).toBe(0);
    expect(await codeOf(bench, 'app', stars())).toBe(42014);
  });
});
