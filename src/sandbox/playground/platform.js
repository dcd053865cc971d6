import { arrange, el, keep } from './dom.js';
import { demandView, evaluationView, intentView } from './records.js';
import { toasts } from './toast.js';

const KINDS = { evaluations: evaluationView, intents: intentView, demands: demandView };

/** Keeps the column that shows what the stand-in platform has recorded, newest first; intents are answered there. */
export function platformView() {
  const notices = toasts();
  const list = el('ol', { class: 'records' });
  const count = el('span', { class: 'count' });
  const empty = el(
    'div',
    { class: 'platform-empty' },
    el('p', {}, '平台还没有收到任何内容。'),
    el('p', {}, '管理员确认企业评价、合作意向或公开需求后，平台收到的原文会出现在这里。'),
  );
  const element = el(
    'aside',
    { class: 'side platform', 'aria-label': '模拟平台', 'data-testid': 'platform' },
    el('header', { class: 'side-head' }, el('h2', {}, '模拟平台'), count),
    el('div', { class: 'side-body', 'aria-live': 'polite' }, empty, list),
    el('footer', {}, '平台只收到企业评价、合作意向和公开需求；专家的姓名、星级和建议留在企业内部。'),
    notices.element,
  );
  const parts = new Map();
  return {
    element,
    update(view) {
      const newest = Object.keys(KINDS)
        .flatMap((kind) => view[kind].map((record) => ({ kind, record })))
        .sort((a, b) => b.record.recordedAt - a.record.recordedAt);
      const records = keep(
        parts,
        newest,
        ({ record }) => record.receipt,
        ({ kind }) => {
          const part = KINDS[kind](notices);
          return { element: part.element, update: ({ record }) => part.update(record) };
        },
      );
      arrange(list, records);
      empty.hidden = newest.length > 0;
      count.replaceChildren(newest.length > 0 ? `已收 ${newest.length} 条` : '');
    },
  };
}
