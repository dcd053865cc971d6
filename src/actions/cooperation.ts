import type { Cooperation, Speaker } from '../domain/cooperation.ts';
import { expertNames, type Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** The admin who speaks, with the enterprise he speaks for. */
export async function speakerOf(tx: Tx, admin: Member): Promise<Speaker> {
  return { admin, enterprise: await tx.enterprises.get(admin.enterpriseId) };
}

/** The names that must not stand in anything that leaves the enterprise (rule 9). */
export async function namesWithin(tx: Tx, enterpriseId: string): Promise<string[]> {
  return expertNames(await tx.members.ofEnterprise(enterpriseId));
}

/** What leaves the enterprise beside its evaluations, and what tells the platform that it is over. */
type Effect = 'intent' | 'demand' | 'withdrawal';

/**
 * Promises that the platform hears of something. All about one intent or demand stands in one lane, so that its end
 * never overtakes its beginning, and nothing else waits for it.
 */
export async function promisePost(
  tx: Tx,
  topic: Effect,
  subject: string,
  payload: Readonly<Record<string, string>>,
): Promise<void> {
  const promised = {
    topic,
    key: `${topic}:${subject}`,
    lane: `platform:${subject}`,
    connection: '',
    payload,
  };
  await tx.outbox.promise(promised, tx.newId(), tx.at);
}

/** Leaves in the audit trail what an admin did with an intent or a demand, and lets its cards show it. */
export async function noteAct(
  tx: Tx,
  cooperation: Cooperation,
  entry: Omit<Parameters<typeof record>[1], 'enterpriseId' | 'subject'>,
): Promise<void> {
  const { id: subject, enterpriseId } = cooperation;
  await record(tx, { enterpriseId, subject, ...entry });
}

/** Lets every card of an intent or a demand show it, and those of the match an intent came from. */
export async function showAnew(tx: Tx, id: string, matchId: string | null = null): Promise<void> {
  await promiseCardsOf(tx, id);
  if (matchId !== null) await promiseCardsOf(tx, matchId);
}
