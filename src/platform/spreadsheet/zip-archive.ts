import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { AppError } from '../../errors.ts';
import { fileError } from './row-problems.ts';

const inflate = promisify(inflateRaw);

const END_RECORD = Buffer.from([0x50, 0x4b, 5, 6]);
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const END_SEARCH = 22 + 0xffff;

/** A workbook has a dozen parts; pictures and charts add some. */
const MAX_ENTRIES = 2000;
/** All parts together when unpacked: 20,000 rows with long abstracts take about 40 MB, and reading takes several times as much. */
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
/** Spreadsheet XML packs 10 to 50 times smaller; bombs reach 1000. Small parts may pack better and do no harm. */
const MAX_RATIO = 200;
const RATIO_FREE_BYTES = 1024 * 1024;

interface Entry {
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** A zip archive that has been checked against bombs by its directory. */
export interface ZipArchive {
  /** Unpacks one entry; null when there is none of that name. Throws `malformed` when it is larger than declared. */
  read(name: string): Promise<Buffer | null>;
}

/** Reads the directory of a zip archive; throws `malformed` when it is broken, encrypted or declares more than a workbook would. */
export function openZip(bytes: Buffer): ZipArchive {
  const entries = directoryOf(bytes);
  let total = 0;
  for (const { packed, unpacked } of entries.values()) {
    total += unpacked;
    if (unpacked > RATIO_FREE_BYTES && unpacked > packed * MAX_RATIO) throw bomb();
  }
  if (total > MAX_UNPACKED_BYTES) throw bomb();
  return {
    read: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? null : unpack(bytes, entry);
    },
  };
}

function directoryOf(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = bytes.lastIndexOf(END_RECORD);
  if (end < Math.max(0, bytes.length - END_SEARCH) || end + 22 > bytes.length) throw broken();
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw bomb();
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL_ENTRY) throw broken();
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), {
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function unpack(bytes: Buffer, { flags, method, packed, unpacked, offset }: Entry): Promise<Buffer> {
  const encrypted = (flags & 1) === 1;
  if (encrypted || offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_ENTRY) throw broken();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return data;
  if (method !== 8 || unpacked === 0) throw broken();
  try {
    // The limit makes the declared size binding, whatever the data would grow to.
    return await inflate(data, { maxOutputLength: unpacked });
  } catch {
    throw broken();
  }
}

/** Makes the error for bytes that are not a readable workbook. */
export function broken(): AppError {
  return fileError(
    'workbook_broken',
    'the workbook is damaged, encrypted or not a workbook',
    '文件打不开：可能已损坏或设有密码，请用 Excel 打开后另存为没有密码的 .xlsx 再导入。',
  );
}

function bomb(): AppError {
  return fileError(
    'workbook_too_large',
    'the workbook unpacks to more than an import may have',
    '文件解压后过大，请删去图片和空白格式，只保留专利清单，或另存为 CSV 后再导入。',
  );
}
