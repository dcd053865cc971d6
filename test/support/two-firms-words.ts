import { pick } from './story-presses.ts';
import { buttonsIn, signOf } from './two-firms-cards.ts';
import type { Room, Somebody } from './two-firms-founding.ts';
import { mark, SIGNS } from './two-firms-marks.ts';
import type { Stage } from './two-firms-stage.ts';
import type { Dump } from './world.ts';

const WORDS = [
  '帮助',
  '专家名单',
  '添加专家',
  '申请入库',
  '我的资料',
  '绑定管理群',
  '绑定专家群',
  '企业需求',
  '发布需求',
  '待填报',
  '评价管理',
  '周报',
];
const NAMING = ['添加专家', '添加管理员', '移交管理员'];

/** What somebody says in a chat: a rating under a card, an order that names a colleague, or any other order. */
export function wordsOf(stage: Stage, by: Somebody, room: Room, text: number, now: Dump) {
  const buttons = buttonsIn(stage, now).get('rate') ?? [];
  const card = pick(
    buttons.filter(({ room: { chatId } }) => chatId === room.chatId),
    text,
  );
  const sign = card && signOf(stage, card.card);
  if (text % 4 === 0 && card && sign)
    return { text: `3星 ${mark(sign, 'opinion', by.key)}`, replyTo: card.messageId };
  if (text % 4 === 1) {
    const somebody = pick(room.members, Math.floor(text / 4));
    return { text: pick(NAMING, text) ?? '', mentions: somebody ? [somebody.openId] : [] };
  }
  const firm = pick(SIGNS, text) ?? '甲';
  // What was said least until now: luck would leave some out.
  const times = (word: string) => stage.pressed.get(`say ${word}`) ?? 0;
  const least = Math.min(...WORDS.map(times));
  const word =
    pick(
      WORDS.filter((each) => times(each) === least),
      text,
    ) ?? '';
  stage.pressed.set(`say ${word}`, least + 1);
  return { text: `${word}${text % 7 > 4 ? ` ${mark(firm, 'firm')}` : ''}` };
}
