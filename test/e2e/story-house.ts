import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildService, spawnService } from '../support/service-process.ts';
import { LAPTOP, PHONE } from './playground-page.ts';
import { type Stage, stageOf } from './story-page.ts';

/** Which story is played: what its screenshots are called, with whom, and on what. */
export interface Story {
  readonly label: string;
  /** The enterprise whose people are on the screen; the first when none is named. */
  readonly troupe?: string;
  readonly phone?: boolean;
}

/** The stage of a story, and what stands behind it. */
export interface House extends Stage {
  /** What the service was given as `DATABASE_URL`. */
  readonly databaseUrl: string;
  /** The browser's windows; pages that cards link to are opened in them. */
  readonly context: BrowserContext;
}

/** Plays a story. */
export type Play = (story: Story, play: (house: House) => Promise<void>) => Promise<void>;

/**
 * Builds the service once for the stories of a file, and starts it anew for each as `npm start` does. A script error on
 * the page or a service that does not stop cleanly fails the story.
 */
export function storyHouse(): Play {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    buildService();
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'panhuo-story-'));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return async ({ label, troupe, phone = false }, play) => {
    const databaseUrl = `sqlite:${join(folder, `${label}.db`)}`;
    const service = await spawnService({ DATABASE_URL: databaseUrl });
    const context = await browser.newContext({ viewport: phone ? PHONE : LAPTOP, locale: 'zh-CN' });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    try {
      await page.goto(troupe === undefined ? service.url : `${service.url}#troupe=${troupe}`);
      await play({ ...stageOf(page, label, phone), databaseUrl, context });
      expect(problems).toEqual([]);
    } catch (error) {
      await shootAll(context, label);
      throw error;
    } finally {
      await context.close();
      expect(await service.stop()).toBe(0);
    }
  };
}

/** Presses the button of the operator's column that changes how an enterprise gets to the platform. */
export async function setPlatformMode(page: Page, enterprise: string, button: string): Promise<void> {
  const operator = page.getByTestId('operator');
  if (await operator.isHidden()) await page.getByTestId('side-operator').click();
  const entry = operator.getByRole('listitem').filter({ hasText: enterprise });
  await entry.getByRole('button', { name: button }).click();
  await operator
    .getByTestId('toast')
    .filter({ hasText: button.replace('改为', '已改为') })
    .waitFor();
}

/** Keeps what was on every window when a story failed. */
async function shootAll(context: BrowserContext, label: string): Promise<void> {
  for (const [index, page] of context.pages().entries())
    await page.screenshot({ path: projectPath('test-results', `story-${label}-failed-${index}.png`) });
}
