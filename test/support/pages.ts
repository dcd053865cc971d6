import type { CardKind } from '../../src/domain/card-kind.ts';
import { pageLinks } from '../../src/http/page-link.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { TEST_KEY } from './seals.ts';
import { type Service, type ServiceOptions, startService } from './service.ts';

/** Where phones reach the service of a test. */
export const BASE_URL = 'https://panhuo.example.com';

/** The links of that service, under its own key. */
export const LINKS = pageLinks([TEST_KEY], BASE_URL);

/** Starts a service with pages. */
export function startPages(options: ServiceOptions = {}): Promise<Service> {
  return startService({ ...options, settings: { BASE_URL, ...options.settings } });
}

/** What a page answered. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The words of the page, without tags, each blank once. */
  readonly text: string;
  /** The values of its buttons, in order. */
  readonly buttons: readonly string[];
}

/** A browser of one person on one device: it keeps cookies and follows where a page leads. */
export interface PageBrowser {
  readonly cookies: ReadonlyMap<string, string>;
  /** Looks at an address without pressing anything, as programs do that draw previews. */
  peek(address: string): Promise<Shown>;
  /** Opens an address as a browser with scripts does. */
  open(address: string): Promise<Shown>;
  /** Presses a button of the page, by what it carries. */
  press(address: string, carried: object, typed?: Readonly<Record<string, string>>): Promise<Shown>;
  /** Sends anything, and follows nowhere. */
  send(address: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Shown>;
}

/** Opens a browser on a service's pages. */
export function openBrowser({ app }: Service): PageBrowser {
  const cookies = new Map<string, string>();
  const ask = async (address: string, init: RequestInit): Promise<Shown> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie === '' ? {} : { cookie }),
      ...Object.fromEntries(new Headers(init.headers)),
    };
    const answer = await fetch(address.replace(BASE_URL, app.url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return shown(answer.status, answer.headers, await answer.text());
  };
  const follow = (asked: Shown): Promise<Shown> | Shown =>
    asked.status === 303 ? ask(asked.headers.get('location') ?? '', {}) : asked;
  const send = (address: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(address, {
      method: 'POST',
      body,
      headers: { origin: BASE_URL, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  return {
    cookies,
    send,
    peek: (address) => ask(address, {}),
    open: async (address) => {
      const first = await ask(address, {});
      return first.html.includes('name="open"') ? follow(await send(address, 'open=1')) : first;
    },
    press: async (address, carried, typed = {}) => follow(await send(address, formOf(carried, typed))),
  };
}

/** What a button of a page carries, the first that answers a description. */
export function buttonOf({ buttons }: Shown, wanted: Readonly<Record<string, unknown>>): object {
  const found = buttons
    .map((value) => JSON.parse(value) as Record<string, unknown>)
    .find((value) => Object.entries(wanted).every(([name, each]) => value[name] === each));
  if (!found) throw new Error(`the page has no button ${JSON.stringify(wanted)}`);
  return found;
}

/** What a browser sends for a button and the fields around it. */
export function formOf(carried: object, typed: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ ...typed, press: JSON.stringify(carried) }).toString();
}

/** The member an account of the one connection is. */
export async function memberIdOf({ app }: Service, userId: string, enterpriseId: string): Promise<string> {
  const found = await app.inTransaction((tx) => tx.members.findByAccount('default', userId, enterpriseId));
  if (!found) throw new Error('the account is nobody here');
  return found.member.id;
}

/** The newest living card of a kind: a member's own, else one of a group's. */
export async function livingCard(
  { app }: Service,
  kind: CardKind,
  of: { readonly memberId?: string; readonly group?: string },
): Promise<SentCard> {
  const cards = await app.inTransaction(async (tx) => {
    if (of.memberId !== undefined) return tx.cards.ofViewer(of.memberId);
    const chat = await tx.chats.findByAddress('default', of.group ?? '');
    return chat ? tx.cards.ofChat(chat.id) : [];
  });
  const card = cards.findLast((each) => each.kind === kind);
  if (!card) throw new Error(`there is no living ${kind} card`);
  return card;
}

/** The address of a member's page of his own card of a kind. */
export async function ownPage(service: Service, kind: CardKind, memberId: string): Promise<string> {
  return LINKS.linkTo(await livingCard(service, kind, { memberId }), memberId, service.clock.now());
}

/** The address of a member's page of a card that hangs in a group. */
export async function groupPage(
  service: Service,
  kind: CardKind,
  group: string,
  memberId: string,
): Promise<string> {
  return LINKS.linkTo(await livingCard(service, kind, { group }), memberId, service.clock.now());
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/Max-Age=0/.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

function shown(status: number, headers: Headers, html: string): Shown {
  const body = html.replace(/<(style|script|title)>[\s\S]*?<\/\1>/g, '');
  return {
    status,
    headers,
    html,
    text: plain(body.replace(/<[^>]*>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim(),
    buttons: [...body.matchAll(/name="press" value="([^"]*)"/g)].map(([, value = '']) => plain(value)),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x60;': '`',
  '&#x3D;': '=',
  '&amp;': '&',
};

function plain(text: string): string {
  return text.replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
}
