import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { CARD_KINDS, type CardKind } from '../domain/card-kind.ts';
import { AppError } from '../errors.ts';
import { projectPath } from '../root.ts';
import { CARD_HELPERS } from './card-helpers.ts';
import type { CardDialect } from './port.ts';

/** Turns a card's view into the channel's JSON; compact, because the channel counts bytes. */
export type RenderCard = (kind: CardKind, view: object) => string;

/** Pieces that several cards share, by the name templates call them. */
const PARTIALS: Readonly<Record<CardDialect, readonly string[]>> = {
  feishu: ['stars', 'facts', 'form-fields', 'cooperation'],
  wecom: ['facts', 'cooperation'],
};

/** Compiles all templates of a dialect once; a template that does not parse stops the start, not a click. */
export function cardRenderer(dialect: CardDialect): RenderCard {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(CARD_HELPERS);
  for (const name of PARTIALS[dialect])
    handlebars.registerPartial(`${name}.${dialect}`, source(name, dialect));
  const knownHelpers = Object.fromEntries(Object.keys(CARD_HELPERS).map((name) => [name, true]));
  const options = { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers };
  const templates = new Map(
    CARD_KINDS.map((kind) => [kind, handlebars.compile(Handlebars.parse(source(kind, dialect)), options)]),
  );

  return (kind, view) => {
    const template = templates.get(kind);
    if (!template)
      throw new AppError('bug', 'card_template_missing', 'a card has no template', { facts: { kind } });
    return JSON.stringify(JSON.parse(template(view)));
  };
}

function source(name: string, dialect: CardDialect): string {
  return readFileSync(projectPath('cards', `${name}.${dialect}.hbs`), 'utf8');
}
