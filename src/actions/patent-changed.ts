import { isLiving } from '../domain/intent.ts';
import type { Patent } from '../domain/patent.ts';
import { shorten } from '../reads/wording.ts';
import type { Tx } from '../stores/transactions.ts';
import { showAnew } from './cooperation.ts';
import { promiseTextToAdmins } from './promise-cards.ts';

/**
 * Shows the intents for a patent anew when its record has changed, and tells admins whose intent is on its way that the
 * patent has left the register (rule 25).
 */
export async function patentChanged(tx: Tx, before: Patent, after: Patent): Promise<void> {
  const left = before.state === 'registered' && after.state !== 'registered';
  for (const intent of await tx.intents.ofPatent(after.id)) {
    if (!isLiving(intent)) continue;
    await showAnew(tx, intent.id);
    if (!left || intent.submittedAt === null) continue;
    const title = shorten(after.title, 60);
    const text = `您发出合作意向的专利「${title}」已不在登记库（失效、转让或撤回），请与高校确认。`;
    await promiseTextToAdmins(tx, intent.enterpriseId, `patent-left:${intent.id}:${tx.at.getTime()}`, text);
  }
}
