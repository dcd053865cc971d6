import Router, { type RouterContext } from '@koa/router';
import type { Logger } from 'pino';
import type { Notice } from '../chat/port.ts';
import type { OutwardForms } from '../domain/form.ts';
import { asAppError } from '../errors.ts';
import { pageCookies } from './page-cookies.ts';
import { type PageForm, readPageForm } from './page-form.ts';
import type { PageLink } from './page-link.ts';
import { pageRenderer } from './page-renderer.ts';
import { TROUBLES, troubleOf } from './page-troubles.ts';
import { type Outcome, openPage, type PageWorld, pressPage, showPage, type Visit } from './page-visit.ts';

/** What routes of pages need beside what a visit does. */
export interface PageRoutesWorld extends PageWorld {
  /** Random bytes that nobody can foresee. */
  readonly random: (bytes: number) => Uint8Array;
  /** Where people reach this service. */
  readonly baseUrl: string;
  /** The forms whose fields are data. */
  readonly forms: OutwardForms;
}

/** `/p/<token>`: the page of a card for the one member the link was made for. */
export function pageRoutes(world: PageRoutesWorld): Router {
  const { baseUrl, forms } = world;
  const cookies = pageCookies(world.links, baseUrl, world.random);
  const route = routeOf(world, answerer(cookies.leave));
  const visitOf = (ctx: RouterContext, link: PageLink): Visit => {
    const to = toOf(ctx);
    const address = `${baseUrl}/p/${ctx.params['token']}${to === '' ? '' : `?to=${to}`}`;
    return { link, browser: cookies.browser(ctx), to, address };
  };

  const router = new Router();
  router.get(
    '/p/:token',
    route((ctx, link) => showPage(world, visitOf(ctx, link), cookies.take(ctx))),
  );
  router.post(
    '/p/:token',
    route(async (ctx, link) => {
      const form = await formOf(ctx, new URL(baseUrl).origin, forms);
      if (form === null) return { kind: 'trouble', trouble: TROUBLES.foreign };
      const visit = visitOf(ctx, link);
      if (form.kind === 'press') return pressPage(world, visit, form.press);
      const secret = cookies.give(ctx);
      const outcome = await openPage(world, { ...visit, browser: secret.fingerprint });
      if (outcome.kind === 'go') secret.send();
      return outcome;
    }),
  );
  return router;
}

/** Answers every request, and every failure, with a page; failures are logged without the address, which is a key. */
function routeOf({ links, now, log }: PageWorld, answer: (ctx: RouterContext, outcome: Outcome) => void) {
  return (work: (ctx: RouterContext, link: PageLink) => Promise<Outcome>) =>
    async (ctx: RouterContext): Promise<void> => {
      const link = links.read(ctx.params['token'] ?? '', now());
      if (typeof link === 'string') return answer(ctx, { kind: 'trouble', trouble: TROUBLES[link] });
      try {
        answer(ctx, await work(ctx, link));
      } catch (error) {
        answer(ctx, failed(error, log));
      }
    };
}

/** Puts what a request came to into words that browsers understand. */
function answerer(leave: (ctx: RouterContext, notice: Notice) => void) {
  const pages = pageRenderer();
  return (ctx: RouterContext, outcome: Outcome): void => {
    ctx.set(pages.headers);
    switch (outcome.kind) {
      case 'go':
        if (outcome.notice) leave(ctx, outcome.notice);
        ctx.status = 303;
        ctx.set('Location', outcome.to);
        ctx.body = '';
        return;
      case 'page':
        ctx.body = pages.render(outcome.name, outcome.view);
        break;
      case 'opening':
        ctx.body = pages.render('opening', {});
        break;
      case 'trouble':
        ctx.status = outcome.trouble.status;
        ctx.body = pages.render('trouble', outcome.trouble);
        break;
    }
    ctx.type = 'text/html; charset=utf-8';
  };
}

/** Reads a form of ours, or null for one from elsewhere: browsers say where a form comes from. */
async function formOf(ctx: RouterContext, origin: string, forms: OutwardForms): Promise<PageForm | null> {
  // What is not read is still on its way: the connection is of no use for another request.
  ctx.set('Connection', 'close');
  if (ctx.get('Origin') !== origin || !['', 'same-origin'].includes(ctx.get('Sec-Fetch-Site'))) return null;
  const form = await readPageForm(ctx.req, forms);
  ctx.remove('Connection');
  return form;
}

/** Which page or entry of the card the address asks for; empty for where the card itself is open. */
function toOf({ query: { to } }: RouterContext): string {
  return typeof to === 'string' && /^[\w:,-]{1,100}$/.test(to) ? to : '';
}

function failed(error: unknown, log: Logger): Outcome {
  const failure = asAppError(error);
  const { kind, code, facts } = failure;
  if (kind === 'refused') return { kind: 'trouble', trouble: troubleOf(failure) };
  if (kind === 'malformed') {
    log.warn({ code, facts }, 'a page sent what cannot be read');
    return { kind: 'trouble', trouble: TROUBLES.unreadable };
  }
  log.error({ err: failure }, 'a page failed');
  return { kind: 'trouble', trouble: TROUBLES.failed };
}
