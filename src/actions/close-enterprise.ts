import { closeEnterprise, type Enterprise, reopenEnterprise } from '../domain/enterprise.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { revokeCodes } from './binding-code.ts';
import { beginRematch } from './rematch-enterprise.ts';

/**
 * Ends the service for an enterprise: nothing is pushed or matched any more, no card and no word of its members does
 * anything, its codes are taken back and its members' searches forgotten. What was submitted is still posted. Closed twice is closed once.
 */
export async function endService(tx: Tx, enterpriseId: string): Promise<Enterprise> {
  const before = await tx.enterprises.lock(enterpriseId);
  if (before.state === 'closed') return before;
  const after = closeEnterprise(before);
  await tx.enterprises.replace(after);
  await revokeCodes(tx, enterpriseId);
  await tx.searches.forgetIn(enterpriseId);
  await record(tx, { enterpriseId, actor: 'operator', act: 'close-enterprise', subject: enterpriseId });
  return after;
}

/** Takes up the service for an enterprise again where it was; codes that were taken back and searches stay gone. */
export async function resumeService(tx: Tx, enterpriseId: string): Promise<Enterprise> {
  const before = await tx.enterprises.lock(enterpriseId);
  if (before.state === 'active') return before;
  const after = reopenEnterprise(before);
  await tx.enterprises.replace(after);
  await record(tx, { enterpriseId, actor: 'operator', act: 'reopen-enterprise', subject: enterpriseId });
  // Patents that came in meanwhile were matched with the others only.
  await beginRematch(tx, enterpriseId);
  return after;
}
