import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Handlebars, { type HelperOptions } from 'handlebars';
import type { CardKind } from '../domain/card-kind.ts';
import { projectPath } from '../root.ts';

/** The pages there are: one for each card that has one, the operator's, the one that opens a link, and the one that says why none is shown. */
export type PageName = (typeof NAMES)[number];

/** What was typed before a refusal, to be shown again: the button, the answer it was about, and the fields. */
export interface Kept {
  readonly act: string;
  readonly about: string;
  readonly typed: Readonly<Record<string, string>>;
}

/** Turns a page's view into HTML. */
export interface PageRenderer {
  readonly render: (name: PageName, view: object) => string;
  /** What browsers may do with our pages: show them with our style, run our two scripts, and send forms to us. */
  readonly headers: Readonly<Record<string, string>>;
}

const NAMES = [
  'patent',
  'portfolio',
  'returned',
  'review',
  'enterprise-evaluation',
  'detail',
  'intent',
  'demand',
  'help',
  'admin-profile',
  'application',
  'application-review',
  'experts',
  'evaluations',
  'library',
  'focus',
  'saved-searches',
  'needs',
  'work-list',
  'import',
  'recommend',
  'campaign',
  'digest',
  'to-do',
  'overview',
  'overview-sign-in',
  'opening',
  'trouble',
] as const;

/** Says whether a card has a page; a check is about the card itself. */
export function hasPage<K extends CardKind>(kind: K): kind is K & PageName {
  return NAMES.some((name) => name === kind);
}

const PARTIALS = [
  'layout',
  'facts',
  'line',
  'text',
  'button',
  'form-fields',
  'cooperation',
  'similar',
  'reasons',
];

/** Sends the form of the opening page; programs that draw previews of links run no scripts. */
const SCRIPT = 'document.forms[0].submit()';

const HELPERS = {
  /** A value as JSON; escaped like any text. */
  json: (value: unknown): string => JSON.stringify(value),
  /** What was typed into a field of a button's form before it was refused, or what else stands there. */
  kept(act: string, name: string, otherwise: string, { data, hash }: HelperOptions): string {
    const kept = (data as { root: { kept: Kept | null } }).root.kept;
    const { about = '' } = hash as { about?: string };
    return kept?.act === act && kept.about === about ? (kept.typed[name] ?? '') : otherwise;
  },
  same: (one: unknown, other: unknown): boolean => one === other,
  /** Says whether a choice is among several, as they are sent or as they are written out. */
  among: (one: unknown, several: unknown): boolean => String(several).split(/[,、]/).includes(String(one)),
};

/** Compiles all pages once; one that does not parse stops the start, not a reader. */
export function pageRenderer(): PageRenderer {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS);
  const knownHelpers = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true]));
  const options = { strict: true, knownHelpersOnly: true, knownHelpers };
  // Left to itself, the compiler would read a page when it is shown first.
  const compiled = (text: string) => handlebars.compile(handlebars.parse(text), options);
  const style = source('style.css');
  // Puts a button beside what is there to be copied; without scripts it can be marked and copied all the same.
  const copying = source('copy-script.js');
  handlebars.registerPartial('style', compiled(style));
  handlebars.registerPartial('copy-script', compiled(copying));
  for (const name of PARTIALS) handlebars.registerPartial(name, compiled(source(`${name}.hbs`)));
  const templates = new Map(NAMES.map((name) => [name, compiled(source(`${name}.hbs`))]));
  return {
    render: (name, view) => templates.get(name)?.({ script: SCRIPT, ...view }) ?? '',
    headers: headersFor(style, copying),
  };
}

/**
 * Style and scripts never change, so their hashes name them, and no text of a page can pass for either. The referrer stays
 * with us, for an address is a key; without any, browsers would not say either where a form comes from.
 */
function headersFor(style: string, copying: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src ${hashOf(style)}`,
      `script-src ${hashOf(SCRIPT)} ${hashOf(copying)}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function source(file: string): string {
  return readFileSync(projectPath('pages', file), 'utf8').trimEnd();
}
