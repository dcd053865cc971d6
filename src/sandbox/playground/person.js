import { chatView } from './chat.js';
import { arrange, avatar, el, keep } from './dom.js';
import { press, say } from './server.js';
import { clientError, toasts } from './toast.js';

/** Keeps one person's client on the page: his chats as tabs, with the number of messages he has not seen. */
export function personView(person, page) {
  const notices = toasts();
  const client = clientOf(person, page, notices.show);
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': `${person.name}的会话` });
  const panes = el('div', { class: 'panes' });
  const title = el('h2', {}, avatar(person.name), el('span', {}, person.name));
  const element = el(
    'section',
    { class: 'person', 'data-testid': `person-${person.openId}`, 'aria-label': `${person.name}的飞书` },
    el('header', { class: 'person-head' }, title, tabs),
    panes,
    notices.element,
  );
  const parts = new Map();
  let chosen = person.chats[0]?.chatId;

  const paint = () => {
    for (const part of parts.values()) part.choose(part.chatId === chosen, page.sees(person.openId));
  };
  const choose = (chatId) => {
    chosen = chatId;
    paint();
    page.changed();
  };
  tabs.addEventListener('keydown', (event) => walk(event, [...tabs.children]));
  return {
    element,
    paint,
    unread: () => [...parts.values()].reduce((sum, part) => sum + part.unread(), 0),
    update(next) {
      const make = (chat) => chatTab(person, chat, client, choose);
      const elements = keep(parts, next.chats, (chat) => chat.chatId, make);
      if (!parts.has(chosen)) chosen = next.chats[0]?.chatId;
      arrange(
        tabs,
        next.chats.map((chat) => parts.get(chat.chatId).tab),
      );
      arrange(panes, elements);
      paint();
    },
  };
}

/** Keeps one chat's tab and pane together. */
function chatTab(person, chat, client, choose) {
  const ids = { tab: `tab-${person.openId}-${chat.chatId}`, pane: `pane-${person.openId}-${chat.chatId}` };
  const view = chatView(person, chat, client);
  const name = el('span', { class: 'tab-name' });
  const badge = el('span', { class: 'unread', hidden: true });
  const tab = el(
    'button',
    {
      class: chat.kind === 'private' ? 'tab private' : 'tab',
      type: 'button',
      role: 'tab',
      id: ids.tab,
      'aria-controls': ids.pane,
      'data-testid': `tab-${person.openId}-${chat.chatId}`,
    },
    name,
    badge,
  );
  const element = el(
    'div',
    { class: 'pane', role: 'tabpanel', id: ids.pane, 'aria-labelledby': ids.tab },
    view.element,
  );
  const seen = new Set();
  let messages = [];
  const unread = () =>
    messages.filter(({ messageId, sender }) => !seen.has(messageId) && sender.name !== person.name).length;
  tab.addEventListener('click', () => choose(chat.chatId));
  return {
    element,
    tab,
    chatId: chat.chatId,
    unread,
    update(next) {
      messages = next.messages;
      name.replaceChildren(next.kind === 'private' ? '与机器人的私聊' : next.name);
      tab.title = next.name;
      view.update(next);
    },
    choose(chosen, visible) {
      element.hidden = !chosen;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && visible) for (const { messageId } of messages) seen.add(messageId);
      badge.hidden = unread() === 0;
      badge.replaceChildren(String(unread()));
      badge.setAttribute('aria-label', `${unread()} 条未读`);
    },
  };
}

/** What the person's messages may do: press and write as him, and show him what came of it. */
function clientOf(person, page, show) {
  const by = person.openId;
  const failed = (error) => {
    show('error', error.message);
    return false;
  };
  return {
    say: (chatId, { text, replyTo, mentionBot }) =>
      say({ by, chatId, text, replyTo, mentionBot }).then(() => true, failed),
    forMessage: (messageId) => ({
      names: page.names,
      complain: (text) => show('error', text),
      press: (button, form) =>
        press({ by, messageId, button, form }).then(({ toast, clientError: code }) => {
          if (code !== null) show('error', clientError(code));
          else if (toast !== null) show(toast.type, toast.content);
          return code === null && (toast === null || toast.type === 'success');
        }, failed),
    }),
  };
}

/** Lets the arrow keys walk along the tabs. */
function walk(event, tabs) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const next = tabs.at((tabs.indexOf(event.target) + step) % tabs.length);
  next.focus();
  next.click();
}
