import { CONTACTS_AT_ONCE } from '../domain/contact.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Naming, namingOn } from './help-ways.ts';
import { type Fact, fact } from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';

/** What an admin sees where he recommends experts: a choice of the group's members, or a list to write. */
export interface RecommendCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  /** True in a group, where its members can be picked; in a private chat there is nobody to pick. */
  readonly inGroup: boolean;
  /** True when people can be found by a list of contacts. */
  readonly byList: boolean;
  /** What the empty field says. */
  readonly placeholder: string;
  /** How to do the same in words, or why nothing can be done. */
  readonly hint: string;
  /** What is to be written, for cards without fields. */
  readonly brief: readonly Fact[];
}

/** Reads what the card for recommending experts shows at this moment. */
export async function recommendCard(tx: Tx, card: SentCard): Promise<RecommendCard> {
  const { name } = await tx.enterprises.get(card.enterpriseId);
  const served = await viewerMay(tx, card, 'recommend-experts');
  const inGroup = card.viewerId === null;
  const naming = namingOn(tx.reachOf(card.connection));
  const byList = !inGroup && naming.byList;
  const placeholder = inGroup ? '选择本群成员' : `手机号或邮箱，每行一位，最多 ${CONTACTS_AT_ONCE} 位`;
  return {
    card: card.id,
    enterprise: shorten(name, 60),
    served,
    inGroup,
    byList,
    placeholder,
    brief: served && byList ? [fact('名单', placeholder)] : [],
    hint: served ? hintOf(inGroup, naming) : NO_ADMIN,
  };
}

function hintOf(inGroup: boolean, { recommend, byList }: Naming): string {
  if (inGroup) return `也可以发送：${recommend}`;
  if (!byList) return `请在企业群里发送：${recommend}`;
  return `也可以在企业群里发送：${recommend}。手机号和邮箱只用来查找同事，查完即删。`;
}

/** The same in plain text, with what can be said instead. */
export function recommendText({ enterprise, served, byList, hint }: RecommendCard): string {
  if (!served) return linesOf(`添加专家：${enterprise}`, NO_ADMIN);
  const way = byList
    ? '请发送「添加专家」，后面写手机号或邮箱，每行一位。'
    : hint.replace('也可以发送', '请发送');
  return linesOf(`添加专家：${enterprise}`, way);
}
