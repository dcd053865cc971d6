import type { Logger } from 'pino';
import {
  cardOpenedBy,
  type PagePress,
  type PageReader,
  pageReader,
  pressOnPage,
} from '../actions/page-reader.ts';
import type { Notice } from '../chat/port.ts';
import { maskNationalIds } from '../domain/national-id.ts';
import { may } from '../domain/permissions.ts';
import { asAppError } from '../errors.ts';
import { cardView, type ViewSettings } from '../reads/card-view.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import type { PageLink, PageLinks } from './page-link.ts';
import { hasPage, type Kept, type PageName } from './page-renderer.ts';
import { noticeFor, TROUBLES, type Trouble } from './page-troubles.ts';

/** What visits of pages take from the process around them. */
export interface PageWorld {
  readonly inTransaction: InTransaction;
  readonly log: Logger;
  readonly now: () => Date;
  readonly links: PageLinks;
  readonly view: ViewSettings;
  /** Called after a commit that may have promised something, to wake the relay. */
  readonly promised: () => void;
}

/** A browser with a link that is good. */
export interface Visit {
  readonly link: PageLink;
  /** The fingerprint of the browser's secret; null while it has none. */
  readonly browser: string | null;
  /** Which page or entry of the card is asked for; empty for where the card itself is open. */
  readonly to: string;
  /** Where this page is found again. */
  readonly address: string;
}

/** What a visit comes to: a page, the question whether to open it, another address, or why there is nothing. */
export type Outcome =
  | { readonly kind: 'page'; readonly name: PageName; readonly view: object }
  | { readonly kind: 'opening' }
  | { readonly kind: 'go'; readonly to: string; readonly notice: Notice | null }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Shows a page to the browser whose own its link is; a link that nobody has opened asks first, and is not opened yet. */
export function showPage(world: PageWorld, visit: Visit, notice: Notice | null): Promise<Outcome> {
  return world.inTransaction(
    async (tx) =>
      (await closedTo(tx, visit)) ?? drawPage(tx, world, visit, await pageReader(tx, visit.link), { notice }),
  );
}

/** Makes a link the browser's own, unless it is another's, or the page would not be shown. */
export function openPage(
  { inTransaction }: PageWorld,
  { link, browser, address }: Visit & { readonly browser: string },
): Promise<Outcome> {
  return inTransaction(async (tx) => {
    if (!(await takeLink(tx, link, browser))) return { kind: 'trouble', trouble: TROUBLES.other };
    await pageReader(tx, link);
    return { kind: 'go', to: address, notice: null };
  });
}

/**
 * Does what a button of a page asks and leads back to the page, or to that of the card it has opened. A refusal leaves
 * nothing behind and shows the page with what was typed.
 */
export async function pressPage(world: PageWorld, visit: Visit, press: PagePress): Promise<Outcome> {
  try {
    return await world.inTransaction(async (tx) => {
      const closed = await closedTo(tx, visit);
      if (closed) return closed;
      const reader = asShown(visit, await pageReader(tx, visit.link));
      const notice = await pressOnPage(tx, reader, press);
      const opened = await openedPage(tx, world, visit, reader, press.act);
      // A card that was turned is looked at where it is open now.
      const there = tx.cards.turned.has(reader.card.id) ? visit.address.replace(/\?.*$/, '') : visit.address;
      return { kind: 'go', to: opened ?? there, notice };
    });
  } catch (error) {
    const failure = asAppError(error);
    if (failure.kind !== 'refused') throw failure;
    world.log.info({ refusal: failure.code }, 'a press on a page was refused');
    const looks = { notice: noticeFor(failure), kept: keptOf(press) };
    return world.inTransaction(async (tx) =>
      drawPage(tx, world, visit, await pageReader(tx, visit.link), looks),
    );
  } finally {
    world.promised();
  }
}

/** What is pressed on the page of one's own card is meant of the place the page shows; the card's may be another one. */
function asShown({ to }: Visit, reader: PageReader): PageReader {
  const { card, member } = reader;
  return to === '' || card.viewerId !== member.id ? reader : { ...reader, card: { ...card, turnedTo: to } };
}

/** Why a browser may not see a page: the link is another's, or nobody's yet. */
async function closedTo(tx: Tx, { link: { fingerprint }, browser }: Visit): Promise<Outcome | null> {
  if (browser !== null && (await tx.pageVisits.has(fingerprint, browser))) return null;
  return (await tx.pageVisits.isTaken(fingerprint))
    ? { kind: 'trouble', trouble: TROUBLES.other }
    : { kind: 'opening' };
}

function takeLink(tx: Tx, { fingerprint: link, expiresAt }: PageLink, browser: string): Promise<boolean> {
  return tx.pageVisits.take({ link, browser, expiresAt });
}

/** The page of the card that a press has opened, this browser's own at once; null where it is another's already. */
async function openedPage(
  tx: Tx,
  { links }: PageWorld,
  { browser }: Visit,
  reader: PageReader,
  act: string,
): Promise<string | null> {
  const card = cardOpenedBy(tx, reader, act);
  if (!card || browser === null) return null;
  const address = links.linkTo(card, reader.member.id, tx.at);
  const link = links.read(address.slice(address.lastIndexOf('/') + 1), tx.at);
  return typeof link !== 'string' && (await takeLink(tx, link, browser)) ? address : null;
}

/** Draws a card's page as its reader's own: he sees what he may, also of a card that hangs in a group. */
async function drawPage(
  tx: Tx,
  { view: settings }: PageWorld,
  { to }: Visit,
  { card, member }: PageReader,
  looks: { readonly notice: Notice | null; readonly kept?: Kept },
): Promise<Outcome> {
  const own = { ...card, viewerId: member.id, turnedTo: to === '' ? card.turnedTo : to };
  const { kind, view } = await cardView(tx, own, settings);
  if (!hasPage(kind)) return { kind: 'trouble', trouble: TROUBLES.forged };
  const allowed = {
    rate: may(member, 'rate'),
    evaluate: may(member, 'evaluate'),
    intent: may(member, 'send-intent'),
  };
  return { kind: 'page', name: kind, view: { ...view, may: allowed, kept: null, ...looks } };
}

/** What may be a national ID number is not shown again, not even to whoever has typed it (rule 27). */
function keptOf({ act, carried: { evaluation }, typed }: PagePress): Kept {
  return {
    act,
    about: typeof evaluation === 'string' ? evaluation : '',
    typed: Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, maskNationalIds(text)])),
  };
}
