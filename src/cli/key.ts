import type { Command } from 'commander';
import { malformed, outsideError } from '../errors.ts';
import { SEALED_COLUMNS } from '../stores/sealed-columns.ts';
import type { InTransaction } from '../stores/transactions.ts';
import { type Context, onDatabase } from './context.ts';

const KEY_BYTES = 32;

/** How many rows are sealed anew in one transaction; small, because the service works on the same rows meanwhile. */
const PAGE = 50;

/** Adds `key new|rotate`. */
export function keyCommands(program: Command, context: () => Context): void {
  const group = program.command('key').description('SECRET_KEY, which seals credentials and personal data');
  group
    .command('new')
    .description('print a fresh key; it is kept nowhere')
    .action(() => fresh(context()));
  group
    .command('rotate')
    .description('seal with the first key of SECRET_KEY all that is sealed with a later one')
    .action(() => rotate(context()));
}

function fresh(context: Context): void {
  const key = Buffer.from(context.random(KEY_BYTES)).toString('base64url');
  context.print({ key }, key);
}

async function rotate(context: Context): Promise<void> {
  if (!context.config.secretKeys) {
    throw malformed('secret_key_missing', 'SECRET_KEY is missing: set it as the service has it');
  }
  const { resealed, unreadable } = await onDatabase(context, rotateAll);
  context.print(
    { resealed, unreadable },
    `${resealed} sealed anew${unreadable.length === 0 ? '; older keys are no longer needed' : ''}`,
  );
  if (unreadable.length === 0) return;
  const hint = `these do not open: ${unreadable.join(', ')}`;
  const message =
    'not everything could be opened: add the key it was sealed with to SECRET_KEY, or enter it anew';
  throw outsideError('seals_unreadable', message, { reaction: 'give-up' }, { facts: { hint } });
}

async function rotateAll(inTransaction: InTransaction) {
  const unreadable: string[] = [];
  let resealed = 0;
  for (const column of SEALED_COLUMNS) {
    for (let last: string | null = ''; last !== null; ) {
      const from: string = last;
      const page = await inTransaction((tx) => tx.sealed.resealAfter(from, column, PAGE));
      resealed += page.resealed;
      unreadable.push(...page.unreadable);
      last = page.last;
    }
  }
  return { resealed, unreadable };
}
