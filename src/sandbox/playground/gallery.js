import { renderCard } from './card.js';
import { el } from './dom.js';
import { toasts } from './toast.js';
import { renderWecomCard } from './wecom-card.js';

/** The kinds of cards by what they are called, in the order of the page; others come last under their own name. */
const KINDS = new Map([
  ['patent', '专利 · 群'],
  ['portfolio', '组合专利 · 群成员'],
  ['returned', '退回补充 · 专家'],
  ['review', '专家评价审核 · 管理员'],
  ['enterprise-evaluation', '企业评价 · 管理员'],
  ['intent', '合作意向 · 管理员'],
  ['demand', '公开需求 · 管理员'],
  ['help', '帮助 · 群和私聊'],
  ['admin-profile', '管理员资料 · 管理员'],
  ['recommend', '添加专家 · 管理员'],
  ['application', '专家入库 · 专家'],
  ['application-review', '专家入库审核 · 管理员'],
  ['experts', '专家名单 · 管理员'],
  ['needs', '企业需求发布管理 · 管理员'],
  ['detail', '专利详情 · 成员'],
  ['library', '三个库与检索 · 成员'],
  ['focus', '关注领域 · 成员'],
  ['digest', '盘活周报 · 群与成员'],
  ['campaign', '盘活任务 · 管理员'],
  ['to-do', '我的待办 · 成员'],
  ['saved-searches', '我的检索 · 成员'],
  ['evaluations', '专利评价管理 · 管理员'],
  ['work-list', '待填报 · 管理员'],
  ['import', '导入专利清单 · 管理员'],
  ['check', '连通检查 · 群'],
]);

/** The chat that a card with a picker would hang in. */
const CHAT = ['专家一', '专家二', '管理员'].map((name, index) => ({ openId: `ou_${index + 1}`, name }));

const notices = toasts();
/** Nothing is sent from here; a press says what it would send. */
const client = {
  names: new Map(CHAT.map(({ openId, name }) => [openId, name])),
  members: () => CHAT,
  press: (name, form) => notices.show('info', `按下 ${name}，表单 ${JSON.stringify(form)}`),
  complain: (text) => notices.show('error', text),
};

function part(id) {
  return document.getElementById(id);
}

/** How each dialect is called and drawn. */
const DIALECTS = {
  feishu: { title: '飞书', draw: (card) => renderCard(card, client) },
  wecom: {
    title: '企业微信',
    draw: (card) =>
      renderWecomCard(card, {
        onPress: (key, choices) => notices.show('info', `按下 ${key}，选择 ${JSON.stringify(choices)}`),
      }),
  },
};

/** Draws one card in one dialect with its measures, what is wrong with it, and the text that goes before it. */
function face({ dialect, card, bytes, problems, lead }) {
  const { title, draw } = DIALECTS[dialect];
  return el(
    'div',
    { class: 'face', 'data-testid': `face-${dialect}` },
    el('p', { class: 'measures' }, `${title} · ${bytes.toLocaleString('zh-CN')} 字节`),
    verdict(problems),
    lead === '' ? '' : el('p', { class: 'lead' }, lead),
    card === null ? el('p', { class: 'missing' }, '没有卡片') : draw(card),
  );
}

/** Draws one sample in every dialect, with the text that stands in for it. */
function sample({ name, faces, text }, id) {
  return el(
    'section',
    { class: 'sample', id, 'aria-labelledby': `${id}-name`, 'data-testid': 'sample' },
    el('h3', { id: `${id}-name` }, name),
    el('div', { class: 'faces' }, faces.map(face)),
    el(
      'details',
      { class: 'about' },
      el('summary', {}, '渠道拒收卡片时发送的文字'),
      el('p', { class: 'fallback' }, text),
    ),
  );
}

function verdict(problems) {
  if (problems.length === 0) return el('p', { class: 'good' }, '✓ 符合渠道限制');
  return el(
    'ul',
    { class: 'problems', 'data-testid': 'problems' },
    problems.map((problem) => el('li', {}, problem)),
  );
}

function isBad({ faces }) {
  return faces.some(({ problems }) => problems.length > 0);
}

function show(cards) {
  const kinds = new Set([...KINDS.keys(), ...cards.map(({ kind }) => kind)]);
  for (const kind of kinds) {
    const mine = cards.filter((card) => card.kind === kind);
    const title = KINDS.get(kind) ?? kind;
    const drawn = mine.map((card, index) => sample(card, `${kind}-${index + 1}`));
    part('cards').append(el('h2', { class: 'kind', id: kind }, `${title}（${mine.length}）`), ...drawn);
    part('contents').append(
      el('h2', {}, title),
      el(
        'ol',
        {},
        mine.map((each, index) =>
          el(
            'li',
            { class: isBad(each) ? 'bad' : '' },
            el('a', { href: `#${kind}-${index + 1}` }, each.name),
          ),
        ),
      ),
    );
  }
  const bad = cards.filter(isBad).length;
  part('summary').replaceChildren(
    `${cards.length} 张卡片，${bad === 0 ? '全部符合渠道限制' : `${bad} 张有问题`}`,
  );
  part('summary').classList.toggle('bad', bad > 0);
  // The address may name a card that was not there when the page was opened.
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

part('narrow').addEventListener('click', ({ currentTarget }) => {
  const narrow = document.body.classList.toggle('narrow');
  currentTarget.setAttribute('aria-pressed', String(narrow));
});
document.body.append(notices.element);

try {
  const answer = await fetch('/sandbox/cards/all');
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  show(await answer.json());
} catch {
  part('summary').replaceChildren('无法读取卡片，请看终端里的报错');
  part('summary').classList.add('bad');
}
