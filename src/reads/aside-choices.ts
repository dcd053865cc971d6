import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import { RATING_REASONS } from '../domain/rating-reason.ts';
import { LATER_DAYS } from '../domain/set-aside.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleButton } from './people-wording.ts';
import { shorten, titleOf } from './wording.ts';

/** What an expert can do with a patent that he does not rate now. */
export interface AsideChoices {
  readonly name: string;
  readonly about: string;
  readonly later: PeopleButton;
  readonly decline: PeopleButton;
  readonly reasons: typeof RATING_REASONS;
  /** Those who can be asked instead; empty when he is the only expert. */
  readonly colleagues: readonly { readonly value: string; readonly label: string }[];
  readonly passOn: PeopleButton;
}

/** As many colleagues as a list of choices has room for. */
const MOST = 50;

/** Reads what can be done with the patent the card is turned to; null when it is turned to none, or that cannot be rated any more. */
export async function asideChoices(tx: Tx, card: SentCard, reader: Member): Promise<AsideChoices | null> {
  const [, patentId] = /^patent:([\w-]{1,36})$/.exec(card.turnedTo ?? '') ?? [];
  if (patentId === undefined || !may(reader, 'rate')) return null;
  const match = await tx.matches.find(reader.enterpriseId, patentId);
  if (match?.state !== 'open' || match.library !== 'evaluation') return null;
  const patent = await tx.patents.get(patentId);
  const experts = (await tx.members.ofEnterprise(reader.enterpriseId)).filter(
    (each) => each.id !== reader.id && may(each, 'rate'),
  );
  const button = (act: string, label: string, type: PeopleButton['type'] = 'default'): PeopleButton => ({
    name: act.replace('-', '_'),
    label,
    type,
    value: { card: card.id, act, which: `patent:${patentId}` },
  });
  return {
    name: shorten(titleOf(patent), 60),
    about: patent.applicationNumber,
    later: button('put-off', `${LATER_DAYS} 天后再提醒`),
    decline: button('decline', '不感兴趣'),
    reasons: RATING_REASONS,
    colleagues: experts
      .slice(0, MOST)
      .map(({ id, name }) => ({ value: id, label: shorten(name === '' ? '未填姓名' : name, 20) })),
    passOn: button('pass-on', '转交'),
  };
}
