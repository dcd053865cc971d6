import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { type AppError, malformed } from '../../../errors.ts';

/** Real messages nest five elements deep; approvals, of which we have no use, a few more. */
const MAX_DEPTH = 20;
/** What a person can type is far shorter, even encrypted. */
const MAX_BYTES = 64 * 1024;
const CDATA_BEGIN = '<![CDATA[';
const CDATA_END = ']]>';

const REPEATED: readonly string[] = ['SelectedItem', 'OptionId'];

const parser = new XMLParser({
  ignoreAttributes: true,
  // Ids are numbers of 64 bits: read as numbers they would change.
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: MAX_DEPTH,
  isArray: (name) => REPEATED.includes(name),
});

const Root = z.object({ xml: z.record(z.string(), z.unknown()) });

/**
 * Reads the fields of an XML message. WeCom writes elements and CDATA and nothing else: whatever declares something
 * (types, entities), comments, instructs, is too deep or too long is refused as `malformed` before it can do harm.
 */
export function readXml(text: string): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(text) > MAX_BYTES || /<[!?]/.test(outsideCdata(text))) throw unreadable();
  const root = Root.safeParse(parsed(text));
  if (!root.success) throw unreadable();
  return root.data.xml;
}

// Not by a regular expression: those that would do take quadratic time over sections that never end.
function outsideCdata(text: string): string {
  let outside = '';
  let at = 0;
  for (;;) {
    const begin = text.indexOf(CDATA_BEGIN, at);
    if (begin < 0) return outside + text.slice(at);
    const end = text.indexOf(CDATA_END, begin);
    if (end < 0) throw unreadable();
    outside += text.slice(at, begin);
    at = end + CDATA_END.length;
  }
}

function parsed(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    // The parser's words repeat the message.
    throw unreadable();
  }
}

function unreadable(): AppError {
  return malformed('wecom_xml_unreadable', 'the body of a WeCom request is not its XML');
}
