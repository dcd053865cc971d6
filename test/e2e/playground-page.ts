import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Browser, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type PlaygroundWorld, playgroundRoutes } from '../../src/sandbox/playground-routes.ts';
import { type SmallWorld, smallWorld } from './playground-world.ts';

/** A world served on a free port until the test is over. */
export interface ServedWorld<W = SmallWorld> {
  readonly url: string;
  readonly world: W;
  /** What the server reported as its own failure. */
  readonly failures: readonly unknown[];
  /** Ends the open pages' connections as a stopping service does, and closes the server. */
  stop(): Promise<void>;
  /** Cuts every connection at once and closes the server, as a crash does. */
  crash(): Promise<void>;
}

/** A page in a browser that shows a world. */
export interface OpenPage<W = SmallWorld> extends ServedWorld<W> {
  readonly page: Page;
  person(openId: string): Locator;
  message(openId: string, messageId: string): Locator;
  /** What the browser complained of; a test that provokes complaints empties it. */
  readonly problems: string[];
}

/** How a page is looked at. */
export interface Looks {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** The window of a usual laptop. */
export const LAPTOP = { width: 1440, height: 900 };
/** The window of a usual phone, held upright. */
export const PHONE = { width: 390, height: 844 };

/** Serves a new small world for the running test. */
export const serveWorld = (): Promise<ServedWorld> => serve(smallWorld());

async function serve<W extends PlaygroundWorld>(world: W): Promise<ServedWorld<W>> {
  const stopping = new AbortController();
  const app = new Koa();
  const failures: unknown[] = [];
  app.on('error', (error) => failures.push(error));
  app.use(playgroundRoutes(world, { stopping: stopping.signal }).routes());
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  const stop = (): Promise<void> => {
    stopping.abort();
    return close();
  };
  const crash = (): Promise<void> => {
    server.closeAllConnections();
    return close();
  };
  onTestFinished(crash);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, world, failures, stop, crash };
}

/** Opens a new small world in a page of its own; a script error on the page fails the test. */
export async function openWorld(
  browser: Browser,
  viewport = LAPTOP,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<OpenPage> {
  const opened = await openPage(browser, smallWorld(), { viewport, colorScheme });
  await opened.page.getByTestId('person-ou_1').waitFor({ state: 'attached' });
  return opened;
}

/** Opens a world in a page of its own; a script error on the page fails the test. */
export async function openPage<W extends PlaygroundWorld>(
  browser: Browser,
  world: W,
  { viewport = LAPTOP, colorScheme = 'light' }: Looks = {},
): Promise<OpenPage<W>> {
  const served = await serve(world);
  const page = await browser.newPage({ viewport, colorScheme, locale: 'zh-CN' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (entry) => {
    if (entry.type() === 'error') problems.push(entry.text());
  });
  onTestFinished(async () => {
    await page.close();
    if (problems.length > 0) throw new Error(`the page reported: ${problems.join('; ')}`);
  });
  await page.goto(`${served.url}/sandbox`);
  const person = (openId: string): Locator => page.getByTestId(`person-${openId}`);
  const message = (openId: string, id: string): Locator => person(openId).getByTestId(`message-${id}`);
  return { ...served, page, problems, person, message };
}
