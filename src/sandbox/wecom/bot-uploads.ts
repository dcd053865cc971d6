import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BOT_OWNER } from './bot-messages.ts';
import { countUpload } from './limits.ts';
import { checkMedia, storeMedia } from './media.ts';
import { parseFields, refuse } from './refusals.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

/** The three steps of an upload over the long connection. */
export interface Uploads {
  /** Opens an upload of a known size in a known number of chunks. */
  init(body: unknown): object;
  /** Takes one chunk; in any order, and the same one again. */
  chunk(body: unknown): null;
  /** Puts the chunks together, checks them, and answers with the media_id. */
  finish(body: unknown): object;
}

const MAX_CHUNKS = 100;
const MAX_CHUNK_BYTES = 512 * 1024;
const SESSION_MS = 30 * 60 * 1000;

const initSchema = z.object({
  type: z.string(),
  filename: z.string().min(1),
  total_size: z.number().int(),
  total_chunks: z.number().int().min(1).max(MAX_CHUNKS),
  md5: z.string().optional(),
});
const chunkSchema = z.object({
  upload_id: z.string(),
  chunk_index: z.number().int(),
  base64_data: z.string(),
});
const finishSchema = z.object({ upload_id: z.string() });

interface Session {
  readonly facts: z.infer<typeof initSchema>;
  readonly startedAt: number;
  readonly chunks: Map<number, Buffer>;
}

/** Makes the uploads of one bot. */
export function createUploads(world: WecomWorld): Uploads {
  const sessions = new Map<string, Session>();
  const sessionOf = (id: string): Session => {
    const session = sessions.get(id);
    const open = session !== undefined && instant(world) - session.startedAt <= SESSION_MS;
    return open ? session : refuse(846611);
  };
  return {
    init(body) {
      const facts = parseFields(initSchema, body);
      checkMedia(facts.type, facts.total_size, 846610);
      countUpload(world);
      const upload_id = makeId(world, 'up');
      sessions.set(upload_id, { facts, startedAt: instant(world), chunks: new Map() });
      return { upload_id };
    },
    chunk(body) {
      const { upload_id, chunk_index, base64_data } = parseFields(chunkSchema, body);
      const { facts, chunks } = sessionOf(upload_id);
      // The platform's own SDK counts from 0, its page from 1.
      if (chunk_index < 0 || chunk_index >= facts.total_chunks) refuse(846612);
      const bytes = Buffer.from(base64_data, 'base64');
      if (bytes.length > MAX_CHUNK_BYTES) refuse(846613);
      chunks.set(chunk_index, bytes);
      return null;
    },
    finish(body) {
      const { upload_id } = parseFields(finishSchema, body);
      const { facts, chunks } = sessionOf(upload_id);
      const bytes = assemble(facts, chunks);
      sessions.delete(upload_id);
      return storeMedia(world, { owner: BOT_OWNER, type: facts.type, name: facts.filename, bytes });
    },
  };
}

function assemble(
  { total_chunks, total_size, md5 }: Session['facts'],
  chunks: ReadonlyMap<number, Buffer>,
): Buffer {
  if (chunks.size < total_chunks) refuse(846616);
  const parts = Array.from({ length: total_chunks }, (_, index) => chunks.get(index) ?? Buffer.alloc(0));
  const bytes = Buffer.concat(parts);
  const sum = createHash('md5').update(bytes).digest('hex');
  if (bytes.length !== total_size || (md5 !== undefined && md5 !== sum)) refuse(846616);
  return bytes;
}
