import { crc32 } from 'node:zlib';

const VERSION = 20;

/** Packs parts into a zip archive without compression, so that a reader sees these bytes and no others. */
export function packZip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of parts) {
    const label = Buffer.from(name);
    const shared = entryHead(label, data);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, label, data]);
    files.push(local);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), u16(VERSION), shared, Buffer.alloc(10), u32(offset), label]),
    );
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const count = u16(parts.size);
  const end = [Buffer.from('PK\x05\x06'), u32(0), count, count, u32(size), u32(offset), u16(0)];
  return Buffer.concat([...files, ...directory, ...end]);
}

/** The 26 bytes that an entry has in the directory and before its data: version, flags, method, time, checksum, sizes. */
function entryHead(label: Buffer, data: Buffer): Buffer {
  const size = u32(data.length);
  return Buffer.concat([
    u16(VERSION),
    Buffer.alloc(8),
    u32(crc32(data)),
    size,
    size,
    u16(label.length),
    u16(0),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
