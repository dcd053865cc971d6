import { chatView } from './chat.js';
import { arrange, avatar, el, keep } from './dom.js';
import { PRODUCTS } from './products.js';
import { dropFile, enter, fileUrl, press, say } from './server.js';
import { clientError, toasts } from './toast.js';

/** What the tabs of private chats are called, by whom they are with. */
const PRIVATE = { bot: '与机器人的私聊', app: '与应用的私聊' };

/** Keeps one person's client on the page: his chats as tabs, with the number of messages he has not seen. */
export function personView(person, page) {
  const notices = toasts();
  const client = clientOf(person, page, notices.show);
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': `${person.name}的会话` });
  const panes = el('div', { class: 'panes' });
  const { name: productName } = PRODUCTS[person.product];
  const sign = el('span', { class: `product ${person.product}` }, productName);
  const title = el('h2', {}, avatar(person.name), el('span', {}, person.name), sign);
  const element = el(
    'section',
    {
      class: `person ${person.product}`,
      'data-testid': `person-${person.openId}`,
      'aria-label': `${person.name}的${productName}`,
    },
    el('header', { class: 'person-head' }, title, tabs),
    panes,
    notices.element,
  );
  const parts = new Map();
  let chosen = keyOf(chatsOf(person)[0]);

  const paint = () => {
    for (const [key, part] of parts) part.choose(key === chosen, page.sees(person.openId));
  };
  const choose = (chat) => {
    chosen = keyOf(chat);
    paint();
    page.changed();
    if (chat.kind === 'private' && chat.messages.length === 0) void parts.get(chosen).enter();
  };
  tabs.addEventListener('keydown', (event) => walk(event, [...tabs.children]));
  return {
    element,
    paint,
    unread: () => [...parts.values()].reduce((sum, part) => sum + part.unread(), 0),
    update(next) {
      const make = (chat) => chatTab(person, chat, client, choose);
      const chats = chatsOf(next);
      const elements = keep(parts, chats, keyOf, make);
      if (!parts.has(chosen)) chosen = keyOf(chats[0]);
      arrange(
        tabs,
        chats.map((chat) => parts.get(keyOf(chat)).tab),
      );
      arrange(panes, elements);
      paint();
    },
  };
}

/** Lists a person's groups and then his private chats; one that he has not opened yet begins when he does. */
function chatsOf({ chats, contacts }) {
  const groups = chats.filter(({ kind }) => kind === 'group');
  const privately = contacts.map(
    ({ whom, name }) =>
      chats.find((chat) => chat.whom === whom) ?? {
        chatId: '',
        name,
        kind: 'private',
        whom,
        members: [],
        messages: [],
      },
  );
  return [...groups, ...privately];
}

/** A private chat keeps its place on the page when it begins to exist. */
function keyOf({ kind, chatId, whom }) {
  if (kind === 'group') return chatId;
  return whom === 'bot' ? 'private' : `private-${whom}`;
}

/** Keeps one chat's tab and pane together. */
function chatTab(person, chat, client, choose) {
  const ids = { tab: `tab-${person.openId}-${keyOf(chat)}`, pane: `pane-${person.openId}-${keyOf(chat)}` };
  const enter = onceAtATime(() => client.enter(chat.whom));
  const view = chatView(person, chat, { ...client, enter });
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
      'data-testid': ids.tab,
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
  let now = chat;
  const unread = () =>
    now.messages.filter(({ messageId, sender }) => !seen.has(messageId) && sender.name !== person.name)
      .length;
  tab.addEventListener('click', () => choose(now));
  return {
    element,
    tab,
    unread,
    enter: view.enter,
    update(next) {
      now = next;
      name.replaceChildren(next.kind === 'private' ? PRIVATE[next.whom] : next.name);
      tab.title = next.name;
      view.update(next);
    },
    choose(chosen, visible) {
      element.hidden = !chosen;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && visible) for (const { messageId } of now.messages) seen.add(messageId);
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
    product: PRODUCTS[person.product],
    say: (chatId, draft) => say({ by, chatId, ...draft }).then(() => true, failed),
    drop: (chatId, file) => dropFile({ by, chatId, file }).then(() => true, failed),
    /** Resolves to the chat's id, or false when it could not be opened. */
    enter: (whom) => enter({ by, whom }).catch(failed),
    forMessage: (messageId) => ({
      names: page.names,
      fileUrl: fileUrl({ by, messageId }),
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

/** Whoever asks while it is being done gets what the first will get. */
function onceAtATime(act) {
  let going = null;
  return () => {
    going ??= act().finally(() => {
      going = null;
    });
    return going;
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
