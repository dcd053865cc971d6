import Router, { type RouterContext } from '@koa/router';
import type { Logger } from 'pino';
import getRawBody from 'raw-body';
import { localTime } from '../domain/calendar.ts';
import type { PlatformMode } from '../domain/enterprise.ts';
import { type Overview, type OverviewRow, overviewSheet, readOverview } from '../reads/overview.ts';
import type { InTransaction } from '../stores/transactions.ts';
import type { OverviewAccess } from './overview-access.ts';
import { pageRenderer } from './page-renderer.ts';
import { TROUBLES } from './page-troubles.ts';

/** What the overview is read from and shown with. */
export interface OverviewWorld {
  readonly inTransaction: InTransaction;
  readonly access: OverviewAccess;
  readonly now: () => Date;
  readonly log: Logger;
  readonly timeZone: string;
  /** How enterprises get to the platform that have no way of their own. */
  readonly standard: PlatformMode;
  /** Writes a spreadsheet. */
  readonly workbook: (header: readonly string[], rows: readonly (readonly string[])[]) => Promise<Uint8Array>;
}

/** Enterprises of one page. */
const PAGE = 100;
/** The largest form that is read, in bytes: it has one field. */
const FORM_BYTES = 4096;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Show = (ctx: RouterContext, name: 'overview' | 'overview-sign-in' | 'trouble', view: object) => void;

/** `/overview`: where every enterprise stands, for whoever serves many, as a page and as a spreadsheet. */
export function overviewRoutes(world: OverviewWorld): Router {
  const { access, inTransaction, log } = world;
  const pages = pageRenderer();
  const show: Show = (ctx, name, view) => {
    ctx.set(pages.headers);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = pages.render(name, view);
  };
  const askForToken = (ctx: RouterContext, wrong: boolean) => {
    show(ctx, 'overview-sign-in', { wrong });
    ctx.status = 401;
  };
  const read = () => inTransaction((tx) => readOverview(tx, world));

  const router = new Router({ prefix: '/overview' });
  router.use(failingAsPage(show, log));
  router.get('/', async (ctx) => {
    if (!access.allows(ctx)) return askForToken(ctx, false);
    show(ctx, 'overview', pageOf(await read(), ctx));
  });
  router.post('/', async (ctx) => {
    if (!access.admit(ctx, await tokenIn(ctx))) {
      log.warn('somebody asked for the overview with a wrong token');
      return askForToken(ctx, true);
    }
    ctx.status = 303;
    ctx.set('Location', ctx.path);
  });
  router.get('/export', async (ctx) => {
    if (!access.allows(ctx)) return askForToken(ctx, false);
    const { name, header, rows } = overviewSheet(await read(), localTime(world.now(), world.timeZone).day);
    const bytes = await world.workbook(header, rows);
    ctx.set(pages.headers);
    ctx.attachment(name);
    ctx.type = XLSX;
    ctx.body = Buffer.from(bytes);
  });
  return router;
}

/** Whoever looks in a browser reads a page, also when there is nothing to read. */
function failingAsPage(show: Show, log: Logger) {
  return async (ctx: RouterContext, next: () => Promise<unknown>): Promise<void> => {
    try {
      await next();
    } catch (error) {
      log.error({ err: error }, 'the overview failed');
      show(ctx, 'trouble', TROUBLES.failed);
      ctx.status = TROUBLES.failed.status;
    }
  };
}

/** The token as it was typed; empty for whatever else was sent. */
async function tokenIn(ctx: RouterContext): Promise<string> {
  // What is not read is still on its way: the connection is of no use for another request.
  ctx.set('Connection', 'close');
  const body = await getRawBody(ctx.req, { limit: FORM_BYTES, encoding: 'utf-8' }).catch(() => null);
  if (body === null) return '';
  ctx.remove('Connection');
  return new URLSearchParams(body).get('token') ?? '';
}

/** One page of the list, or of those who are stuck. */
function pageOf({ rows, tally }: Overview, { query }: RouterContext) {
  const onlyStuck = query['only'] === 'stuck';
  const listed = onlyStuck ? rows.filter(({ stuck }) => stuck) : rows;
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const asked = /^\d{1,6}$/.test(String(query['page'])) ? Number(query['page']) : 1;
  const page = Math.min(pages, Math.max(1, asked));
  const queryOf = (to: number, only: boolean) => `page=${to}${only ? '&only=stuck' : ''}`;
  const stuck = rows.filter((row) => row.stuck).length;
  return {
    rows: listed.slice((page - 1) * PAGE, page * PAGE).map(shown),
    tally,
    summary: `共 ${rows.length} 家企业，${stuck} 家需要处理`,
    before: page > 1 ? queryOf(page - 1, onlyStuck) : '',
    after: page < pages ? queryOf(page + 1, onlyStuck) : '',
    place: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    other: { query: queryOf(1, !onlyStuck), label: onlyStuck ? '看全部' : '只看需要处理的' },
  };
}

function shown(row: OverviewRow) {
  const { daysLeft, deadline } = row;
  const left = daysLeft === null ? '无截止日' : daysLeft < 0 ? `已过 ${-daysLeft} 天` : `还有 ${daysLeft} 天`;
  return { ...row, left: deadline === '' ? left : `${deadline}（${left}）` };
}
