import { type Enterprise, rename } from '../domain/enterprise.ts';
import { malformed } from '../errors.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** Gives an enterprise another name; refuses the name of another one. The same name again changes nothing. */
export async function renameEnterprise(
  tx: Tx,
  input: { readonly enterpriseId: string; readonly name: string },
): Promise<Enterprise> {
  const before = await tx.enterprises.lock(input.enterpriseId);
  const after = rename(before, input.name);
  if (after.name === before.name) return before;
  if (await tx.enterprises.findByName(after.name)) {
    const message = `there is an enterprise «${after.name}» already: look with enterprise list, and take another name`;
    throw malformed('enterprise_name_taken', message);
  }
  await tx.enterprises.replace(after);
  await record(tx, {
    enterpriseId: after.id,
    actor: 'operator',
    act: 'rename-enterprise',
    subject: after.id,
  });
  await promiseCardsOf(tx, after.id);
  return after;
}
