import { clockBox } from './clock.js';
import { arrange, el, keep } from './dom.js';
import { enterprises, operate } from './server.js';
import { toasts } from './toast.js';

const DAY = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
});

/** Keeps the column of the operator: what he does on a command line elsewhere, and the enterprises he looks after. */
export function operatorView() {
  const notices = toasts();
  const code = codeBox(notices);
  const act = {
    create: async (name) => {
      code.show(name, await operate('enterprise', { name }));
      await list.refresh();
    },
    code: async ({ id, name }) => {
      code.show(name, await operate('code', { enterpriseId: id }));
    },
    push: async ({ id }) => {
      const { pushed } = await operate('push', { enterpriseId: id });
      if (pushed > 0) notices.show('success', '已推送 1 件专利到企业的群');
      else notices.show('info', '没有推送：还没有绑定群，或者今天没有可推送的专利了');
    },
    platform: async ({ id, platformMode }) => {
      const mode = platformMode === 'http' ? 'manual' : 'http';
      const { promised } = await operate('platform', { enterpriseId: id, mode });
      await list.refresh();
      const waiting = promised > 0 ? `，${promised} 条待填报的内容将由接口发送` : '';
      notices.show('success', mode === 'http' ? `已改为接口直报${waiting}` : '已改为人工填报');
    },
    clock: async (step) => {
      await operate('clock', { step });
      notices.show('success', '时钟已拨快，到期的定时任务已执行');
    },
    /** Does something the operator asked for; says what went wrong, and resolves to whether nothing did. */
    safely: (work) =>
      work().then(
        () => true,
        ({ message }) => {
          notices.show('error', message);
          return false;
        },
      ),
  };
  const list = enterpriseList(act);
  const element = el(
    'aside',
    { class: 'side operator', 'aria-label': '系统管理员', 'data-testid': 'operator', hidden: true },
    el(
      'header',
      { class: 'side-head' },
      el('h2', {}, '系统管理员'),
      el('a', { href: '/overview', target: '_blank', rel: 'noopener' }, '企业总览'),
    ),
    el('div', { class: 'side-body' }, newEnterprise(act), code.element, clockBox(act), list.element),
    el('footer', {}, '正式环境中，这些操作由命令行完成。'),
    notices.element,
  );
  return { element, refresh: () => act.safely(list.refresh) };
}

/** Keeps the list of enterprises; a burst of refreshes reads once more at its end, and never an older state last. */
function enterpriseList(act) {
  const element = el('ol', { class: 'enterprises', 'aria-label': '企业列表' });
  const parts = new Map();
  let reading = null;
  let stale = false;
  const read = async () => {
    do {
      stale = false;
      const all = await enterprises();
      const entries = keep(
        parts,
        all,
        ({ id }) => id,
        () => entry(act),
      );
      arrange(element, entries);
    } while (stale);
  };
  const refresh = () => {
    stale = true;
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  return { element, refresh };
}

function newEnterprise(act) {
  const box = el('input', {
    type: 'text',
    maxlength: '100',
    placeholder: '企业名称',
    'aria-label': '新企业的名称',
  });
  const button = el('button', { class: 'button primary_filled', type: 'submit' }, '新建企业');
  const element = el('form', { class: 'new-enterprise' }, el('div', { class: 'input-box' }, box), button);
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    const name = box.value.trim();
    if (name === '' || button.disabled) return;
    button.disabled = true;
    if (await act.safely(() => act.create(name))) box.value = '';
    button.disabled = false;
  });
  return element;
}

/** Shows the code that was issued last, with the sentence that brings it into a group. */
function codeBox(notices) {
  const element = el('section', { class: 'code-box', 'aria-live': 'polite', hidden: true });
  const show = (name, { code, expiresAt }) => {
    const sentence = `@盘活助手 绑定 ${code}`;
    const copy = () =>
      // A page that is not served from this machine has no clipboard.
      (navigator.clipboard?.writeText(sentence) ?? Promise.reject()).then(
        () => notices.show('success', '已复制'),
        () => notices.show('warning', '浏览器不允许复制，请手动选择文字'),
      );
    element.hidden = false;
    element.replaceChildren(
      el('h3', {}, `「${name}」的绑定码`),
      el('output', { class: 'code', 'data-testid': 'binding-code' }, code),
      el('p', {}, '请企业管理员在自己的群里发送：'),
      el(
        'p',
        { class: 'sentence', 'data-testid': 'binding-sentence' },
        '@盘活助手 绑定 ',
        el('span', {}, code),
      ),
      el('button', { class: 'button primary fill', type: 'button', onclick: copy }, '复制这句话'),
      el('p', { class: 'small' }, `只能用一次，${DAY.format(expiresAt)}前有效；这里只显示这一次。`),
    );
    element.scrollIntoView({ block: 'nearest' });
  };
  return { element, show };
}

/** One enterprise with what can be done for it. */
function entry(act) {
  const name = el('h3', {});
  const facts = el('p', { class: 'small' });
  let now = null;
  const button = (text, work) => {
    const element = el('button', { class: 'button small', type: 'button' }, text);
    element.addEventListener('click', async () => {
      element.disabled = true;
      await act.safely(() => work(now));
      element.disabled = false;
    });
    return element;
  };
  const way = button('', act.platform);
  const buttons = el(
    'div',
    { class: 'entry-buttons' },
    button('新的绑定码', act.code),
    button('推送专利', act.push),
    way,
  );
  const element = el('li', { class: 'enterprise' }, name, facts, buttons);
  return {
    element,
    update(next) {
      now = next;
      element.dataset.testid = `enterprise-${next.id}`;
      name.replaceChildren(next.name);
      const byHand = next.platformMode === 'manual';
      const size = `${next.members} 名成员 · ${next.groups} 个群`;
      facts.replaceChildren(next.closed ? '已关闭' : `${size} · ${byHand ? '人工填报' : '接口直报'}`);
      way.replaceChildren(byHand ? '改为接口直报' : '改为人工填报');
      buttons.hidden = next.closed;
    },
  };
}
