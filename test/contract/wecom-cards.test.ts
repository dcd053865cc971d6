import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { describe, expect, it } from 'vitest';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { STRANGERS_BUTTONS } from '../../src/actions/volunteer.ts';
import { cardRenderer } from '../../src/chat/card-renderer.ts';
import { lintCard } from '../../src/chat/wecom/card-linter.ts';
import { DIALECTS } from '../../src/cli/cards.ts';
import { fieldsOf, NO_FORMS } from '../../src/domain/form.ts';
import { SAMPLE_CARDS } from '../../src/sandbox/sample-cards.ts';
import { viewsOf } from '../../src/sandbox/sample-views.ts';
import { checkCard } from '../../src/sandbox/wecom/card-validator.ts';
import { type Node, nodesIn } from '../../src/sandbox/wecom/json.ts';

const render = cardRenderer('wecom');
const reach = DIALECTS.find(({ dialect }) => dialect === 'wecom')?.reach;

// Before the tests are defined, because each card has tests of its own name.
const cards = (await viewsOf(SAMPLE_CARDS, newId, reach)).map((sample) => {
  const json = render(sample.kind, sample.view);
  return { ...sample, title: `${sample.kind} · ${sample.name}`, json, drawn: JSON.parse(json) as Node };
});

describe.each(cards)('the card $title', ({ kind, card, view, json, drawn }) => {
  it('is accepted by the linter, and by the stand-in from the bot and from the app', () => {
    expect(lintCard(json)).toEqual([]);
    for (const channel of ['bot', 'app'] as const)
      for (const phase of ['send', 'update'] as const) checkCard(drawn, { channel, phase });
  });

  it('is found again by its own id', () => {
    expect(drawn['task_id']).toBe(card);
  });

  it('carries only buttons that somebody may press on such a card', () => {
    const rules = { ...BUTTONS, ...STRANGERS_BUTTONS };
    const values = valuesOf(drawn);
    expect(values.length).toBeGreaterThan(0);
    for (const { act, for: form, ...carried } of values) {
      const verb = act === 'ask' ? String(form) : String(act);
      expect([verb, rules[verb]?.on.includes(kind)]).toEqual([verb, true]);
      if (act === 'ask') expect(fieldsOf(verb, NO_FORMS), verb).not.toBeNull();
      expect(carried).toMatchObject({ card });
    }
  });

  it('stays within the limits whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (texts) => {
        let at = 0;
        const filled = mapTexts(view, (text) => (text === '' ? text : (texts[at++ % texts.length] ?? '')));
        const drawnSo = render(kind, { ...(filled as object), ...idsOf(view) });
        expect(lintCard(drawnSo)).toEqual([]);
        checkCard(JSON.parse(drawnSo), { channel: 'bot', phase: 'send' });
      }),
      { numRuns: 20 },
    );
  });

  it('says a notice where its reader looks, and opens its page where there is one', () => {
    const told = render(kind, { ...view, notice: '已记录您的评价。' });
    expect(told).toContain('已记录您的评价。');
    const paged = render(kind, { ...view, page: 'https://panhuo.example/p/token' });
    expect(lintCard(paged)).toEqual([]);
    if (kind !== 'check') expect(paged).toContain('https://panhuo.example/p/token');
  });
});

it('the cards of bot and app carry every verb but the picking of people, whom WeCom does not name', async () => {
  // The app finds people by a list of contacts, the bot does not.
  const ofApp = await viewsOf(
    SAMPLE_CARDS,
    newId,
    reach && { ...reach, findsPeople: true, hearsFiles: false },
  );
  const drawn = ofApp.map(({ kind, view }) => ({ kind, drawn: JSON.parse(render(kind, view)) as Node }));
  const shown = new Set(
    [...cards, ...drawn].flatMap(({ kind, drawn: card }) =>
      valuesOf(card).map(({ act, for: form }) => `${act === 'ask' ? form : act} on ${kind}`),
    ),
  );
  const allowed = Object.entries({ ...BUTTONS, ...STRANGERS_BUTTONS })
    .filter(([act]) => act !== 'show')
    .flatMap(([act, { on }]) => on.map((kind) => `${act} on ${kind}`));
  expect(allowed.filter((each) => !shown.has(each))).toEqual([
    // On the page, where there is room for so many choices.
    'open-rating on library',
    'filter-evaluations on evaluations',
    'search-library on library',
    'open-focus on library',
    'adopt-suggestion on focus',
    'dismiss-suggestion on focus',
    'rename-saved on saved-searches',
    // On the page, or in words: 周报 周五 16点.
    'plan-digest on digest',
    // On the page, for a card has one list to choose from.
    'pass-on on to-do',
    // In words: 盘活任务, 盘活任务 2026-12-31.
    'open-campaign on help',
    'plan-campaign on campaign',
    'open-intent on library',
    'recommend-picked on recommend',
  ]);
});

/** What the buttons of a card carry. */
function valuesOf(card: Node): Record<string, unknown>[] {
  return nodesIn(card['button_list']).map(({ key }) => JSON.parse(String(key)) as Record<string, unknown>);
}

/** Any text that a person or the platform may have written. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
  fc.constantFrom(
    ' ',
    '\n',
    '\u200b',
    '\u202e',
    '"}]}',
    '{{json card}}',
    '{{{card}}}',
    '</a>',
    '<@all>',
    '\\',
    '\u0000',
  ),
);

/** The ids of a view, which are no texts of people: they are made by the service. */
function idsOf(view: object): object {
  const ids = Object.entries(view).filter(([name]) => ['card', 'page', 'notice'].includes(name));
  return Object.fromEntries(ids);
}

/** Changes the texts of a view, but for what buttons carry. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [
    key,
    KEPT.has(key) ? each : mapTexts(each, change),
  ]);
  return Object.fromEntries(entries);
}

/** What the service itself makes: ids, verbs, addresses and fixed words. */
const KEPT: ReadonlySet<string> = new Set([
  'value',
  'type',
  'id',
  'card',
  'evaluation',
  'tint',
  'short',
  'label',
  'url',
  'pageNote',
]);
