import type { Command } from 'commander';
import { erasePerson } from '../actions/erase-person.ts';
import { exportPerson } from '../actions/export-person.ts';
import { type Context, onDatabase } from './context.ts';
import { adminMissing } from './member.ts';
import { writePrivately } from './private-file.ts';

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
  await writePrivately(out, (file) => file.writeFile(`${text}\n`));
  context.print({ out }, `${out} was written`);
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
