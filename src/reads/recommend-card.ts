import { CONTACTS_AT_ONCE } from '../domain/contact.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
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
  const placeholder = inGroup ? '选择本群成员' : `手机号或邮箱，每行一位，最多 ${CONTACTS_AT_ONCE} 位`;
  return {
    card: card.id,
    enterprise: shorten(name, 60),
    served,
    inGroup,
    placeholder,
    brief: served && !inGroup ? [fact('名单', placeholder)] : [],
    hint: served ? HINTS[inGroup ? 'group' : 'private'] : NO_ADMIN,
  };
}

const HINTS = {
  group: '也可以发送：@盘活助手 添加专家 @同事',
  private: '也可以在企业群里发送：@盘活助手 添加专家 @同事。手机号和邮箱只用来查找同事，查完即删。',
} as const;

/** The same in plain text, with what can be said instead. */
export function recommendText({ enterprise, served, inGroup }: RecommendCard): string {
  if (!served) return linesOf(`添加专家：${enterprise}`, NO_ADMIN);
  const way = inGroup
    ? '请发送：@盘活助手 添加专家 @同事'
    : '请发送「添加专家」，后面写手机号或邮箱，每行一位。';
  return linesOf(`添加专家：${enterprise}`, way);
}
