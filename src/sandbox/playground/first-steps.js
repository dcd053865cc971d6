import { el } from './dom.js';

const STEPS = [
  ['专家', '在群里点一颗星'],
  ['管理员', '在私聊里审核'],
  ['管理员', '填写企业评价并确认'],
  ['管理员', '发送合作意向'],
  ['高校', '在模拟平台栏里答复'],
];
const REMEMBERED_AS = 'panhuo-first-steps';

/**
 * Keeps the strip that tells a newcomer what to do next; it follows the state of one enterprise, is there while that
 * enterprise is looked at, and goes away for good when dismissed.
 */
export function firstSteps() {
  const items = STEPS.map(([who, what], index) =>
    el(
      'li',
      {},
      el('span', { class: 'step-number' }, String(index + 1)),
      el('span', {}, el('b', {}, who), what),
    ),
  );
  const close = el('button', { class: 'stop', type: 'button', 'aria-label': '不再显示使用步骤' }, '×');
  const looks = { class: 'steps', 'aria-label': '使用步骤', 'data-testid': 'first-steps', hidden: true };
  const element = el('nav', looks, el('ol', {}, items), close);
  let dismissed = localStorage.getItem(REMEMBERED_AS) !== null;
  close.addEventListener('click', () => {
    dismissed = true;
    element.hidden = true;
    localStorage.setItem(REMEMBERED_AS, 'dismissed');
  });
  return {
    element,
    /** Shows how far an enterprise is, given its people and what the platform has of it. */
    update(enterprise, lookedAt) {
      element.hidden = dismissed || !lookedAt;
      const now = stepOf(enterprise);
      for (const [index, item] of items.entries()) {
        item.classList.toggle('done', index < now);
        if (index === now) item.setAttribute('aria-current', 'step');
        else item.removeAttribute('aria-current');
      }
    },
  };
}

/** What in a private card tells which step is next, most advanced first; the names are those of our cards. */
const SIGNS = [
  [2, /"name":"(?:evaluation|submit|reopen)"/],
  [3, /"header":\{"title":\{[^}]*"content":"企业评价"/],
  [1, /"name":"verdicts"/],
  [2, /"name":"evaluate"/],
];

/** Tells from what is to be seen how far the work is: the step to do next, or one more than there are when all are done. */
function stepOf({ people, evaluations, intents }) {
  if (intents.some(({ answer }) => answer !== null)) return STEPS.length;
  if (intents.length > 0) return 4;
  if (evaluations.length > 0) return 3;
  const chats = people.flatMap((person) => person.chats).filter((chat) => chat.kind === 'private');
  const cards = chats.flatMap((chat) => chat.messages).map((message) => JSON.stringify(message.card));
  return SIGNS.find(([, sign]) => cards.some((card) => sign.test(card)))?.[0] ?? 0;
}
