import type { Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import { type Cooperation, mustSpeak, type Speaker } from '../domain/cooperation.ts';
import { noteEndRefusal, owesEnd, reportEnd } from '../domain/cooperation-end.ts';
import type { Member } from '../domain/member.ts';
import type { Act } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { noteAct, showAnew, speakerOf } from './cooperation.ts';
import { promiseTextToAdmins } from './promise-cards.ts';

/** Notes that an admin has taken an intent or a demand off the platform by hand. */
export async function reportEndByHand(
  tx: Tx,
  { kind, id, member }: { readonly kind: CardKind; readonly id: string; readonly member: Member },
): Promise<Notice> {
  await (kind === 'intent' ? reportEndOfIntent(tx, id, member) : reportEndOfDemand(tx, id, member));
  return { tone: 'success', text: '已登记为在平台撤下。' };
}

/** Records that the platform has learned of the end of an intent; nothing when it has, or when there is no end. */
export async function reportEndOfIntent(tx: Tx, id: string, admin: Member | null): Promise<void> {
  const before = await tx.intents.lock(id);
  if (admin) mustEnd(await speakerOf(tx, admin), before, 'send-intent');
  const after = reportEnd(before, tx.at);
  if (after === before) return;
  await tx.intents.replace(after);
  await noteAct(tx, after, { actor: admin?.id ?? 'platform', act: 'report-end-of-intent' });
  await showAnew(tx, id);
}

/** The same for a demand. */
export async function reportEndOfDemand(tx: Tx, id: string, admin: Member | null): Promise<void> {
  const before = await tx.demands.lock(id);
  if (admin) mustEnd(await speakerOf(tx, admin), before, 'manage-demands');
  const after = reportEnd(before, tx.at);
  if (after === before) return;
  await tx.demands.replace(after);
  await noteAct(tx, after, { actor: admin?.id ?? 'platform', act: 'report-end-of-demand' });
  await showAnew(tx, id);
}

/** The platform would not learn of an end, or the operator gave it up: the admin reads why and sees to it there. */
export async function refuseEnd(
  tx: Tx,
  {
    kind,
    id,
    refusal,
    actor = 'platform',
  }: {
    readonly kind: 'intent' | 'demand';
    readonly id: string;
    readonly refusal: string;
    readonly actor?: 'platform' | 'operator';
  },
): Promise<void> {
  const over =
    kind === 'intent' ? await refusedEnd(tx.intents, id, refusal) : await refusedEnd(tx.demands, id, refusal);
  await noteAct(tx, over, { actor, act: `end-of-${kind}-refused`, detail: { refusal } });
  await showAnew(tx, id);
  const text = `平台还不知道您已撤回或关闭一份${kind === 'intent' ? '合作意向' : '公开需求'}：${refusal}。请在平台上撤下，再在它的卡片上登记。`;
  await promiseTextToAdmins(tx, over.enterpriseId, `end-refused:${id}`, text);
}

async function refusedEnd<T extends Cooperation>(
  store: { readonly lock: (id: string) => Promise<T>; readonly replace: (after: T) => Promise<void> },
  id: string,
  refusal: string,
): Promise<T> {
  const over = noteEndRefusal(await store.lock(id), refusal);
  await store.replace(over);
  return over;
}

function mustEnd(speaker: Speaker, over: Cooperation, act: Act): void {
  mustSpeak(speaker, over.enterpriseId, act);
  if (!owesEnd(over) && over.endReportedAt === null) refuse('end_not_due');
}
