const CUT = '…';

/** Cuts a text to at most so many bytes of UTF-8, between two characters, with … where something was lost. */
export function cutToBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  let left = most - Buffer.byteLength(CUT);
  for (const character of text) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept + CUT;
}
