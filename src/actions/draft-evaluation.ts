import type { Notice } from '../chat/port.ts';
import { draft, isSubmitted, reopen } from '../domain/enterprise-evaluation.ts';
import { expertNames, type Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Stars } from '../domain/stars.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openCard, promiseCardsOf } from './promise-cards.ts';

/** Opens the enterprise evaluation's card in the admin's private chat. */
export async function openEvaluation(
  tx: Tx,
  input: { readonly matchId: string; readonly member: Member },
): Promise<Notice> {
  const match = await tx.matches.get(input.matchId);
  if (input.member.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(input.member, 'evaluate');
  if (match.library === 'focus') refuse('view_only_library');
  const chat = await openInPrivate(tx, 'enterprise-evaluation', match, input.member, openCard);
  return { tone: 'info', text: `企业评价卡片已发到您${placesOf(tx, [chat])}。` };
}

/** Writes the draft of the enterprise's evaluation and shows the exact text for confirmation. */
export async function draftEvaluation(
  tx: Tx,
  input: {
    readonly matchId: string;
    readonly member: Member;
    readonly stars: Stars;
    readonly opinion: string;
  },
): Promise<Notice> {
  const match = await tx.matches.lock(input.matchId);
  const before = await tx.enterpriseEvaluations.findOfMatch(match.id);
  const names = expertNames(await tx.members.ofEnterprise(match.enterpriseId));
  const text = { stars: input.stars, opinion: input.opinion, expertNames: names };
  const after = draft(match, before, text, input.member, tx.newId());
  if (after !== before) await tx.enterpriseEvaluations.put(after);
  await promiseCardsOf(tx, match.id);
  return { tone: 'info', text: '请核对内容，确认无误后提交。' };
}

/** Takes the draft back into the form. */
export async function reopenEvaluation(
  tx: Tx,
  input: { readonly matchId: string; readonly member: Member },
): Promise<Notice> {
  const match = await tx.matches.lock(input.matchId);
  const before = await tx.enterpriseEvaluations.findOfMatch(match.id);
  const after = reopen(match, before, input.member);
  if (after !== before && !isSubmitted(after)) await tx.enterpriseEvaluations.put(after);
  await promiseCardsOf(tx, match.id);
  return { tone: 'info', text: '可以继续修改。' };
}
