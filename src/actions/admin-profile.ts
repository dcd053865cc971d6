import type { Notice } from '../chat/port.ts';
import { adminProfile, type TypedAdminProfile } from '../domain/admin-profile.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';
import { turnCard } from './turn-card.ts';

/** Saves what an admin says of himself, and shows it masked. */
export async function saveAdminProfile(
  tx: Tx,
  input: { readonly member: Member; readonly typed: TypedAdminProfile; readonly card: SentCard },
): Promise<Notice> {
  const before = await tx.members.lock(input.member.id);
  mustBeAllowed(before, 'keep-admin-profile');
  const known = await tx.adminProfiles.find(before.id);
  const { name, profile } = adminProfile(before.id, known, input.typed);
  await tx.members.replace({ ...before, name });
  await tx.adminProfiles.put(profile, tx.at);
  const { enterpriseId, id } = before;
  await record(tx, { enterpriseId, actor: id, act: 'save-admin-profile', subject: id });
  await turnCard(tx, input.card, '');
  await promiseCardsOf(tx, enterpriseId);
  return { tone: 'success', text: '资料已保存。' };
}
