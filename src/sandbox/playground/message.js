import { cardHost } from './card-host.js';
import { avatar, el, timeOf } from './dom.js';

/** What stands beside the name of a sender who is no person. */
const PROGRAMS = { bot: '机器人', app: '应用' };
/** Marks of bold words, and what makes a mark an ordinary character. */
const MARKS = /\\([!-/:-@[-`{-~])|\*\*/g;

/**
 * Keeps one message on the page. `mine` says whether the viewer sent it; `product` is whose client it is shown in, and
 * `client` answers its card; `reply({messageId, excerpt})` and `jump(messageId)` are called when the viewer answers it
 * or follows its quote.
 */
export function messageView(message, { mine, product, client, reply, jump }) {
  const { sender, messageId } = message;
  const host = message.kind === 'card' ? cardHost(product.draw, client) : null;
  const quote = el('div', {});
  const text = el('div', { class: 'bubble' });
  const edited = el('span', { class: 'edited', hidden: true }, '已编辑');
  const answer = el(
    'button',
    { class: 'reply', type: 'button', 'aria-label': `${product.answer}${sender.name}的消息` },
    product.answer,
  );
  const head = el(
    'div',
    { class: 'message-head' },
    el('span', { class: 'sender' }, sender.name),
    sender.kind === 'person' ? null : el('span', { class: 'badge' }, PROGRAMS[sender.kind]),
    timeOf(message.sentAt),
    edited,
    product.canAnswer(message) ? answer : null,
  );
  const content = el('div', { class: 'message-content' }, head, quote, host?.element ?? text);
  const element = el(
    'li',
    {
      class: ['message', mine ? 'mine' : '', host === null ? '' : 'wide'].join(' ').trim(),
      'data-testid': `message-${messageId}`,
      'data-message': messageId,
    },
    avatar(sender.name, sender.kind),
    content,
  );
  let now = message;
  let shown = '';
  answer.addEventListener('click', () =>
    reply({ messageId, name: sender.name, excerpt: excerptOf(now, product) }),
  );
  return {
    element,
    update(next) {
      // Drawing anew what did not change would take away the reader's selection and focus.
      const json = JSON.stringify(next);
      if (json === shown) return;
      shown = json;
      now = next;
      host?.update(next.card);
      if (host === null) text.replaceChildren(...wordsOf(next, product, client));
      edited.hidden = next.kind === 'card' || next.kind === 'file' || next.editedAt === null;
      quote.replaceChildren(next.replyTo === null ? '' : quoted(next.replyTo, jump));
    },
  };
}

function wordsOf({ kind, text }, product, client) {
  if (kind === 'file') return [fileChip(text, client.fileUrl)];
  return kind === 'markdown' ? [el('div', { class: 'md' }, product.markdown(text, client.names))] : [text];
}

/** Takes a few words that tell one message from another. */
function excerptOf({ kind, text, card }, product) {
  const marked = kind === 'markdown' ? text.replaceAll(MARKS, '$1') : text;
  const words = kind === 'card' ? `[卡片] ${product.titleOf(card) ?? ''}` : marked;
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, 60);
}

function quoted({ messageId, excerpt }, jump) {
  return el(
    'button',
    { class: 'quote', type: 'button', title: '查看原消息', onclick: () => jump(messageId) },
    excerpt,
  );
}

function fileChip(name, href) {
  const sign = el('span', { class: 'file-sign', 'aria-hidden': 'true' }, '▤');
  return el('a', { class: 'file', href, download: name, title: '保存' }, sign, name);
}
