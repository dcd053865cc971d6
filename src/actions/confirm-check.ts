import type { Click, Notice } from '../chat/port.ts';
import { refuse } from '../domain/refusals.ts';
import { SEEN } from '../reads/check-card.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { turnCard } from './turn-card.ts';

/** Notes that a click has come all the way from a chat; anybody of the organisation may make it, member or not. */
export async function confirmCheck(
  tx: Tx,
  { card, click }: { readonly card: SentCard; readonly click: Click },
): Promise<Notice> {
  if (click.person.outsider) refuse('outsider');
  if (card.turnedTo !== SEEN) await turnCard(tx, card, SEEN);
  return { tone: 'success', text: '检查通过：您的点击已经收到。' };
}
