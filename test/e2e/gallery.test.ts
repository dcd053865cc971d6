import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startGallery } from '../../src/app.ts';
import { cardRenderer, type RenderCard } from '../../src/chat/card-renderer.ts';
import { DIALECTS } from '../../src/cli/cards.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import { projectPath } from '../../src/root.ts';
import type { GalleryWorld } from '../../src/sandbox/gallery.ts';
import type { GalleryCard } from '../../src/sandbox/gallery-cards.ts';
import { SAMPLE_CARDS } from '../../src/sandbox/sample-cards.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buildService } from '../support/service-process.ts';
import { LAPTOP, PHONE } from './playground-page.ts';

const WORLD: GalleryWorld = { log: pino({ level: 'silent' }), newId, dialects: DIALECTS };

/** Serves the gallery until the running test is over; returns the address of its page. */
async function serveGallery(over: Partial<GalleryWorld> = {}): Promise<string> {
  const { url, close } = await startGallery({ ...WORLD, ...over }, 0);
  onTestFinished(close);
  return `${url}/sandbox/cards`;
}

/** The dialect of Feishu with other templates. */
function inFeishu(renderer: () => RenderCard): GalleryWorld['dialects'] {
  return DIALECTS.filter(({ dialect }) => dialect === 'feishu').map((each) => ({ ...each, renderer }));
}

async function cardsAt(url: string): Promise<GalleryCard[]> {
  return (await (await fetch(`${url}/all`)).json()) as GalleryCard[];
}

describe('the gallery of cards', () => {
  it('serves its page with a policy that runs nothing but its own files, and every file the page names', async () => {
    const url = await serveGallery();
    const page = await fetch(url);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const files = [...(await page.text()).matchAll(/\/sandbox\/assets\/[\w.-]+/g)].map(([file]) => file);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const answer = await fetch(new URL(file, url));
      expect([file, answer.status]).toEqual([file, 200]);
      await answer.text();
    }
  });

  it('gives every sample with its measures and without a problem', async () => {
    const cards = await cardsAt(await serveGallery());
    expect(cards.map(({ kind, name }) => [kind, name])).toEqual(
      SAMPLE_CARDS.map((card) => [card.kind, card.name]),
    );
    for (const { faces } of cards) {
      expect(faces.map(({ dialect }) => dialect)).toEqual(['feishu', 'wecom']);
      expect(faces.flatMap(({ problems }) => problems)).toEqual([]);
      for (const { bytes } of faces) expect(bytes).toBeGreaterThan(200);
    }
    expect(cards.some(({ faces }) => faces.some(({ lead }) => lead.includes('〔')))).toBe(true);
  });

  it('shows what is wrong with a card, and the others all the same', async () => {
    const broken: Partial<Record<CardKind, string>> = {
      patent: '{ "schema": "2.0" }',
      returned: '{ "a": 未完',
    };
    const render = cardRenderer('feishu');
    const renderer = (): RenderCard => (kind, view) => {
      const template = broken[kind];
      return template === undefined ? render(kind, view) : JSON.stringify(JSON.parse(template));
    };
    const cards = await cardsAt(await serveGallery({ dialects: inFeishu(renderer) }));
    const problemsOf = (kind: CardKind) => cards.find((card) => card.kind === kind)?.faces[0]?.problems ?? [];
    expect(problemsOf('patent')).toContain('The card has no body.elements.');
    expect(problemsOf('returned')).toEqual([expect.stringContaining('JSON')]);
    expect(problemsOf('review')).toEqual([]);
  });

  it('reads the templates anew for every look', async () => {
    let looks = 0;
    const renderer = () => {
      looks += 1;
      return cardRenderer('feishu');
    };
    const url = await serveGallery({ dialects: inFeishu(renderer) });
    await cardsAt(url);
    await cardsAt(url);
    expect(looks).toBe(2);
  });
});

describe('the command that shows the cards', () => {
  beforeAll(buildService, 120_000);

  /** Starts the command as `npm run cards` does after its build. */
  function run(...words: string[]) {
    const main = projectPath('dist', 'src', 'cli', 'main.js');
    const env = { PATH: process.env['PATH'] ?? '' };
    const child = spawn(process.execPath, [main, 'cards', ...words], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  it('prints the address of the page and ends in peace at Ctrl-C', async () => {
    const child = run();
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /open: (http:\/\/\S+)/.exec(chunk.toString())?.[1] ?? '';
    expect((await fetch(url)).status).toBe(200);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it('refuses a port that is none', async () => {
    const child = run('--port', 'here');
    const [chunk] = (await once(child.stderr, 'data')) as [Buffer];
    expect(chunk.toString()).toContain('--port must be a whole number');
  });
});

describe.skipIf(withoutBrowser !== '')(`the page of the gallery${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function open(viewport = LAPTOP, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ viewport, colorScheme, locale: 'zh-CN' });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    onTestFinished(async () => {
      await page.close();
      expect(problems).toEqual([]);
    });
    await page.goto(await serveGallery());
    await page.getByText('全部符合渠道限制').waitFor();
    return page;
  }

  for (const [name, viewport, scheme] of [
    ['laptop', LAPTOP, 'light'],
    ['laptop-dark', LAPTOP, 'dark'],
    ['phone', PHONE, 'light'],
  ] as const) {
    it(`draws every card, on a ${name} without scrolling sideways`, async () => {
      const page = await open(viewport, scheme);
      for (const dialect of ['feishu', 'wecom'])
        expect(await page.getByTestId(`face-${dialect}`).getByRole('article').count()).toBe(
          SAMPLE_CARDS.length,
        );
      expect(await page.locator('.unknown').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      await page.screenshot({ path: projectPath('test-results', `gallery-${name}.png`) });
    });
  }

  it('says what a press would send, and narrows the cards to the width of a phone', async () => {
    const page = await open();
    const card = page.locator('#patent-1').getByTestId('face-feishu');
    await card.getByRole('textbox').fill('可中试');
    await card.getByRole('button', { name: /4 星/ }).click();
    expect(await page.getByTestId('toast').innerText()).toContain(
      'stars_4，表单 {"opinion":"可中试","reasons":[]}',
    );
    const own = page.locator('#patent-1').getByTestId('face-wecom');
    await own.getByRole('button', { name: /4 星/ }).click();
    expect(await page.getByTestId('toast').last().innerText()).toContain('"act":"rate","stars":4');
    await page.getByRole('button', { name: '手机宽度' }).click();
    expect((await card.getByRole('article').boundingBox())?.width).toBe(300);
  });
});
