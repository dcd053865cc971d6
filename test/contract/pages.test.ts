import { v7 as newId } from 'uuid';
import { describe, expect, it } from 'vitest';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { fieldsOf } from '../../src/domain/form.ts';
import { loadForms } from '../../src/forms.ts';
import { hasPage, pageRenderer } from '../../src/http/page-renderer.ts';
import { SAMPLE_CARDS } from '../../src/sandbox/sample-cards.ts';
import { viewsOf } from '../../src/sandbox/sample-views.ts';

const pages = pageRenderer();
const forms = loadForms();
const MAY = { rate: true, evaluate: true, intent: true };

// Before the tests are defined, because each page has tests of its own name.
const shown = (await viewsOf(SAMPLE_CARDS, newId)).flatMap(({ kind, name, view }) =>
  hasPage(kind)
    ? [{ kind, name, html: pages.render(kind, { ...view, notice: null, may: MAY, kept: null }) }]
    : [],
);

describe.each(shown)('the page $kind · $name', ({ kind, html }) => {
  it('sends with each button only what is read with it', () => {
    for (const form of formsOf(html))
      for (const act of form.acts) {
        const known = new Set((fieldsOf(act, forms) ?? []).map(({ name }) => name));
        expect(
          form.fields.filter((field) => !known.has(field)),
          act,
        ).toEqual([]);
        expect(BUTTONS[act]?.on, act).toContain(kind);
      }
  });
});

it('is about forms with many fields and with several buttons', () => {
  const all = shown.flatMap(({ html }) => formsOf(html));
  expect(all.some(({ fields }) => fields.length > 5)).toBe(true);
  expect(all.some(({ acts }) => acts.length > 2)).toBe(true);
});

/** The forms of a page: the names of their fields and the verbs of their buttons. */
function formsOf(html: string): { readonly fields: readonly string[]; readonly acts: readonly string[] }[] {
  return [...html.matchAll(/<form method="post"[^>]*>(.*?)<\/form>/gs)].map(([, body = '']) => ({
    fields: [
      ...new Set(
        [...body.matchAll(/<(?:input|select|textarea) [^>]*?name="([^"]+)"/g)].map(([, name = '']) => name),
      ),
    ],
    acts: [...body.matchAll(/name="press" value="([^"]*)"/g)].map(
      ([, value = '']) =>
        (
          JSON.parse(value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')) as {
            act: string;
          }
        ).act,
    ),
  }));
}
