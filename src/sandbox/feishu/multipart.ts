/** One part of a multipart body; a part without a filename is just as good as one with. */
export interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

const HEADER_END = Buffer.from('\r\n\r\n');

/** Splits a multipart/form-data body into its parts; an unreadable body has none. */
export function splitMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  // The first delimiter has no line break before it; with one put there all are alike.
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const pieces = splitBuffer(Buffer.concat([Buffer.from('\r\n'), body]), delimiter);
  return pieces.slice(1, -1).flatMap(readPart);
}

function splitBuffer(body: Buffer, delimiter: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, from)) {
    pieces.push(body.subarray(from, at));
    from = at + delimiter.length;
  }
  return [...pieces, body.subarray(from)];
}

function readPart(piece: Buffer): Part[] {
  const end = piece.indexOf(HEADER_END);
  if (end === -1) return [];
  const name = /[; ]name="([^"]*)"/i.exec(piece.subarray(0, end).toString('utf8'))?.[1];
  return name === undefined ? [] : [{ name, bytes: piece.subarray(end + HEADER_END.length) }];
}
