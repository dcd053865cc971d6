import type { Command } from 'commander';
import type { ChainHead, FlawKind } from '../domain/audit-chain.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import { malformed, outsideError } from '../errors.ts';
import { type AuditVerdict, checkAudit } from '../reads/audit-check.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

interface VerifyOptions {
  readonly enterprise?: string;
  readonly expect?: string;
}

/** Adds `verify` to the commands about the audit trail. */
export function verifyCommand(group: Command, context: () => Context): void {
  group
    .command('verify')
    .description('follow the chain of hashes; prints its heads, to be noted somewhere else')
    .option('--enterprise <enterprise>', 'only one, by its name or id')
    .option('--expect <position:hash>', 'a head of this enterprise, noted earlier, that must be in its chain')
    .action((options: VerifyOptions) => verify(context(), options));
}

async function verify(context: Context, { enterprise, expect }: VerifyOptions): Promise<void> {
  if (expect !== undefined && enterprise === undefined)
    throw malformed('expect_unclear', 'a head belongs to one enterprise: say which one with --enterprise');
  const noted = expect === undefined ? undefined : headOf(expect);
  const verdicts = await onDatabase(context, async (inTransaction) => {
    const enterprises = await inTransaction(async (tx) =>
      enterprise === undefined ? tx.enterprises.all() : [await enterpriseNamed(tx, enterprise)],
    );
    const found = [];
    for (const each of enterprises) found.push(rowOf(each, await checkAudit(inTransaction, each.id, noted)));
    return found;
  });
  context.print(verdicts, table(verdicts.map(shown)));
  const flawed = verdicts.filter(({ flaw }) => flaw !== null).map(({ name }) => name);
  if (flawed.length === 0) return;
  const message = 'the audit trail in the database is not the one that was written';
  const facts = { hint: `look at: ${flawed.join(', ')}` };
  throw outsideError('audit_flawed', message, { reaction: 'give-up' }, { facts });
}

function headOf(text: string): ChainHead {
  const [, position, hash = ''] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position === undefined)
    throw malformed('expect_wrong', '--expect is what verify printed: a position, a colon and 64 digits');
  return { position: Number(position), hash };
}

function rowOf({ id, name }: Enterprise, { head, flaw }: AuditVerdict) {
  return { id, name, head: `${head.position}:${head.hash}`, flaw };
}

const WORDS: Readonly<Record<FlawKind, string>> = {
  changed: 'this entry was changed, moved or put in',
  missing: 'the entry here is gone',
  doubled: 'two entries have this position',
  unchained: 'an entry stands beside the chain',
  'cut-off': 'the end is gone from here on',
  added: 'entries were put at the end from here on',
  rewritten: 'the chain up to here was written anew',
};

function shown({ id, name, head, flaw }: ReturnType<typeof rowOf>) {
  return { id, name, head, found: flaw ? `${flaw.position}: ${WORDS[flaw.kind]}` : 'whole' };
}
