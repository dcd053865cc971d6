import { composer } from './composer.js';
import { arrange, el, keep } from './dom.js';
import { messageView } from './message.js';

/** How near the end, in px, still counts as reading the newest message. */
const NEAR_END = 48;

/** Keeps one chat of one person on the page: its messages, its place in them, and the box to write in. */
export function chatView(person, chat, client) {
  const list = el('ol', {
    class: 'messages',
    role: 'log',
    'aria-label': `${person.name}看到的${chat.name}`,
    tabindex: '0',
  });
  const newer = el('button', { class: 'newer', type: 'button', hidden: true }, '↓ 有新消息');
  const box = composer({ name: person.name, chat, send: (draft) => client.say(chat.chatId, draft) });
  const element = el('div', { class: 'chat' }, el('div', { class: 'scroller' }, list, newer), box.element);
  const place = placeIn(list, newer);
  const parts = new Map();
  const make = (message) =>
    messageView(message, {
      mine: message.sender.kind === 'person' && message.sender.name === person.name,
      client: client.forMessage(message.messageId),
      reply: box.answer,
      jump: (messageId) => jump(list, messageId),
    });
  const empty = el('li', { class: 'no-messages' }, chat.kind === 'group' ? '群里还没有消息' : '还没有消息');
  return {
    element,
    show: place.show,
    update(next) {
      const count = parts.size;
      const elements = keep(parts, next.messages, (message) => message.messageId, make);
      arrange(list, elements.length > 0 ? elements : [empty]);
      place.settle(parts.size > count);
    },
  };
}

/**
 * Holds the reader's place: at the end he follows what comes, anywhere else nothing moves and a button offers the news.
 * A last message taller than the window is shown from its head.
 */
function placeIn(list, newer) {
  let following = true;
  let settledAt = 0;
  const settle = (grown) => {
    if (following) {
      const last = list.lastElementChild;
      const end = list.scrollHeight - list.clientHeight;
      list.scrollTop = Math.min(end, last === null ? end : last.offsetTop - list.offsetTop - 8);
      settledAt = list.scrollTop;
    } else if (grown) newer.hidden = false;
  };
  list.addEventListener('scroll', () => {
    const left = list.scrollHeight - list.clientHeight - list.scrollTop;
    following = left < NEAR_END || Math.abs(list.scrollTop - settledAt) < 2;
    if (following) newer.hidden = true;
  });
  newer.addEventListener('click', () => {
    following = true;
    newer.hidden = true;
    settle(false);
    list.focus({ preventScroll: true });
  });
  // A hidden list has no height to settle in.
  return { settle, show: () => settle(false) };
}

function jump(list, messageId) {
  const found = [...list.children].find((item) => item.dataset.message === messageId);
  if (found === undefined) return;
  found.scrollIntoView({ block: 'nearest' });
  found.classList.remove('found');
  requestAnimationFrame(() => found.classList.add('found'));
}
