import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { linesOf, shorten } from './wording.ts';

/** Where a check card is turned to once somebody has pressed its button. */
export const SEEN = 'seen';

/** What a chat sees of a check of its connection: a button that asks to be pressed, and then that it was. */
export interface CheckCard {
  readonly card: string;
  /** The enterprise of the chat; a private chat may belong to none. */
  readonly enterprise: string;
  readonly seen: boolean;
  readonly status: string;
  readonly hint: string;
}

/** Reads what the card of a check shows at this moment. */
export async function checkCard(tx: Tx, card: SentCard): Promise<CheckCard> {
  const { id, enterpriseId, turnedTo } = card;
  const { name } = enterpriseId === '' ? { name: '单聊' } : await tx.enterprises.get(enterpriseId);
  const seen = turnedTo === SEEN;
  return { card: id, enterprise: shorten(name, 60), seen, ...WORDS[seen ? 'seen' : 'waiting'] };
}

const WORDS = {
  waiting: {
    status: '请点一下「我看到了」',
    hint: '系统管理员在检查盘活助手能否送达卡片、收到点击。谁点都可以。',
  },
  seen: { status: '检查通过', hint: '卡片能送达，点击也收到了。本卡片可以忽略。' },
} as const;

/** The same in plain text, where there is no button to press. */
export function checkText({ enterprise }: CheckCard): string {
  return linesOf(`盘活助手连接检查：${enterprise}`, '系统管理员在检查消息能否送达，看到即可，不用回复。');
}
