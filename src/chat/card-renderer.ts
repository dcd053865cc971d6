import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { CARD_KINDS, type CardKind } from '../domain/card-kind.ts';
import { AppError } from '../errors.ts';
import { projectPath } from '../root.ts';
import type { ChannelName } from './port.ts';

/** Turns a card's view into the channel's JSON; compact, because the channel counts bytes. */
export type RenderCard = (kind: CardKind, view: object) => string;

/** Pieces that several cards share, by the name templates call them. */
const PARTIALS = ['stars', 'facts'] as const;

/** Templates know this helper and no other; every hole is `{{json …}}`, so no text can break out of its string. */
const HELPERS = {
  json: (value: unknown): string => {
    if (value === undefined)
      throw new AppError('bug', 'card_view_incomplete', 'a card template asks for a value its view lacks');
    return JSON.stringify(value);
  },
};

/** Compiles all templates of a channel once; a template that does not parse stops the start, not a click. */
export function cardRenderer(channel: ChannelName): RenderCard {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(HELPERS);
  for (const name of PARTIALS) handlebars.registerPartial(`${name}.${channel}`, source(name, channel));
  const options = { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers: { json: true } };
  const templates = new Map(
    CARD_KINDS.map((kind) => [kind, handlebars.compile(source(kind, channel), options)]),
  );

  return (kind, view) => {
    const template = templates.get(kind);
    if (!template)
      throw new AppError('bug', 'card_template_missing', 'a card has no template', { facts: { kind } });
    return JSON.stringify(JSON.parse(template(view)));
  };
}

function source(name: string, channel: ChannelName): string {
  return readFileSync(projectPath('cards', `${name}.${channel}.hbs`), 'utf8');
}
