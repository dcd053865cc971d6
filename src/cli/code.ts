import type { Command } from 'commander';
import { issueCode, revokeCodes } from '../actions/binding-code.ts';
import { CODE_LENGTH } from '../domain/binding-code.ts';
import { malformed } from '../errors.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

/** How long a code is good when nothing else is said, in days. */
const DAYS = 7;

/** Adds `code issue|revoke`. */
export function codeCommands(program: Command, context: () => Context): void {
  const group = program.command('code').description('one-time codes that make an admin and bind his group');
  group
    .command('issue <enterprise>')
    .description(
      'print a new code; the admin adds the bot to his group and writes there: @盘活助手 绑定 <code>',
    )
    .option('--days <n>', 'how long it is good', Number, DAYS)
    .action((enterprise: string, { days }: { days: number }) => issue(context(), enterprise, days));
  group
    .command('revoke <enterprise>')
    .description('take back all codes of an enterprise that were not used')
    .action((enterprise: string) => revoke(context(), enterprise));
}

async function issue(context: Context, name: string, days: number): Promise<void> {
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw malformed('days_wrong', '--days must be a whole number from 1 to 365');
  }
  const issued = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id: enterpriseId } = await enterpriseNamed(tx, name);
      return issueCode(tx, { enterpriseId, random: context.random(CODE_LENGTH), days });
    }),
  );
  const until = issued.expiresAt.toISOString();
  context.print(issued, `${issued.code} (once, until ${until})\n在群里发送：@盘活助手 绑定 ${issued.code}`);
}

async function revoke(context: Context, name: string): Promise<void> {
  const revoked = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => revokeCodes(tx, (await enterpriseNamed(tx, name)).id)),
  );
  context.print({ revoked }, `${revoked} taken back`);
}
