/** An opening, closing or empty tag: its name without namespace prefix, and its text from `<` to before `>`. */
export interface XmlTag {
  readonly name: string;
  readonly text: string;
}

const NAME = /^<\/?(?:[^\s/:]*:)?([^\s/:]*)/;

/**
 * Walks over the tags of an XML text. Ends with false at what office programs never write and what a parser that reads in chunks
 * may understand in another way: comments, CDATA, document types, instructions after the first, angle brackets inside a tag's
 * quotes, and an unfinished tag; true means that every tag was seen.
 */
export function* xmlTags(xml: string): Generator<XmlTag, boolean> {
  let start = xml.indexOf('<');
  if (xml.startsWith('<?', start)) start = xml.indexOf('<', xml.indexOf('?>', start) + 2);
  while (start !== -1) {
    const mark = xml[start + 1];
    const end = mark === '!' || mark === '?' ? -1 : tagEnd(xml, start + 1);
    if (end === -1) return false;
    const text = xml.slice(start, end);
    yield { name: NAME.exec(text)?.[1] ?? '', text };
    start = xml.indexOf('<', end);
  }
  return true;
}

function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const char = xml[at];
    if (char === '<' || (char === '>' && quote !== '')) return -1;
    if (char === '>') return at;
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
  }
  return -1;
}

/** Reads an attribute of a tag by its name without prefix; null when the tag has none. */
export function attributeOf(tag: XmlTag, name: string): string | null {
  const found = new RegExp(`[\\s"'](?:[^\\s:="']+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag.text);
  return found === null ? null : (found[1] ?? found[2] ?? '');
}
