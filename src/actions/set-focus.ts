import type { Enterprise } from '../domain/enterprise.ts';
import { type Focus, focusChanges } from '../domain/focus.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { beginRematch } from './rematch-enterprise.ts';

/**
 * Sets what an enterprise wants to see; what waits to be pushed follows in the background. Whoever names the change he
 * has seen as the last is refused when there was another one meanwhile. What says the same changes nothing.
 */
export async function setFocus(
  tx: Tx,
  input: {
    readonly enterpriseId: string;
    readonly focus: Focus;
    readonly actor: string;
    readonly seen?: string;
  },
): Promise<Enterprise> {
  const before = await tx.enterprises.lock(input.enterpriseId);
  const { id: enterpriseId } = before;
  if (input.seen !== undefined && input.seen !== (await lastChangeOf(tx, enterpriseId)))
    refuse('focus_changed_meanwhile');
  if (focusChanges(before.focus, input.focus).length === 0) return before;
  const after = { ...before, focus: input.focus };
  await tx.enterprises.replace(after);
  const change = { id: tx.newId(), enterpriseId, by: input.actor, before: before.focus, after: after.focus };
  await tx.focus.addChange({ ...change, at: tx.at });
  const detail = { before: before.focus, after: after.focus };
  await record(tx, { enterpriseId, actor: input.actor, act: 'set-focus', subject: enterpriseId, detail });
  await beginRematch(tx, enterpriseId);
  return after;
}

/** The id of the last change of an enterprise's focus; empty when there was none. */
export async function lastChangeOf(tx: Tx, enterpriseId: string): Promise<string> {
  const [last] = await tx.focus.changesOf(enterpriseId, 1);
  return last?.id ?? '';
}
