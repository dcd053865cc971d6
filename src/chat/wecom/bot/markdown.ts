import { cutToBytes } from '../../cut-text.ts';
import { literalMarkdown } from '../words.ts';

/** The most bytes of UTF-8 that a message of a bot may have. */
const MAX_BYTES = 20_480;
/** The most of them that a title may take. */
const MAX_TITLE_BYTES = 1024;
/** Addresses stay whole, as far as nothing in them could be read as a sign; they show where they lead. */
const ADDRESS = /(https?:\/\/[\w\-.~:/?#@!$&+,;=%]+)/;

/** Writes a text that is shown literally, a title in bold before it, cut to what a message of a bot may hold. */
export function markdownOf(text: string, title: string | undefined): string {
  // Signs only grow, so what is beyond the limit before stays beyond it.
  const body = literal(cutToBytes(text, MAX_BYTES));
  if (title === undefined) return cutToBytes(body, MAX_BYTES);
  const words = cutToBytes(
    literal(cutToBytes(title.replace(/\s+/g, ' ').trim(), MAX_TITLE_BYTES)),
    MAX_TITLE_BYTES,
  );
  const head = words === '' ? '' : `**${words}**\n`;
  return head + cutToBytes(body, MAX_BYTES - Buffer.byteLength(head));
}

function literal(text: string): string {
  // Every second part is an address.
  return text
    .split(ADDRESS)
    .map((part, at) => (at % 2 === 1 ? part : literalPart(part)))
    .join('');
}

/**
 * Bots read more markdown than webhooks do: tables, lists, lines, text that is struck out or slanted, and signs written as entities
 * or after a backslash.
 */
function literalPart(text: string): string {
  return literalMarkdown(text)
    .replaceAll('\\', '＼')
    .replaceAll('|', '｜')
    .replaceAll('~', '～')
    .replaceAll(']:', ']：')
    .replaceAll('][', '] [')
    .replace(/&(?=#?\w+;)/g, '＆')
    .replace(/(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])/g, '＿')
    .replace(/^[^\S\n]*[-+=]+(?=\s|$)/gm, (signs) => signs.replace(/[-+=]/g, twinOf))
    .replace(/^([^\S\n]*\d{1,9})\.(?=\s)/gm, '$1．');
}

/** The full-width twin of a sign stands as far behind it as all of them do. */
function twinOf(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) + 0xfee0);
}
