import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { Patent } from '../domain/patent.ts';
import { may } from '../domain/permissions.ts';
import type { Tx } from '../stores/transactions.ts';
import { matchStanding } from './detail-standing.ts';
import type { PeopleButton } from './people-wording.ts';
import { reasonLine } from './reasons.ts';
import { shorten } from './wording.ts';

/** One patent of a library. */
export interface ListedPatent {
  readonly name: string;
  readonly place: string;
  /** Where the enterprise stands with it, and why it was matched. */
  readonly record: string;
  readonly button: PeopleButton;
  /** What its reader may do with it at once: rate it, or begin an intent. */
  readonly more: readonly PeopleButton[];
}

/** Who reads a list, on which card, and where in it a row stands. */
export interface RowPlace {
  readonly card: string;
  readonly reader: Member;
  readonly position: number;
}

/** Reads one row of a library's list. */
export async function listedPatent(
  tx: Tx,
  patent: Patent,
  match: Match | null,
  { card, reader, position }: RowPlace,
): Promise<ListedPatent> {
  const [reason] = match?.reasons ?? [];
  const standing = match ? await matchStanding(tx, match) : '';
  const why = reason === undefined ? '' : shorten(reasonLine(reason, tx.taxonomies), 60);
  const button = (act: string, name: string, label: string): PeopleButton => ({
    name: `${name}_${position}`,
    label,
    type: 'default',
    value: { card, act, which: `patent:${patent.id}` },
  });
  return {
    name: `${position}. ${shorten(patent.title, 60)}`,
    place: [shorten(patent.applicant, 30), patent.applicationNumber]
      .filter((part) => part !== '')
      .join(' · '),
    record: [standing, why].filter((part) => part !== '').join(' · '),
    button: button('open-detail', 'detail', '详情'),
    more: [
      ...(mayRate(reader, match) ? [button('open-rating', 'rate', '评价')] : []),
      ...(mayIntend(reader, patent) ? [button('open-intent', 'intent', '合作意向')] : []),
    ],
  };
}

function mayRate(reader: Member, match: Match | null): boolean {
  return match?.state === 'open' && match.library === 'evaluation' && may(reader, 'rate');
}

function mayIntend(reader: Member, { state }: Patent): boolean {
  return state === 'registered' && may(reader, 'send-intent');
}
