import { avatar, el } from './dom.js';

/** What stands before the cursor when somebody begins to mention: an @ and the beginning of a name, but no mail address. */
const BEGUN = /(?<![\w.-])@([^\s@]{0,20})$/;
const BOT = { openId: null, name: '盘活助手' };

/**
 * Makes the line above a group's text box that holds whom a text mentions: a switch for the bot, which in groups hears
 * only what mentions it, and the people picked from the chat, by a button or by typing @ in the box.
 */
export function mentionLine({ person, box }) {
  const bot = toggle();
  const open = el('button', { class: 'mention-open', type: 'button', 'aria-label': '提及成员' }, '@');
  const chips = el('span', { class: 'mention-chips' });
  const menu = menuFor(box);
  const element = el('div', { class: 'mention-line' }, bot.element, chips, open, menu.element);
  let members = [];
  let chosen = [];

  const paint = () => chips.replaceChildren(...chosen.map((member) => chip(member, () => drop(member))));
  const drop = (member) => {
    chosen = chosen.filter((other) => other !== member);
    paint();
    box.focus();
  };
  const take = (member) => {
    if (member.openId === null) bot.set(true);
    else if (!chosen.some(({ openId }) => openId === member.openId)) chosen.push(member);
    forgetBegun(box);
    menu.close();
    paint();
    box.focus();
  };
  const offer = (begun) => {
    const others = members.filter(({ openId }) => openId !== person.openId);
    menu.show(
      [BOT, ...others].filter(({ name }) => name.includes(begun)),
      take,
    );
  };
  const look = () => {
    const begun = BEGUN.exec(box.value.slice(0, box.selectionStart));
    if (begun === null) menu.close();
    else offer(begun[1]);
  };
  // Pressing the button must not take the focus from the box, which closes the menu when it loses it.
  open.addEventListener('mousedown', (event) => event.preventDefault());
  open.addEventListener('click', () => {
    if (menu.isOpen()) return menu.close();
    box.focus();
    offer('');
  });
  box.addEventListener('input', look);
  box.addEventListener('click', look);
  box.addEventListener('blur', menu.close);
  return {
    element,
    update: (chat) => {
      members = chat.members;
    },
    /** Lets the keys walk through the menu; tells whether the key was the menu's. */
    takesKey: menu.takesKey,
    /** Reads a text: an `@盘活助手` at its head is a mention too, as it is in a sentence copied from elsewhere. */
    read(text) {
      const rest = text.startsWith(`@${BOT.name}`) ? text.slice(BOT.name.length + 1).trim() : '';
      const mentions = chosen.map(({ openId }) => openId);
      return rest === ''
        ? { text, mentionBot: bot.on(), mentions }
        : { text: rest, mentionBot: true, mentions };
    },
    clear: () => {
      chosen = [];
      paint();
    },
  };
}

/** Keeps the list of those who can be mentioned, above the box and walked through from within it. */
function menuFor(box) {
  const id = `mentions-${box.id}`;
  const element = el('div', {
    class: 'mention-menu',
    role: 'listbox',
    id,
    'aria-label': '提及谁',
    hidden: true,
  });
  let offers = [];
  let take = () => undefined;
  let at = 0;
  box.setAttribute('aria-controls', id);
  const paint = () => {
    for (const [index, option] of [...element.children].entries())
      option.setAttribute('aria-selected', String(index === at));
    const option = element.children[at];
    option?.scrollIntoView({ block: 'nearest' });
    if (option === undefined || element.hidden) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', option.id);
  };
  const close = () => {
    element.hidden = true;
    box.removeAttribute('aria-activedescendant');
  };
  // The box keeps its focus, or the menu would close before the click.
  element.addEventListener('mousedown', (event) => event.preventDefault());
  const keys = new Map([
    ['ArrowDown', () => walk(1)],
    ['ArrowUp', () => walk(-1)],
    ['Enter', () => take(offers[at])],
    ['Tab', () => take(offers[at])],
    ['Escape', close],
  ]);
  const walk = (step) => {
    at = (at + step + offers.length) % offers.length;
    paint();
  };
  return {
    element,
    close,
    isOpen: () => !element.hidden,
    show(next, onTake) {
      offers = next;
      take = onTake;
      at = 0;
      element.hidden = offers.length === 0;
      element.replaceChildren(
        ...offers.map((offer, index) =>
          el(
            'div',
            { class: 'mention-option', role: 'option', id: `${id}-${index}`, onclick: () => take(offer) },
            avatar(offer.name, offer.openId === null ? 'bot' : 'person'),
            el('span', {}, offer.name),
          ),
        ),
      );
      paint();
    },
    takesKey(event) {
      if (element.hidden || event.isComposing || !keys.has(event.key)) return false;
      event.preventDefault();
      keys.get(event.key)();
      return true;
    },
  };
}

/** Takes away the @ and the beginning of a name: the chip stands for them. */
function forgetBegun(box) {
  const before = box.value.slice(0, box.selectionStart);
  const begun = BEGUN.exec(before);
  if (begun === null) return;
  box.setRangeText('', begun.index, before.length, 'end');
  box.dispatchEvent(new Event('input'));
}

function chip(member, drop) {
  return el(
    'button',
    {
      class: 'chip',
      type: 'button',
      title: '不再提及',
      'aria-label': `不再提及${member.name}`,
      onclick: drop,
    },
    avatar(member.name),
    `@${member.name}`,
    el('span', { class: 'chip-end', 'aria-hidden': 'true' }, '×'),
  );
}

function toggle() {
  const element = el(
    'button',
    {
      class: 'mention-toggle',
      type: 'button',
      'aria-pressed': 'true',
      title: '在群里，机器人只听提到它的话',
    },
    '@盘活助手',
  );
  const on = () => element.getAttribute('aria-pressed') === 'true';
  const set = (value) => element.setAttribute('aria-pressed', String(value));
  element.addEventListener('click', () => set(!on()));
  return { element, on, set };
}
