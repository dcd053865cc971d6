import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { describe, expect, it } from 'vitest';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { STRANGERS_BUTTONS } from '../../src/actions/volunteer.ts';
import { cardRenderer } from '../../src/chat/card-renderer.ts';
import { lintCard } from '../../src/chat/feishu/card-linter.ts';
import { CARD_KINDS, type CardKind } from '../../src/domain/card-kind.ts';
import type { EnterpriseEvaluationCard } from '../../src/reads/enterprise-evaluation-card.ts';
import { projectPath } from '../../src/root.ts';
import { callbackOf } from '../../src/sandbox/feishu/card-form.ts';
import type { Node } from '../../src/sandbox/feishu/card-node.ts';
import { placedIn } from '../../src/sandbox/feishu/card-tree.ts';
import { validateCard } from '../../src/sandbox/feishu/card-validator.ts';
import { SAMPLE_CARDS } from '../../src/sandbox/sample-cards.ts';
import { viewsOf } from '../../src/sandbox/sample-views.ts';

const MAX_BYTES = 28 * 1024;
/** What cards of Feishu need no button for: they are edited by themselves, and an admin picks people on them. */
const NEEDLESS = ['show', 'volunteer'];
const render = cardRenderer('feishu');

// Before the tests are defined, because each card has tests of its own name.
const cards = (await viewsOf(SAMPLE_CARDS, newId)).map((sample) => {
  const json = render(sample.kind, sample.view);
  return { ...sample, title: `${sample.kind} · ${sample.name}`, json, drawn: JSON.parse(json) as Node };
});

describe.each(cards)('the card $title', ({ kind, card, view, json, drawn, text }) => {
  it('is accepted by the rules of its channel and by the stand-in', () => {
    expect(lintCard(json)).toEqual([]);
    expect(validateCard(drawn)).toBeNull();
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('has a text for a channel that refuses it', () => {
    expect(text.trim()).not.toBe('');
  });

  it('names itself on every button that calls back, and every other opens a secure page', () => {
    for (const button of buttonsOf(drawn)) {
      const callback = callbackOf(button);
      const opens = { behaviors: [{ type: 'open_url', default_url: expect.stringMatching(/^https:/) }] };
      if (callback) expect(callback.value).toMatchObject({ card, act: expect.any(String) });
      else expect(button).toMatchObject(opens);
    }
  });

  it('keeps every text in its place, whatever it holds', () => {
    const places = drawWith(kind, view, (at) => `⟦${at}⟧`);
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 8 }), (texts) => {
        const textAt = (at: number) => texts[at % texts.length] ?? '';
        const fill = (text: string) => text.replace(/^⟦(\d+)⟧$/, (_, at) => textAt(Number(at)));
        expect(drawWith(kind, view, textAt)).toEqual(mapTexts(places, fill));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the sample cards', () => {
  it.each(CARD_KINDS)('show a %s card in both ways at every condition of its template', (kind) => {
    const views = viewsOfKind(kind);
    expect(views.length).toBeGreaterThan(0);
    expect(oneSided(conditionsOf(templateOf(kind)), views)).toEqual([]);
  });

  it.each(CARD_KINDS)('show a %s card with every yes and every no of its view', (kind) => {
    const views = viewsOfKind(kind);
    const answers = Object.entries(views[0] ?? {}).filter(([, value]) => typeof value === 'boolean');
    expect(answers.length).toBeGreaterThan(0);
    expect(oneSided(new Set(answers.map(([name]) => name)), views)).toEqual([]);
  });

  it('miss a state when only one side of it is shown', () => {
    const conditions = conditionsOf(
      '{{#if open}}{{else}}{{/if}}{{#unless late}}{{/unless}}{{#if done}}{{/if}}',
    );
    const views = [
      { open: true, late: false, done: '' },
      { open: true, late: true, done: '' },
    ];
    expect(oneSided(conditions, views)).toEqual(['open', 'done']);
  });

  it('carry every verb on every kind of card that allows it, and no other', () => {
    const shown = cards.flatMap(({ kind, drawn }) =>
      buttonsOf(drawn).flatMap((button) => {
        const value = callbackOf(button)?.value as { act: string } | undefined;
        return value === undefined ? [] : [`${value.act} on ${kind}`];
      }),
    );
    const allowed = Object.entries({ ...BUTTONS, ...STRANGERS_BUTTONS })
      .filter(([act]) => !NEEDLESS.includes(act))
      .flatMap(([act, { on }]) => on.map((kind) => `${act} on ${kind}`));
    expect([...new Set(shown)].sort()).toEqual(allowed.sort());
  });

  it('have names of their own', () => {
    expect(new Set(cards.map(({ title }) => title)).size).toBe(cards.length);
  });
});

it('a review card with no room for all decided answers says how many it leaves out', () => {
  const longest = cards.find(({ title }) => title === 'review · 50 条，每条最长');
  expect(longest?.json).toContain('另有 35 条未列出。');
});

it('the text that stands in for an evaluation to be entered by hand holds what is to be entered', () => {
  const [byHand] = cards.filter(({ title }) => title === 'enterprise-evaluation · 已确认，待人工填报');
  const view: Partial<EnterpriseEvaluationCard> = { ...byHand?.view };
  for (const part of [view.number, view.stars, view.opinion]) expect(byHand?.text).toContain(part);
});

/** Any text but the empty one, which a template may leave out; among them what JSON and templates give a meaning. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        '"',
        '\\',
        '\\"',
        '"}]}',
        '{{json card}}',
        '{{{card}}}',
        '{{/if}}',
        '$&',
        '\n',
        '\u2028',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

function drawWith(kind: CardKind, view: object, textAt: (at: number) => string): unknown {
  let at = 0;
  const filled = mapTexts(view, (text) => {
    if (text === '') return text;
    at += 1;
    return textAt(at - 1);
  });
  return JSON.parse(render(kind, filled as object));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
}

function buttonsOf(card: Node): Node[] {
  return placedIn(card).flatMap(({ node, tag }) => (tag === 'button' ? [node] : []));
}

function viewsOfKind(kind: CardKind): Readonly<Record<string, unknown>>[] {
  return cards.filter((card) => card.kind === kind).map(({ view }) => ({ ...view }));
}

/** A kind's template with the pieces it shares with others. */
function templateOf(kind: CardKind): string {
  const source = (name: string) => readFileSync(projectPath('cards', `${name}.hbs`), 'utf8');
  return source(`${kind}.feishu`).replace(/\{\{> ([\w.-]+)[^}]*\}\}/g, (_, name: string) => source(name));
}

function conditionsOf(template: string): Set<string> {
  return new Set([...template.matchAll(/\{\{#(?:if|unless) (\w+)\}\}/g)].map(([, name = '']) => name));
}

/** The conditions that the views answer always or never with yes. */
function oneSided(conditions: ReadonlySet<string>, views: readonly Readonly<Record<string, unknown>>[]) {
  return [...conditions].filter((name) => new Set(views.map((view) => holds(view[name]))).size < 2);
}

/** What a template takes for yes: an empty list is none to it. */
function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
