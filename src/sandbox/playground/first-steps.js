import { el } from './dom.js';

const STEPS = [
  ['专家', '在群里点一颗星'],
  ['管理员', '在私聊里审核'],
  ['管理员', '填写企业评价并确认'],
  ['平台', '收到企业评价'],
];
const REMEMBERED_AS = 'panhuo-first-steps';

/** Keeps the strip that tells a newcomer what to do next; it follows the state, and goes away for good when dismissed. */
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
  const element = el(
    'nav',
    {
      class: 'steps',
      'aria-label': '使用步骤',
      'data-testid': 'first-steps',
      hidden: localStorage.getItem(REMEMBERED_AS) !== null,
    },
    el('ol', {}, items),
    close,
  );
  close.addEventListener('click', () => {
    element.hidden = true;
    localStorage.setItem(REMEMBERED_AS, 'dismissed');
  });
  return {
    element,
    update(view) {
      const now = stepOf(view);
      for (const [index, item] of items.entries()) {
        item.classList.toggle('done', index < now);
        if (index === now) item.setAttribute('aria-current', 'step');
        else item.removeAttribute('aria-current');
      }
    },
  };
}

/**
 * Tells from what is to be seen how far the work is: 0 to 3 is the step to do next, 4 means all are done.
 * The admin's private cards carry the work: a form that asks for the 企业评价 is the third step, any other button the second.
 */
function stepOf({ people, evaluations }) {
  if (evaluations.length > 0) return STEPS.length;
  const chats = people.flatMap((person) => person.chats).filter((chat) => chat.kind === 'private');
  const cards = chats.flatMap((chat) => chat.messages).map((message) => JSON.stringify(message.card));
  const open = cards.filter((json) => json.includes('"tag":"button"'));
  if (open.some((json) => json.includes('"tag":"form"') && /企业(?:评价|自评)/.test(json))) return 2;
  return open.length > 0 ? 1 : 0;
}
