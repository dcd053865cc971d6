/** A part of a message to the app: text, a number, fields by name, or several parts under one name. */
export type XmlPart = string | number | bigint | XmlFields | readonly XmlPart[];

/** Fields by the name of their element. */
export interface XmlFields {
  readonly [name: string]: XmlPart;
}

/** Writes a message as the platform does: texts in CDATA, numbers bare, lists as one element after the other. */
export function xml(fields: XmlFields): string {
  return `<xml>${inner(fields)}</xml>`;
}

function inner(fields: XmlFields): string {
  return Object.entries(fields)
    .flatMap(([name, part]) => partsOf(part).map((one) => `<${name}>${content(one)}</${name}>`))
    .join('');
}

function partsOf(part: XmlPart): readonly XmlPart[] {
  return isList(part) ? part : [part];
}

function content(part: XmlPart): string {
  if (typeof part === 'number' || typeof part === 'bigint') return String(part);
  // The end of a CDATA section inside a text is split over two sections.
  if (typeof part === 'string') return `<![CDATA[${part.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return isList(part) ? part.map(content).join('') : inner(part);
}

function isList(part: XmlPart): part is readonly XmlPart[] {
  return Array.isArray(part);
}
