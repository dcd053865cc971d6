import type { RenderCard } from '../chat/card-renderer.ts';
import type { CardDialect } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { Reach } from '../domain/connection.ts';
import { asAppError } from '../errors.ts';
import type { Node } from './feishu/card-node.ts';
import { placedIn } from './feishu/card-tree.ts';
import { validateCard } from './feishu/card-validator.ts';
import type { SampleView } from './sample-views.ts';
import { checkCard } from './wecom/card-validator.ts';

/** How cards are drawn and judged in one dialect. */
export interface GalleryDialect {
  readonly dialect: CardDialect;
  /** What a connection of it can do: views depend on it. */
  readonly reach: Reach;
  /** True when the whole content goes out as a text before each card. */
  readonly leads: boolean;
  /** Compiles the templates as they are at this moment. */
  readonly renderer: () => RenderCard;
  readonly lint: (cardJson: string) => readonly string[];
}

/** One card in one dialect as the page shows it. */
export interface GalleryFace {
  readonly dialect: CardDialect;
  /** The card's JSON; null when the template did not give any. */
  readonly card: unknown;
  readonly bytes: number;
  /** What the channel's rules and the stand-in have against it. */
  readonly problems: readonly string[];
  /** The text that goes before it; empty when there is none. */
  readonly lead: string;
}

/** One card of the gallery: a sample in every dialect. */
export interface GalleryCard {
  readonly kind: CardKind;
  readonly name: string;
  readonly faces: readonly GalleryFace[];
  /** The plain text that goes out when a channel refuses the card. */
  readonly text: string;
}

/** Draws a sample in one dialect; one that fails becomes a problem to read, not an error to lose the page to. */
export function galleryFace(
  { kind, view, lead }: SampleView,
  { dialect, leads, lint }: GalleryDialect,
  render: RenderCard,
): GalleryFace {
  const before = leads && lead !== null ? [lead.title, lead.text, lead.hint].join('\n').trim() : '';
  try {
    const json = render(kind, view);
    const card = JSON.parse(json) as Node;
    const bytes = Buffer.byteLength(json);
    return { dialect, card, bytes, problems: [...lint(json), ...FAULTS[dialect](card)], lead: before };
  } catch (error) {
    return { dialect, card: null, bytes: 0, problems: [asAppError(error).message], lead: before };
  }
}

/** What the stand-in of a product has against a card. */
const FAULTS: Readonly<Record<CardDialect, (card: Node) => readonly string[]>> = {
  feishu: (card) => {
    const fault = validateCard(card);
    return fault === null ? [] : [`${fault.sub}: ${fault.message} (${placedIn(card).length} elements)`];
  },
  wecom: (card) => {
    try {
      checkCard(card, { channel: 'bot', phase: 'send' });
      return [];
    } catch (error) {
      return [asAppError(error).message];
    }
  },
};
