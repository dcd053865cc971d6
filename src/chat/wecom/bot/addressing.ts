/** A name that ends like this could go on: `@Bot` is not meant by `@Bots`. */
const OPEN_ENDED = /[0-9A-Za-z_]$/;
const LETTER_NEXT = '(?![0-9A-Za-z_])';
/** The blanks that clients put after a mention; line ends belong to the text. */
const BLANKS = '[^\\S\\n]*';
const FIRST_MENTION = new RegExp(`^\\s*@\\S+${BLANKS}`);

/**
 * Makes what takes the mentions of a bot out of a text. Mentions carry no ids, and a bot may have been renamed: where
 * its known name is not in a text that must hold a mention, the mention at the start of the text is taken for it.
 */
export function mentionRemover(name: string): (text: string, mustMention: boolean) => string {
  const words = name.trim().split(/\s+/).map(literally).join('\\s{1,9}');
  const known = new RegExp(`@${words}${OPEN_ENDED.test(name.trim()) ? LETTER_NEXT : ''}${BLANKS}`, 'g');
  return (text, mustMention) => {
    const without = text.replace(known, '');
    const isUnknown = mustMention && without === text;
    return (isUnknown ? text.replace(FIRST_MENTION, '') : without).trim();
  };
}

function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
