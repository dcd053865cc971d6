import type { Media } from './records.ts';
import { refuse, type WecomCode } from './refusals.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

const MB = 1024 * 1024;
const MIN_BYTES = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
const MEDIA_LIFE_MS = 3 * DAY_MS;
/** The most bytes of each type of media, and with it the types there are. */
const MAX_BYTES: Readonly<Record<string, number>> = {
  image: 10 * MB,
  voice: 2 * MB,
  video: 10 * MB,
  file: 20 * MB,
};

/** The largest file the platform takes, in bytes. */
export const MAX_MEDIA_BYTES = 20 * MB;

/** A file on its way in. */
export interface NewMedia {
  readonly owner: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Refuses a type of media that is unknown, or a size its type does not allow; the code for the type is the caller's. */
export function checkMedia(type: string, size: number, unknownType: WecomCode): void {
  const max = MAX_BYTES[type] ?? refuse(unknownType);
  if (size < MIN_BYTES || size > max) refuse(40006);
}

/** Keeps a file for three days and answers as both ways of uploading do; the instant is in seconds, as a string. */
export function storeMedia(world: WecomWorld, { owner, type, name, bytes }: NewMedia) {
  const mediaId = makeId(world, 'media');
  const madeAt = instant(world);
  world.media.set(mediaId, { mediaId, owner, type, name, bytes: Buffer.from(bytes), madeAt });
  return { type, media_id: mediaId, created_at: String(Math.floor(madeAt / 1000)) };
}

/** Keeps a file that came as a form with a field `media`; without a file name nothing is taken. */
export async function uploadForm(
  world: WecomWorld,
  form: {
    readonly contentType: string;
    readonly body: Buffer;
    readonly type: string;
    readonly owner: string;
  },
): Promise<object> {
  const { contentType, body, type, owner } = form;
  const file = await fileIn(contentType, body);
  if (file === null || file.name === '') return refuse(41005);
  const bytes = Buffer.from(await file.arrayBuffer());
  checkMedia(type, bytes.length, 40008);
  return storeMedia(world, { owner, type, name: file.name, bytes });
}

/** Finds a file that its owner may still send. */
export function mediaFor(world: WecomWorld, mediaId: string, owner: string): Media {
  const media = world.media.get(mediaId);
  const usable = media?.owner === owner && instant(world) - media.madeAt <= MEDIA_LIFE_MS;
  return media !== undefined && usable ? media : refuse(40007);
}

async function fileIn(contentType: string, body: Buffer): Promise<File | null> {
  try {
    const headers = { 'content-type': contentType };
    const media = (await new Response(new Uint8Array(body), { headers }).formData()).get('media');
    return media instanceof File ? media : null;
  } catch {
    // A form nobody can read holds no file.
    return null;
  }
}
