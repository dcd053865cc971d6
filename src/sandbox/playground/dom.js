/**
 * Makes an element: `on…` properties become listeners, `false`, `null` and `undefined` are left out, the rest are attributes.
 * Children that are strings become text, never markup.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** Puts the elements into the parent in this order, moving only what is out of place, so that focus and scrolling survive. */
export function arrange(parent, elements) {
  elements.forEach((element, index) => {
    const there = parent.children[index];
    if (there !== element) parent.insertBefore(element, there ?? null);
  });
  while (parent.children.length > elements.length) parent.lastElementChild.remove();
}

/** Keeps one part of the page per key: makes it when the key is new, updates it when known, forgets it when gone. */
export function keep(parts, items, keyOf, make) {
  const gone = new Set(parts.keys());
  const elements = items.map((item) => {
    const key = keyOf(item);
    gone.delete(key);
    const part = parts.get(key) ?? make(item);
    parts.set(key, part);
    part.update(item);
    return part.element;
  });
  for (const key of gone) parts.delete(key);
  return elements;
}

/** Returns the address when it is an http(s) link, else null: a card can never make the page run `javascript:`. */
export function webLink(address) {
  if (typeof address !== 'string' || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const CALENDAR = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'medium',
});

/** Shows an instant (ms since 1970) as HH:mm in China, with the whole date on hover. */
export function timeOf(ms) {
  return el('time', { class: 'time', title: CALENDAR.format(ms) }, CLOCK.format(ms));
}

/** Draws a person's picture, the last character of his name on a colour of his own; or the bot's. */
export function avatar(name, kind = 'person') {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const picture = el(
    'span',
    { class: kind === 'person' ? 'avatar' : `avatar ${kind}`, 'aria-hidden': 'true' },
    kind === 'person' ? [...name].at(-1) : '盘',
  );
  picture.style.setProperty('--hue', String(hue));
  return picture;
}
