import type { Enterprise } from '../domain/enterprise.ts';
import type { Focus } from '../domain/focus.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/** Sets what an enterprise wants to see; matches follow by `matchPatents` over the register. */
export async function setFocus(
  tx: Tx,
  input: { readonly enterpriseId: string; readonly focus: Focus; readonly actor: string },
): Promise<Enterprise> {
  const before = await tx.enterprises.lock(input.enterpriseId);
  const after = { ...before, focus: input.focus };
  await tx.enterprises.replace(after);
  const detail = { before: before.focus, after: after.focus };
  await record(tx, {
    enterpriseId: after.id,
    actor: input.actor,
    act: 'set-focus',
    subject: after.id,
    detail,
  });
  return after;
}
