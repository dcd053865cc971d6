import { statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';

/** Linux mounts memory here; elsewhere there is none. */
const MEMORY = '/dev/shm';
/** What both servers and the files of a whole run fit into several times. */
const ROOM_BYTES = 6 * 2 ** 30;

/**
 * Where databases are put that nobody needs after the run: memory, where there is enough of it, for creating a table waits
 * for the disk many times, whatever a server is told about its log; else the usual folder.
 */
export async function quickestFolder(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize > ROOM_BYTES && freemem() > ROOM_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
