import type { Notice } from '../chat/port.ts';
import { planDigest } from '../domain/digest.ts';
import type { DigestWish } from '../domain/digest-words.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { planInWords } from '../reads/digest-wording.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/** Changes when the groups of an enterprise get their digest; the operator does without an admin. */
export async function changeDigestPlan(
  tx: Tx,
  {
    enterpriseId,
    wish,
    actor,
  }: { readonly enterpriseId: string; readonly wish: DigestWish; readonly actor: string },
): Promise<Notice> {
  await tx.enterprises.lock(enterpriseId);
  const before = await tx.digests.planOf(enterpriseId);
  const after = planDigest(before, { ...before, ...wish }, tx.at);
  await tx.digests.keepPlan(after);
  const { weekday, minute, whenQuiet, off } = after;
  const detail = { digest: { weekday, minute, whenQuiet, off } };
  await record(tx, { enterpriseId, actor, act: 'plan-digest', subject: enterpriseId, detail });
  return { tone: 'success', text: `${planInWords(after)}。` };
}

/** The same on the word of an admin of the enterprise. */
export async function planOwnDigest(
  tx: Tx,
  { member, wish }: { readonly member: Member; readonly wish: DigestWish },
): Promise<Notice> {
  mustBeAllowed(member, 'plan-digest');
  return changeDigestPlan(tx, { enterpriseId: member.enterpriseId, wish, actor: member.id });
}
