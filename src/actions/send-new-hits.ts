import { toldIn } from '../domain/digest.ts';
import { may } from '../domain/permissions.ts';
import { type NewHits, newHits } from '../reads/new-hits.ts';
import { shorten } from '../reads/wording.ts';
import { MOST_COUNTED } from '../stores/search-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCardAnew, openPrivateCard, promiseTextTo } from './promise-cards.ts';
import type { DigestSent } from './send-digest.ts';

/**
 * Tells a member what has come into the results of his saved searches since he was told last, together with his list of
 * them; nobody else hears what he looks for. Nothing new is no message.
 */
export async function sendNewHits(
  tx: Tx,
  { memberId, until }: { readonly memberId: string; readonly until: Date },
): Promise<DigestSent> {
  const member = await tx.members.get(memberId);
  const { enterpriseId } = member;
  const { state } = await tx.enterprises.get(enterpriseId);
  const { off } = await tx.digests.planOf(enterpriseId);
  if (state === 'closed' || off || !may(member, 'view-resource-library')) return 'not-wanted';
  const last = await tx.digests.lastOf({ readerId: memberId, enterpriseId });
  const digest = { id: tx.newId(), enterpriseId, readerId: memberId, ...toldIn(last, until) };
  if (!(await tx.digests.add(digest))) return 'sent-before';
  const { since } = digest;
  const found = (await newHits(tx, { memberId, since, until })).filter(({ count }) => count > 0);
  if (found.length === 0) return 'silent';
  await promiseTextTo(
    tx,
    member,
    `new-hits:${digest.id}`,
    `收藏的检索有新专利：${found.map(inWords).join('、')}。`,
  );
  const subject = { id: memberId, enterpriseId };
  await openPrivateCard(tx, 'saved-searches', subject, member, openCardAnew);
  return 'card';
}

function inWords({ search, count }: NewHits): string {
  const many = count > MOST_COUNTED ? `超过 ${MOST_COUNTED} 件` : `${count} 件`;
  return `「${shorten(search.name, 20)}」${many}`;
}
