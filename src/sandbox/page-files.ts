import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import Router, { type RouterContext } from '@koa/router';
import { projectPath } from '../root.ts';

const FOLDER = projectPath('src', 'sandbox', 'playground');
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);
/** The pages' own files; a request can name one of these and nothing else. */
const ASSETS: ReadonlySet<string> = new Set(readdirSync(FOLDER).filter((file) => TYPES.has(extname(file))));

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** Begins the routes of a sandbox page: strict headers on every answer, and the files that pages are made of. */
export function pageRouter(): Router {
  const router = new Router({ prefix: '/sandbox' });
  router.use(async (ctx, next) => {
    ctx.set(HEADERS);
    await next();
  });
  router.get('/assets/:file', (ctx) => {
    const file = ctx.params['file'] ?? '';
    const type = TYPES.get(extname(file));
    if (type === undefined || !ASSETS.has(file)) return;
    ctx.type = type;
    ctx.body = createReadStream(join(FOLDER, file));
  });
  return router;
}

/** What stands in a page for the part of the head that all pages share. */
const HEAD = '<!-- head.html -->';

/** Answers with one of the sandbox's pages, its shared head put in. */
export function sendPage(ctx: RouterContext, file: 'index.html' | 'gallery.html'): void {
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = textOf(file).replace(HEAD, () => textOf('head.html').trim());
}

function textOf(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}
