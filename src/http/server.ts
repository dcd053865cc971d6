import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import { malformed } from '../errors.ts';
import { answerErrors } from './errors.ts';

/** A running web server. */
export interface WebServer {
  /** Where it listens, for example `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Answers requests with an application from now on. */
  serve(app: Koa): void;
  /** Takes no new connections and waits for the requests in hand. */
  close(): Promise<void>;
}

/** Makes the web application from its routes. */
export function webApp(routers: readonly Router[], log: Logger): Koa {
  const app = new Koa();
  app.use(answerErrors(log));
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A client that went away in the middle of an answer is no failure of ours.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET')
      log.error({ err: error }, 'the web server failed');
  });
  return app;
}

/** How long a client may take for its headers and its whole request, in ms; slow senders must not hold connections. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** Starts listening with an application; port 0 takes a free one. */
export async function listen(app: Koa, host: string, port: number): Promise<WebServer> {
  const web = await openPort(host, port);
  web.serve(app);
  return web;
}

/** Takes a port before there is anything to serve, 0 a free one; until there is, who asks is told to come again. */
export async function openPort(host: string, port: number): Promise<WebServer> {
  let answer: RequestListener = (_, response) => response.writeHead(503, { 'Retry-After': '1' }).end();
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const server = createServer(limits, (request, response) => answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  return {
    url: `http://${name}:${taken}`,
    serve: (app) => {
      answer = app.callback();
    },
    close: () => close(server),
  };
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return malformed(
    'port_taken',
    `port ${port} on ${host} is in use: stop what uses it, or set PORT to another`,
  );
}

async function close(server: Server): Promise<void> {
  // A connection that is answering now turns idle later; it must not hold up the stop for Node's five seconds.
  server.keepAliveTimeout = 1;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
