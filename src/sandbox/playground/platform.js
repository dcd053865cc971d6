import { arrange, el, keep, timeOf } from './dom.js';

/** Keeps the column that shows what the stand-in platform has recorded, newest first. */
export function platformView() {
  const list = el('ol', { class: 'evaluations' });
  const count = el('span', { class: 'count' });
  const empty = el(
    'div',
    { class: 'platform-empty' },
    el('p', {}, '还没有收到评价。'),
    el('p', {}, '管理员确认企业评价后，平台的回执会出现在这里。'),
  );
  const element = el(
    'aside',
    { class: 'side platform', 'aria-label': '模拟平台', 'data-testid': 'platform' },
    el('header', { class: 'side-head' }, el('h2', {}, '模拟平台'), count),
    el('div', { class: 'side-body', 'aria-live': 'polite' }, empty, list),
    el('footer', {}, '平台只收到企业评价；专家的姓名、星级和建议留在企业内部。'),
  );
  const parts = new Map();
  return {
    element,
    update(evaluations) {
      const newest = [...evaluations].sort((a, b) => b.recordedAt - a.recordedAt);
      arrange(
        list,
        keep(parts, newest, (evaluation) => evaluation.receipt, evaluationView),
      );
      empty.hidden = evaluations.length > 0;
      count.replaceChildren(evaluations.length > 0 ? `已收 ${evaluations.length} 条` : '');
    },
  };
}

function evaluationView(evaluation) {
  const { stars, title, applicationNumber, enterprise, opinion, receipt, recordedAt } = evaluation;
  const row = (name, value) => [el('dt', {}, name), el('dd', {}, value)];
  const drawn = el(
    'div',
    { class: 'stars', role: 'img', 'aria-label': `${stars} 星` },
    '★'.repeat(stars),
    el('span', {}, '★'.repeat(5 - stars)),
  );
  const element = el(
    'li',
    { class: 'evaluation', 'data-testid': 'platform-evaluation' },
    el('div', { class: 'evaluation-head' }, drawn, timeOf(recordedAt)),
    el('h3', {}, title),
    el('p', { class: 'opinion' }, opinion),
    el('dl', {}, row('申请号', applicationNumber), row('企业', enterprise), row('回执', receipt)),
  );
  // What the platform has recorded never changes.
  return { element, update: () => undefined };
}
