import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SETTINGS } from '../../src/settings.ts';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

it('lists every setting in .env.example, and nothing else', () => {
  const listed = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
});

it.each(Object.entries(SETTINGS))('says what %s is for', (_name, { purpose }) => {
  expect(example).toContain(purpose);
});
