import type { Cooperation } from '../domain/cooperation.ts';
import { type Demand, demandPosted, demandRefused } from '../domain/demand.ts';
import { type Intent, intentPosted, intentRefused } from '../domain/intent.ts';
import type { Tx } from '../stores/transactions.ts';
import { noteAct, showAnew } from './cooperation.ts';
import { promiseTextToAdmins } from './promise-cards.ts';
import type { PlatformAnswer } from './settle-evaluation.ts';

/** Who settles: the platform, or the operator in its place. */
type Settler = 'platform' | 'operator';

/** Records the platform's answer to an intent and lets every card show it. */
export async function settleIntent(
  tx: Tx,
  input: { readonly intentId: string; readonly answer: PlatformAnswer; readonly actor?: Settler },
): Promise<void> {
  const before = await tx.intents.lock(input.intentId);
  const { answer } = input;
  const after: Intent =
    answer.kind === 'recorded' ? intentPosted(before, answer.receipt) : intentRefused(before, answer.refusal);
  if (after === before) return;
  await tx.intents.replace(after);
  await noteAct(tx, after, entryOf('intent', answer, input.actor));
  await showAnew(tx, after.id, after.matchId);
  if (after.state === 'refused') await tellRefusal(tx, after, '合作意向');
}

/** Records the platform's answer to a demand and lets every card show it. */
export async function settleDemand(
  tx: Tx,
  input: { readonly demandId: string; readonly answer: PlatformAnswer; readonly actor?: Settler },
): Promise<void> {
  const before = await tx.demands.lock(input.demandId);
  const { answer } = input;
  const after: Demand =
    answer.kind === 'recorded' ? demandPosted(before, answer.receipt) : demandRefused(before, answer.refusal);
  if (after === before) return;
  await tx.demands.replace(after);
  await noteAct(tx, after, entryOf('demand', answer, input.actor));
  await showAnew(tx, after.id);
  if (after.state === 'refused') await tellRefusal(tx, after, '公开需求');
}

function entryOf(kind: 'intent' | 'demand', answer: PlatformAnswer, actor: Settler = 'platform') {
  return answer.kind === 'recorded'
    ? { actor, act: `post-${kind}`, detail: { receipt: answer.receipt.id } }
    : { actor, act: `${kind}-refused`, detail: { refusal: answer.refusal } };
}

/** A card that is edited makes no sound; what was not taken must be heard of. */
function tellRefusal(tx: Tx, { id, enterpriseId, refusal }: Cooperation, name: string): Promise<void> {
  const text = `平台没有接收一份${name}：${refusal}。请在它的卡片上查看并处理。`;
  return promiseTextToAdmins(tx, enterpriseId, `refused:${id}`, text);
}
