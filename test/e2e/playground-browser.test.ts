import { describe, expect, it, vi } from 'vitest';
import { findChromium } from '../support/browser.ts';

describe('the browser of the end-to-end tests', () => {
  it('is the one that CHROMIUM names', () => {
    vi.stubEnv('CHROMIUM', process.execPath);
    expect(findChromium()).toBe(process.execPath);
  });

  it('is none when CHROMIUM names nothing, so that the tests show as skipped', () => {
    vi.stubEnv('CHROMIUM', '/nowhere/chromium');
    expect(findChromium()).toBeNull();
  });
});
