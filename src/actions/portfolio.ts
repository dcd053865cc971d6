import type { Notice } from '../chat/port.ts';
import type { MatchLibrary } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';

const VIEWS = {
  evaluation: 'view-evaluation-library',
  focus: 'view-focus-library',
} as const satisfies Readonly<Record<MatchLibrary, string>>;

/** Opens the list of a portfolio's patents in the member's private chat. */
export async function openPortfolio(
  tx: Tx,
  { matchId, member }: { readonly matchId: string; readonly member: Member },
): Promise<Notice> {
  const match = await tx.matches.get(matchId);
  if (member.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(member, VIEWS[match.library]);
  const { kind } = await tx.patents.get(match.patentId);
  if (kind !== 'portfolio') refuse('button_unknown');
  const chat = await openInPrivate(tx, 'portfolio', match, member);
  return { tone: 'info', text: `成员专利清单已发到您${placesOf(tx, [chat])}。` };
}
