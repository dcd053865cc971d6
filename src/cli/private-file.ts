import { type FileHandle, open } from 'node:fs/promises';
import { asAppError, malformed } from '../errors.ts';

const OWNER_ONLY = 0o600;

/**
 * Writes a file that only its owner can read; one that is there already is closed to others before anything is in it.
 * Throws `malformed` when it cannot be opened.
 */
export async function writePrivately(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY).catch((error: unknown) => {
    const message = `«${path}» cannot be written: name a file of yours in a folder that is there`;
    throw malformed('out_unwritable', message, { reason: asAppError(error).message });
  });
  try {
    await file.chmod(OWNER_ONLY);
    await write(file);
  } finally {
    await file.close();
  }
}
