import { createServer, type Server } from 'node:http';
import Koa from 'koa';
import type { PatentRecord } from '../../domain/patent.ts';
import type { PlatformPush } from '../../platform/port.ts';
import { listenOnLoopback } from '../loopback.ts';
import { refusal } from './answers.ts';
import { openBooks, type PlatformBooks } from './books.ts';
import { type FaultsInStock, type PlatformFaults, stockFaults } from './faults.ts';
import { platformRoutes, respond } from './routes.ts';

/** How the stand-in platform is started; port 0 or none takes a free one, ids are never used twice, across starts too. */
export interface PlatformStandInOptions {
  readonly port?: number;
  readonly token: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly patents?: readonly PatentRecord[];
  readonly pushes?: readonly PlatformPush[];
}

/** A running stand-in platform. */
export interface PlatformStandIn {
  /** What to set as `PLATFORM_URL`. */
  readonly url: string;
  readonly books: PlatformBooks;
  readonly faults: PlatformFaults;
  close(): Promise<void>;
}

/**
 * Starts a platform in memory that speaks `docs/platform-api.yaml`, on the loopback address only. It is strict: what the
 * contract does not allow it refuses. Everything is forgotten when it closes.
 */
export async function startPlatformStandIn(options: PlatformStandInOptions): Promise<PlatformStandIn> {
  const open = openBooks(options);
  open.books.addPatent(...(options.patents ?? []));
  open.books.addPush(...(options.pushes ?? []));

  const app = new Koa();
  const server = createServer((request, response) => void handle(request, response));
  const { faults, stock } = stockFaults(() => server.closeAllConnections());
  app.use(befall(stock)).use(admit(options.token)).use(platformRoutes(open, stock).routes());
  app.use((ctx) => respond(ctx, refusal(404, 'path_unknown')));
  const handle = app.callback();
  server.on('connection', (socket) => {
    if (stock.isDown()) socket.destroy();
  });

  const port = await listenOnLoopback(server, options.port ?? 0);
  return { url: `http://127.0.0.1:${port}`, books: open.books, faults, close: () => close(server) };
}

/** Lets the next fault in stock befall the request. */
function befall(stock: FaultsInStock): Koa.Middleware {
  return async (ctx, next) => {
    const fault = stock.takeFault();
    if (!fault) return await next();
    if (fault.kind === 'unreadable') {
      ctx.type = 'html';
      ctx.body = '<!doctype html><title>系统维护</title>';
    } else if (fault.kind === 'rate-limit') {
      ctx.set('retry-after', String(fault.seconds));
      respond(ctx, refusal(429, 'rate_limited'));
    } else {
      const code =
        fault.status === 401 ? 'unauthorized' : fault.status < 500 ? 'request_invalid' : 'platform_failed';
      respond(ctx, refusal(fault.status, code));
    }
  };
}

function admit(token: string): Koa.Middleware {
  return async (ctx, next) => {
    if (ctx.get('authorization') === `Bearer ${token}`) return await next();
    respond(ctx, refusal(401, 'unauthorized'));
  };
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Requests that are never answered would keep it open.
    server.closeAllConnections();
  });
}
