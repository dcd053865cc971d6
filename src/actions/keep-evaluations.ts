import type { Notice } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { isSubmitted } from '../domain/enterprise-evaluation.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { openEvaluation } from './draft-evaluation.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { reviewEvaluation } from './review-evaluation.ts';

/** Opens the list of all expert evaluations in the private chat of an admin, once for each enterprise he speaks for. */
export async function openEvaluations(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const admin of admins) {
    mustBeAllowed(admin, 'manage-evaluations');
    const { enterpriseId } = admin;
    const subject = { id: enterpriseId, enterpriseId };
    chats.push(await openInPrivate(tx, 'evaluations', subject, admin));
  }
  return { tone: 'info', text: `专利评价管理已发到您${placesOf(tx, chats)}。` };
}

/** Opens the review card of the patent an answer of the list is about, or the enterprise's own evaluation of it. */
export async function openListed(
  tx: Tx,
  {
    evaluationId,
    member,
    what,
  }: { readonly evaluationId: string; readonly member: Member; readonly what: 'review' | 'own' },
): Promise<Notice> {
  const { matchId } = (await tx.expertEvaluations.find(evaluationId)) ?? refuse('evaluation_missing');
  const match = await tx.matches.get(matchId);
  if (match.enterpriseId !== member.enterpriseId) refuse('wrong_enterprise');
  if (what === 'own') return openEvaluation(tx, { matchId, member });
  const chat = await openInPrivate(tx, 'review', match, member);
  return { tone: 'info', text: `审核卡片已发到您${placesOf(tx, [chat])}。` };
}

/** An answer as it stood on the list. */
export interface SeenAnswer {
  readonly id: string;
  readonly version: number;
}

/**
 * Accepts the answers that stood on a page of the list, each as it was seen: what has changed since, or can no longer be
 * reviewed, is left out and counted. One of another enterprise spoils the whole press.
 */
export async function acceptListed(
  tx: Tx,
  { seen, member }: { readonly seen: readonly SeenAnswer[]; readonly member: Member },
): Promise<Notice> {
  const found = [];
  for (const { id, version } of seen) {
    const answer = (await tx.expertEvaluations.find(id)) ?? refuse('evaluation_missing');
    found.push({ answer, version });
  }
  const matches = new Map<string, boolean>();
  // Always in the same order, so that two admins at once do not wait for each other.
  for (const matchId of [...new Set(found.map(({ answer }) => answer.matchId))].sort()) {
    const match = await tx.matches.lock(matchId);
    if (match.enterpriseId !== member.enterpriseId) refuse('wrong_enterprise');
    const own = await tx.enterpriseEvaluations.findOfMatch(matchId);
    matches.set(matchId, match.state === 'open' && !(own && isSubmitted(own)));
  }
  let accepted = 0;
  for (const { answer, version } of found) {
    const now = await tx.expertEvaluations.find(answer.id);
    if (!now || now.version !== version || now.state !== 'submitted' || !matches.get(now.matchId)) continue;
    const verdict = { to: 'accepted', reason: '', version } as const;
    await reviewEvaluation(tx, { matchId: now.matchId, evaluationId: now.id, verdict, member });
    accepted += 1;
  }
  const left = seen.length - accepted;
  const rest = left === 0 ? '' : `另有 ${left} 条已变化或已处理，没有改动。`;
  return { tone: accepted > 0 ? 'success' : 'info', text: `已通过 ${accepted} 条专家评价。${rest}` };
}
