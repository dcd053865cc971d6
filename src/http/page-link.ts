import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { SentCard } from '../stores/card-store.ts';
import { hasPage } from './page-renderer.ts';

/** Whose page a link opens, until when, and the fingerprint under which its first browser is remembered. */
export interface PageLink {
  readonly cardId: string;
  readonly memberId: string;
  readonly expiresAt: Date;
  readonly fingerprint: string;
}

/** Makes and reads the addresses of pages; each is for one member, one card and a few days. */
export interface PageLinks {
  /** The address of a card's page for one member; empty when there is none. The same all day long. */
  readonly linkTo: (card: Pick<SentCard, 'id' | 'kind'>, memberId: string, at: Date) => string;
  /** Reads the last part of an address; says what is wrong with one that opens nothing. */
  readonly read: (token: string, at: Date) => PageLink | 'forged' | 'expired';
  /** Marks a text that a browser keeps as ours; nobody else can. */
  readonly mark: (text: string) => string;
  /** Says whether a text was marked by us. */
  readonly isMarked: (text: string, mark: string) => boolean;
}

const DAY_MS = 24 * 60 * 60_000;
/** How long a link is good at least, in days; it ends with a day, so that a card drawn twice on one day has one link. */
const GOOD_DAYS = 7;

const ID_BYTES = 16;
const DAY_BYTES = 2;
const CONTENT_BYTES = 2 * ID_BYTES + DAY_BYTES;
/** 128 bits of the HMAC: nobody guesses them, and the address stays short. */
const MAC_BYTES = 16;

/** Makes page links signed with the newest key; without an address that phones can reach there are none. */
export function pageLinks(secrets: readonly string[], baseUrl: string | null): PageLinks {
  const signer = signerOf(secrets, 'panhuo page link');
  const marker = signerOf(secrets, 'panhuo page mark');
  return {
    linkTo: (card, memberId, at) => {
      if (secrets.length === 0 || baseUrl === null || !hasPage(card.kind)) return '';
      const content = contentOf(card.id, memberId, at);
      return `${baseUrl}/p/${Buffer.concat([content, signer.sign(content)]).toString('base64url')}`;
    },
    read: (token, at) => {
      const bytes = Buffer.from(token, 'base64url');
      // Buffer passes over what it cannot read; two spellings of one link would be one too many.
      if (bytes.length !== CONTENT_BYTES + MAC_BYTES || bytes.toString('base64url') !== token)
        return 'forged';
      const content = bytes.subarray(0, CONTENT_BYTES);
      if (!signer.verify(content, bytes.subarray(CONTENT_BYTES))) return 'forged';
      const link = linkIn(content);
      return link.expiresAt <= at ? 'expired' : link;
    },
    mark: (text) => marker.sign(Buffer.from(text)).toString('base64url'),
    isMarked: (text, mark) => marker.verify(Buffer.from(text), Buffer.from(mark, 'base64url')),
  };
}

/** The label keeps these keys apart from each other and from what else is derived from SECRET_KEY. */
function signerOf(secrets: readonly string[], label: string) {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', label, 32)));
  const macOf = (key: Buffer, content: Uint8Array) =>
    createHmac('sha256', key).update(content).digest().subarray(0, MAC_BYTES);
  return {
    sign: (content: Uint8Array): Buffer => {
      const [newest] = keys;
      return newest === undefined ? Buffer.alloc(0) : macOf(newest, content);
    },
    verify: (content: Uint8Array, mac: Uint8Array): boolean =>
      mac.length === MAC_BYTES && keys.some((key) => timingSafeEqual(mac, macOf(key, content))),
  };
}

function contentOf(cardId: string, memberId: string, at: Date): Buffer {
  const day = Buffer.alloc(DAY_BYTES);
  day.writeUInt16BE(Math.floor(at.getTime() / DAY_MS) + 1 + GOOD_DAYS);
  return Buffer.concat([bytesOf(cardId), bytesOf(memberId), day]);
}

function linkIn(content: Buffer): PageLink {
  return {
    cardId: idOf(content.subarray(0, ID_BYTES)),
    memberId: idOf(content.subarray(ID_BYTES, 2 * ID_BYTES)),
    expiresAt: new Date(content.readUInt16BE(2 * ID_BYTES) * DAY_MS),
    // Of what the link says and not of how it is signed: a new key makes no second link of it.
    fingerprint: createHash('sha256').update(content).digest('hex'),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function bytesOf(id: string): Buffer {
  if (!UUID.test(id)) throw new AppError('bug', 'page_id_odd', 'an id is no UUID', { facts: { id } });
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
