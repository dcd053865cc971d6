import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { erasePerson } from '../actions/erase-person.ts';
import { exportPerson } from '../actions/export-person.ts';
import { asAppError, malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { adminMissing } from './member.ts';

const OWNER_ONLY = 0o600;

/** Adds `member export|erase` to the commands about members. */
export function personalDataCommands(group: Command, context: () => Context): void {
  group
    .command('export <member-id>')
    .description('print everything that is stored about one member as JSON, his mobile and mail too')
    .option('--out <file>', 'write it to a file that only you can read')
    .action((memberId: string, { out }: { out?: string }) => exportData(context(), memberId, out));
  group
    .command('erase <member-id>')
    .description('delete what is personal of a member, for good; what he did stays, without his name')
    .action((memberId: string) => eraseData(context(), memberId));
}

async function exportData(context: Context, memberId: string, out: string | undefined): Promise<void> {
  const data = await onDatabase(context, (inTransaction) =>
    inTransaction((tx) => exportPerson(tx, { memberId, actor: 'operator' })),
  );
  const text = JSON.stringify(data, null, 2);
  if (out === undefined) {
    context.print(data, text);
    return;
  }
  await writePrivately(out, `${text}\n`).catch((error: unknown) => {
    const message = `«${out}» cannot be written: name a file of yours in a folder that is there`;
    throw malformed('out_unwritable', message, { reason: asAppError(error).message });
  });
  context.print({ out }, `${out} was written`);
}

/** A file that is there already is closed to others before anything is in it. */
async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY);
  try {
    await file.chmod(OWNER_ONLY);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function eraseData(context: Context, memberId: string): Promise<void> {
  const { member, warning } = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const erased = await erasePerson(tx, { memberId, actor: 'operator' });
      return { member: erased, warning: await adminMissing(tx, erased) };
    }),
  );
  const done = `${member.id} was erased; backups and the chats themselves still hold what they hold`;
  context.print({ ...member, warning }, warning === null ? done : `${done}; ${warning}`);
}
