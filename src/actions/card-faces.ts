import { createHash } from 'node:crypto';
import type { Capabilities } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { type CardView, cardView, type ViewSettings } from '../reads/card-view.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** How cards look on one connection. */
export interface Face {
  readonly can: Capabilities;
  readonly render: (kind: CardKind, view: object) => string;
}

/** What drawing cards needs: the face of each connection, null for one that is not configured, and what views depend on. */
export interface Faces {
  readonly faceOf: (connection: string) => Face | null;
  readonly view: ViewSettings;
}

/** A card drawn for a reader: what he sees, and what is remembered of it. */
export interface DrawnCard {
  readonly json: string;
  readonly seen: CardView;
  /** Fingerprint of the card without the notice, which is gone with the next change. */
  readonly shown: string;
}

/** Draws a card as its reader sees it now; `reader` is who looks at his own copy of a group's card. */
export async function drawCard(
  tx: Tx,
  card: SentCard,
  { face, view }: { readonly face: Face; readonly view: ViewSettings },
  looks: { readonly reader?: string; readonly notice?: string } = {},
): Promise<DrawnCard> {
  const seen = await cardView(tx, card, view, looks.reader ?? card.viewerId);
  const { notice = '' } = looks;
  const json = face.render(seen.kind, { ...seen.view, notice });
  // Neither a notice nor a link that was made anew is a change worth an edit.
  const lasting = { ...seen.view, notice: '', page: seen.page === '' ? '' : 'page' };
  return { json, seen, shown: fingerprint(face.render(seen.kind, lasting)) };
}

function fingerprint(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}
