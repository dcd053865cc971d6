import { el, timeOf } from './dom.js';
import { universityForm } from './university.js';

const ORIGINS = { evaluation: '专利转化评价库', focus: '专利转化关注库', resource: '专利转化资源库' };
const ANSWERS = { interested: '愿意对接', contacted: '已经联系', declined: '暂不合作' };

/** Shows an evaluation as the platform has recorded it; that never changes. */
export function evaluationView() {
  return recordView('evaluation', '企业评价', ({ stars, title, opinion, ...record }) => [
    el(
      'div',
      { class: 'stars', role: 'img', 'aria-label': `${stars} 星` },
      '★'.repeat(stars),
      el('span', {}, '★'.repeat(5 - stars)),
    ),
    el('h3', {}, title),
    exact(opinion),
    facts(['申请号', record.applicationNumber], ...common(record)),
  ]);
}

/** Shows an intent with what its university said; as long as it lives, it can be answered here. */
export function intentView(notices) {
  const form = universityForm(notices);
  const shown = recordView('intent', '合作意向', (record) => [
    el('h3', {}, record.title),
    exact(record.text),
    facts(['申请号', record.applicationNumber], ['来自', ORIGINS[record.origin]], ...common(record)),
    answerOf(record),
  ]);
  shown.element.append(form.element);
  return {
    element: shown.element,
    update(record) {
      shown.update(record);
      form.update(record);
    },
  };
}

/** Shows a demand that everybody on the platform can read. */
export function demandView() {
  return recordView('demand', '公开需求', (record) => [
    el('h3', {}, record.title),
    exact(record.text),
    facts(...common(record)),
  ]);
}

/** One record under the name of its kind; it is drawn anew only when it has changed. */
function recordView(kind, name, draw) {
  const head = el('div', { class: 'record-head' });
  const body = el('div', { class: 'record-body' });
  const looks = { class: `record ${kind}`, 'data-testid': `platform-${kind}` };
  const element = el('li', looks, head, body);
  let drawn = '';
  const update = (record) => {
    const now = JSON.stringify(record);
    if (now === drawn) return;
    drawn = now;
    const ended = typeof record.withdrawnAt === 'number';
    element.classList.toggle('ended', ended);
    head.replaceChildren(
      el('span', { class: 'kind' }, name),
      ...(ended ? [el('span', { class: 'end' }, kind === 'demand' ? '已关闭' : '已撤回')] : []),
      timeOf(record.recordedAt),
    );
    body.replaceChildren(...draw(record).filter((part) => part !== null));
  };
  return { element, update };
}

/** The text as it came, line by line; a long one scrolls, also by the keyboard. */
function exact(text) {
  return el('p', { class: 'exact', tabindex: '0' }, text);
}

function answerOf({ answer }) {
  if (answer === null) return null;
  const words = answer.text === '' ? null : el('p', { class: 'exact' }, answer.text);
  return el(
    'div',
    { class: 'answer', 'data-testid': 'university-answer' },
    el('b', {}, `高校答复：${ANSWERS[answer.state]}`),
    words,
  );
}

function common({ enterprise, receipt }) {
  return [
    ['企业', enterprise],
    ['回执', receipt],
  ];
}

function facts(...rows) {
  return el(
    'dl',
    {},
    rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );
}
