import { splitMultipart } from './multipart.ts';
import { refuse } from './refusals.ts';
import { type FeishuWorld, makeId } from './world.ts';

/** The largest file the platform takes, in bytes. */
export const MAX_FILE_BYTES = 30 * 1024 * 1024;
const FILE_TYPES: ReadonlySet<string> = new Set(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']);

/** Keeps an uploaded file and answers with its key. */
export function uploadFile(world: FeishuWorld, contentType: string, body: Buffer): { file_key: string } {
  const parts = new Map(splitMultipart(contentType, body).map(({ name, bytes }) => [name, bytes]));
  const type = parts.get('file_type')?.toString('utf8') ?? '';
  const name = parts.get('file_name')?.toString('utf8') ?? '';
  const bytes = parts.get('file');
  if (!FILE_TYPES.has(type) || name === '' || bytes === undefined) refuse(234001);
  if (bytes.length === 0) refuse(234010);
  if (bytes.length > MAX_FILE_BYTES) refuse(234006);
  const fileKey = makeId(world, 'file_v3_');
  world.files.set(fileKey, { fileKey, name, type, bytes: Buffer.from(bytes) });
  return { file_key: fileKey };
}
