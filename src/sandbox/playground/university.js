import { el } from './dom.js';
import { answerIntent } from './server.js';

const STATES = [
  ['interested', '愿意对接', 'primary'],
  ['contacted', '已经联系', 'default'],
  ['declined', '暂不合作', 'default'],
];
/** The contract's limit for a university's words. */
const MOST = 2000;

/** Makes the part of an intent in which a person plays its university; what he has begun to write survives updates. */
export function universityForm(notices) {
  const box = el('textarea', {
    rows: '2',
    maxlength: String(MOST),
    placeholder: '附言（可不填）',
    'aria-label': '高校的附言',
  });
  let key = '';
  const buttons = STATES.map(([state, name, look]) =>
    el('button', { class: `button small ${look}`, type: 'button', onclick: () => answer(state) }, name),
  );
  const summary = el('summary', {});
  const element = el(
    'details',
    { class: 'university' },
    summary,
    el('div', { class: 'input-box many' }, box),
    el('div', { class: 'entry-buttons' }, buttons),
  );
  const answer = async (state) => {
    for (const button of buttons) button.disabled = true;
    try {
      await answerIntent({ key, state, text: box.value.trim() });
      box.value = '';
      element.open = false;
    } catch ({ message }) {
      notices.show('error', message);
    }
    for (const button of buttons) button.disabled = false;
  };
  return {
    element,
    update({ idempotencyKey, withdrawnAt, answer: said }) {
      if (key === '') element.open = said === null;
      key = idempotencyKey;
      element.hidden = withdrawnAt !== null;
      summary.replaceChildren(said === null ? '扮演高校，答复这份意向' : '再次答复');
    },
  };
}
