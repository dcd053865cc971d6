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
  const box = composer({
    person,
    chat,
    answer: client.product.answer,
    send: (draft) => inChat((chatId) => client.say(chatId, draft)),
    drop: (file) => inChat((chatId) => client.drop(chatId, file)),
  });
  // Whoever writes faster than his chat begins waits until it has; its id may be known here before the view tells it.
  let begun = '';
  const enter = async () => {
    const chatId = await client.enter();
    if (chatId !== false) begun = chatId;
    return chatId;
  };
  const inChat = async (act) => {
    const chatId = now.chatId || begun || (await enter());
    return chatId !== false && act(chatId);
  };
  const element = el('div', { class: 'chat' }, el('div', { class: 'scroller' }, list, newer), box.element);
  takeFiles(element, box.drop);
  const settle = placeIn(list, newer);
  const parts = new Map();
  let now = chat;
  const make = (message) =>
    messageView(message, {
      mine: message.sender.kind === 'person' && message.sender.name === person.name,
      product: client.product,
      client: { ...client.forMessage(message.messageId), members: () => now.members },
      reply: box.answer,
      jump: (messageId) => jump(list, messageId),
    });
  const empty = el('li', { class: 'no-messages' }, chat.kind === 'group' ? '群里还没有消息' : '还没有消息');
  return {
    element,
    enter,
    update(next) {
      now = next;
      if (now.chatId !== '') begun = '';
      box.update(next);
      const count = parts.size;
      const elements = keep(parts, next.messages, (message) => message.messageId, make);
      arrange(list, elements.length > 0 ? elements : [empty]);
      settle(parts.size > count);
    },
  };
}

/** Takes files that are dragged onto a chat. */
function takeFiles(element, drop) {
  const mark = (on) => element.classList.toggle('taking', on);
  element.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    mark(true);
  });
  element.addEventListener('dragleave', () => mark(false));
  element.addEventListener('drop', (event) => {
    mark(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void drop(event.dataTransfer.files);
  });
}

/**
 * Holds the reader's place. At the end he is taken to what comes, a tall message from its head; anywhere else nothing
 * moves and a button offers the news. What changes or comes out of sight is settled when the list is seen again.
 */
function placeIn(list, newer) {
  let following = true;
  let atEnd = false;
  let waiting = true;
  let place = 0;
  let settledAt = 0;
  const end = () => list.scrollHeight - list.clientHeight;
  const go = (to) => {
    list.scrollTop = to;
    place = list.scrollTop;
    settledAt = place;
    atEnd = end() - place < 2;
  };
  const settle = (grown) => {
    waiting ||= grown;
    if (list.clientHeight === 0) return;
    if (!waiting) {
      if (atEnd) go(end());
    } else if (following) go(Math.min(end(), headOfLast(list)));
    else newer.hidden = false;
    waiting = false;
  };
  list.addEventListener('scroll', () => {
    if (list.clientHeight === 0) return;
    following = end() - list.scrollTop < NEAR_END || Math.abs(list.scrollTop - settledAt) < 2;
    place = list.scrollTop;
    atEnd = end() - place < 2;
    if (following) newer.hidden = true;
  });
  newer.addEventListener('click', () => {
    following = true;
    waiting = true;
    newer.hidden = true;
    settle(false);
    list.focus({ preventScroll: true });
  });
  let hidden = true;
  new ResizeObserver(() => {
    // A list that was not displayed has forgotten its place.
    if (hidden && list.clientHeight > 0) go(place);
    hidden = list.clientHeight === 0;
    settle(false);
  }).observe(list);
  return settle;
}

function headOfLast(list) {
  const { scrollTop, lastElementChild } = list;
  return scrollTop + lastElementChild.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
}

function jump(list, messageId) {
  const found = [...list.children].find((item) => item.dataset.message === messageId);
  if (found === undefined) return;
  found.scrollIntoView({ block: 'nearest' });
  found.classList.remove('found');
  requestAnimationFrame(() => found.classList.add('found'));
}
