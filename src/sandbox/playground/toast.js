import { el } from './dom.js';

const SIGNS = { success: '✓', info: 'i', warning: '!', error: '✕' };
const SHOWN_MS = 6000;

/** What the codes of the real client mean, for those who build on it. */
const CLIENT_ERRORS = new Map([
  [200340, '没有可用的回调'],
  [200341, '3 秒内没有应答'],
  [200342, '连接失败'],
  [200343, '域名无法解析'],
  [200530, '表单组件没有 name'],
  [200671, '应答状态码不是 200'],
  [200672, '应答内容不合规定'],
  [200673, '应答的卡片有错'],
  [200830, '卡片版本不一致'],
]);

/** Makes the place where one person sees notices; `show(type, text)` adds one that goes away by itself or by a click. */
export function toasts() {
  const element = el('div', { class: 'toasts', role: 'status' });
  const show = (type, text) => {
    const kind = Object.hasOwn(SIGNS, type) ? type : 'info';
    const toast = el(
      'button',
      {
        class: `toast ${kind}`,
        type: 'button',
        title: '关闭提示',
        'data-testid': 'toast',
        'data-type': kind,
      },
      el('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[kind]),
      el('span', {}, text),
    );
    toast.addEventListener('click', () => toast.remove());
    element.append(toast);
    while (element.children.length > 3) element.firstElementChild.remove();
    setTimeout(() => toast.remove(), SHOWN_MS);
  };
  return { element, show };
}

/** Says in words which error of its own the real client would show. */
export function clientError(code) {
  const meaning = CLIENT_ERRORS.get(code);
  return `客户端错误 ${code}${meaning === undefined ? '' : `：${meaning}`}`;
}
