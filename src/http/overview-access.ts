import { createHmac } from 'node:crypto';
import type { RouterContext } from '@koa/router';
import { isSameSecret } from './secret.ts';

/** Who may see the overview. */
export interface OverviewAccess {
  /** Says whether a request shows the token, or the cookie of a browser that has. */
  readonly allows: (ctx: RouterContext) => boolean;
  /** Says whether this is the token, and if so lets the browser in until the cookie ends. */
  readonly admit: (ctx: RouterContext, shown: string) => boolean;
}

const COOKIE = 'panhuo_overview';
/** How long a browser is let in, in seconds: a working day. */
const LIFE_S = 12 * 60 * 60;

/** Everybody; for the sandbox, which answers this machine alone. */
export const OPEN_TO_ALL: OverviewAccess = { allows: () => true, admit: () => true };

/**
 * Whoever shows the token, as a bearer or once in a form. The cookie holds its end and a proof that only the owner of the
 * token can make, so that a new token ends them all.
 */
export function behindToken(
  token: string,
  { now, baseUrl }: { readonly now: () => Date; readonly baseUrl: string | null },
): OverviewAccess {
  const { protocol, pathname } = new URL(baseUrl ?? 'http://localhost');
  const secure = protocol === 'https:' ? '; Secure' : '';
  const path = `${pathname.replace(/\/$/, '')}/overview`;
  const proofOf = (end: string) => createHmac('sha256', token).update(`overview ${end}`).digest('base64url');
  return {
    allows: (ctx) => {
      if (isSameSecret(ctx.get('authorization'), `Bearer ${token}`)) return true;
      const [end = '', proof = ''] = (ctx.cookies.get(COOKIE) ?? '').split('.');
      return /^\d{1,15}$/.test(end) && isSameSecret(proof, proofOf(end)) && Number(end) > now().getTime();
    },
    admit: (ctx, shown) => {
      if (!isSameSecret(shown, token)) return false;
      const end = String(now().getTime() + LIFE_S * 1000);
      ctx.append(
        'Set-Cookie',
        `${COOKIE}=${end}.${proofOf(end)}; Path=${path}; Max-Age=${LIFE_S}; HttpOnly; SameSite=Lax${secure}`,
      );
      return true;
    },
  };
}
