import { createHash } from 'node:crypto';
import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import type { Notice } from '../chat/port.ts';
import type { PageLinks } from './page-link.ts';

/** What a browser keeps between two requests to pages. */
export interface PageCookies {
  /** The fingerprint of the secret a browser has shown; null when it has none. */
  readonly browser: (ctx: RouterContext) => string | null;
  /** The secret of a browser, a new one where it has none, as its fingerprint; `send` gives it to the browser to keep. */
  readonly give: (ctx: RouterContext) => { readonly fingerprint: string; readonly send: () => void };
  /** Leaves a notice for the page that is asked for next. */
  readonly leave: (ctx: RouterContext, notice: Notice) => void;
  /** Takes the notice that was left, once. */
  readonly take: (ctx: RouterContext) => Notice | null;
}

const BROWSER = 'panhuo_browser';
const NOTICE = 'panhuo_notice';
const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;
/** How long a browser keeps its secret, in seconds: longer than any link, so that one secret opens all of them. */
const BROWSER_S = 30 * 24 * 60 * 60;
/** How long a notice waits for its page, in seconds. */
const NOTICE_S = 60;

const Left = z.object({ tone: z.enum(['success', 'info', 'warning', 'error']), text: z.string() });

/** Makes the cookies of pages under an address. */
export function pageCookies(
  links: PageLinks,
  baseUrl: string,
  random: (bytes: number) => Uint8Array,
): PageCookies {
  const { protocol, pathname } = new URL(baseUrl);
  const path = `${pathname.replace(/\/$/, '')}/p`;
  const secure = protocol === 'https:' ? '; Secure' : '';
  const set = (ctx: RouterContext, name: string, value: string, seconds: number) =>
    ctx.append(
      'Set-Cookie',
      `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  return {
    browser: (ctx) => {
      const secret = secretOf(ctx);
      return secret === null ? null : fingerprintOf(secret);
    },
    give: (ctx) => {
      const secret = secretOf(ctx) ?? Buffer.from(random(SECRET_BYTES)).toString('base64url');
      return { fingerprint: fingerprintOf(secret), send: () => set(ctx, BROWSER, secret, BROWSER_S) };
    },
    leave: (ctx, notice) => {
      const text = Buffer.from(JSON.stringify(notice)).toString('base64url');
      set(ctx, NOTICE, `${text}.${links.mark(text)}`, NOTICE_S);
    },
    take: (ctx) => {
      const [text = '', mark = ''] = (ctx.cookies.get(NOTICE) ?? '').split('.');
      if (text === '') return null;
      set(ctx, NOTICE, '', 0);
      // Another site of the same domain can leave cookies here, too.
      if (!links.isMarked(text, mark)) return null;
      return Left.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    },
  };
}

function secretOf(ctx: RouterContext): string | null {
  const secret = ctx.cookies.get(BROWSER) ?? '';
  return SECRET.test(secret) ? secret : null;
}

function fingerprintOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
