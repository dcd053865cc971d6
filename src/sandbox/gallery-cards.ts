import type { RenderCard } from '../chat/card-renderer.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { asAppError } from '../errors.ts';
import type { Node } from './feishu/card-node.ts';
import { placedIn } from './feishu/card-tree.ts';
import { validateCard } from './feishu/card-validator.ts';
import type { SampleView } from './sample-views.ts';

/** One card of the gallery as its page shows it. */
export interface GalleryCard {
  readonly kind: CardKind;
  readonly name: string;
  /** The card's JSON 2.0; null when the template did not give any. */
  readonly card: unknown;
  readonly bytes: number;
  /** How many tagged elements the card has; the channel counts these. */
  readonly elements: number;
  /** What the channel's rules and the stand-in have against it. */
  readonly problems: readonly string[];
  /** The plain text that goes out when the channel refuses the card. */
  readonly text: string;
}

/** Draws a sample with the templates given; one that fails becomes a problem to read, not an error to lose the page to. */
export function galleryCard(
  { kind, name, view, text }: SampleView,
  render: RenderCard,
  lint: (cardJson: string) => readonly string[],
): GalleryCard {
  try {
    const json = render(kind, view);
    const card = JSON.parse(json) as Node;
    const fault = validateCard(card);
    return {
      kind,
      name,
      card,
      bytes: Buffer.byteLength(json),
      elements: placedIn(card).length,
      problems: [...lint(json), ...(fault === null ? [] : [`${fault.sub}: ${fault.message}`])],
      text,
    };
  } catch (error) {
    return { kind, name, card: null, bytes: 0, elements: 0, problems: [asAppError(error).message], text };
  }
}
