import type { Match } from '../domain/match.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleButton } from './people-wording.ts';
import { reasonLine } from './reasons.ts';
import { linesOf, shorten } from './wording.ts';

/** One patent of a digest. */
export interface DigestRow {
  readonly patent: string;
  readonly name: string;
  /** Whose it is, and why it was matched. */
  readonly about: string;
  readonly detail: PeopleButton;
  /** Leads to its rating; null where there is none to give. */
  readonly rate: PeopleButton | null;
}

/** Reads the rows of a digest's patents in their order, in as many statements for one as for ten. */
export async function digestRows(
  tx: Tx,
  card: SentCard,
  enterpriseId: string,
  ids: readonly string[],
): Promise<DigestRow[]> {
  const matches = new Map<string, Match>();
  for (const match of await tx.matches.ofEnterprise(enterpriseId, ids)) matches.set(match.patentId, match);
  return (await tx.patents.byIds(ids)).map((patent, index) => {
    const match = matches.get(patent.id);
    const [reason] = match?.reasons ?? [];
    const button = (act: string, name: string, label: string): PeopleButton => ({
      name: `${name}_${index + 1}`,
      label,
      type: 'default',
      value: { card: card.id, act, which: `patent:${patent.id}` },
    });
    const open = match?.state === 'open' && match.library === 'evaluation';
    return {
      patent: patent.id,
      name: `${index + 1}. ${shorten(patent.title, 60)}`,
      about: linesOf(
        [shorten(patent.applicant, 30), patent.applicationNumber].filter((part) => part !== '').join(' · '),
        reason === undefined ? '' : shorten(reasonLine(reason, tx.taxonomies), 60),
      ),
      detail: button('open-detail', 'detail', '详情'),
      rate: open ? button('open-rating', 'rate', '评价') : null,
    };
  });
}
