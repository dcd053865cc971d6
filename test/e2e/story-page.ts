import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Where screenshots are kept to be looked at. */
const FOLDER = join(import.meta.dirname ?? '.', '../../test-results');

/** The playground as its people use it. */
export interface Stage {
  readonly page: Page;
  /** One person's client; on a phone it is brought to the front first. */
  readonly at: (name: string) => Promise<Locator>;
  /** Opens a person's private chat with the bot, or in WeCom with the app. */
  readonly privately: (name: string, whom?: '机器人' | '应用') => Promise<Locator>;
  /** A card in a person's open chat, found by words in it; the newest when several match. */
  readonly card: (name: string, words: string) => Promise<Locator>;
  /** Presses a button of a card and waits for the toast that says so. */
  readonly press: (name: string, card: string, button: string | RegExp, toast: string) => Promise<void>;
  /** Presses a button of a card, and waits for what his chat says then, as clients without toasts do. */
  readonly tap: (name: string, card: string, button: string | RegExp, then: string) => Promise<void>;
  /** Writes into the chat that a person has open, and waits for what it says then. */
  readonly say: (name: string, text: string, then: string) => Promise<void>;
  readonly shoot: (step: string) => Promise<void>;
}

/** Takes hold of an open playground; `phone` says that only one person is on the screen at a time. */
export function stageOf(page: Page, label: string, phone = false): Stage {
  let shots = 0;
  const at = async (name: string): Promise<Locator> => {
    if (phone) await page.getByRole('navigation', { name: '切换人员' }).getByRole('button', { name }).click();
    return page.getByRole('region', { name: new RegExp(`^${name}的(飞书|企业微信)$`) });
  };
  const card = async (name: string, words: string) => {
    const found = (await at(name)).locator('[data-testid^="message-"]:visible', { hasText: words }).last();
    await found.waitFor();
    return found;
  };
  return {
    page,
    at,
    card,
    privately: async (name, whom = '机器人') => {
      const client = await at(name);
      await client.getByRole('tab', { name: `与${whom}的私聊` }).click();
      return client;
    },
    press: async (name, words, button, toast) => {
      await (await card(name, words)).getByRole('button', { name: button }).first().click();
      await (await at(name)).getByTestId('toast').filter({ hasText: toast }).first().waitFor();
    },
    tap: async (name, words, button, then) => {
      await (await card(name, words)).getByRole('button', { name: button }).first().click();
      await card(name, then);
    },
    say: async (name, text, then) => {
      const box = (await at(name)).locator('[data-testid="composer"]:visible').getByRole('textbox');
      await box.fill(text);
      await box.press('Enter');
      await card(name, then);
    },
    shoot: async (step) => {
      mkdirSync(FOLDER, { recursive: true });
      shots += 1;
      const number = String(shots).padStart(2, '0');
      await page.screenshot({ path: join(FOLDER, `story-${label}-${number}-${step}.png`) });
    },
  };
}
