import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable'];

/** The browser stays within the test: no first-run pages, no updates, no background traffic. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Finds the browser for end-to-end tests: CHROMIUM, else the usual places of Linux; null when there is none. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  return USUAL_PLACES.find((path) => existsSync(path)) ?? null;
}

/** Goes into the names of browser tests: why they are skipped, or nothing when they run. */
export const withoutBrowser =
  findChromium() === null ? ' (skipped: no Chromium; install it or set CHROMIUM)' : '';

/** Starts the browser; call it only where `withoutBrowser` is empty. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium: install it or set CHROMIUM');
  return await chromium.launch({ executablePath, args: FLAGS });
}
