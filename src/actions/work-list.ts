import type { Notice } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { markEvaluationPosted, unmarkEvaluationPosted } from './mark-evaluation.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { promiseCard } from './promise-cards.ts';
import { markDemandByHand, unmarkDemandByHand } from './publish-demand.ts';
import { reportEndByHand } from './report-end.ts';
import { markIntentByHand, unmarkIntentByHand } from './send-intent.ts';

/** One thing of the list: its kind, what it is about, and its id, as the button carries them. */
interface OnWork {
  readonly which: string;
  readonly member: Member;
}

/** Opens the list of what is to be entered by hand in the private chat of an admin, once for each of his enterprises. */
export async function openWorkList(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const admin of admins) {
    mustBeAllowed(admin, 'evaluate');
    const { enterpriseId } = admin;
    const subject = { id: enterpriseId, enterpriseId };
    chats.push(await openInPrivate(tx, 'work-list', subject, admin));
  }
  return { tone: 'info', text: `待填报清单已发到您${placesOf(tx, chats)}。` };
}

/** Notes that an admin has entered this very thing by hand, or taken it down; the list goes on to the next. */
export async function markWork(
  tx: Tx,
  { which, revision, member }: OnWork & { readonly revision: number },
): Promise<Notice> {
  const { kind, of, id } = read(which);
  if ((await revisionOf(tx, of, id)) !== revision) refuse('draft_changed');
  const notice =
    kind === 'end' && of !== 'evaluation'
      ? await reportEndByHand(tx, { kind: of, id, member })
      : await MARKS[of](tx, id, member);
  await showLists(tx, member.enterpriseId);
  return notice;
}

/** Takes back that an admin has entered it. */
export async function unmarkWork(tx: Tx, { which, member }: OnWork): Promise<Notice> {
  const { of, id } = read(which);
  const notice = await UNMARKS[of](tx, id, member);
  await showLists(tx, member.enterpriseId);
  return notice;
}

type Subject = 'evaluation' | 'intent' | 'demand';
type Step = (tx: Tx, id: string, member: Member) => Promise<Notice>;

const MARKS: Readonly<Record<Subject, Step>> = {
  evaluation: async (tx, id, member) => markEvaluationPosted(tx, { matchId: await matchOf(tx, id), member }),
  intent: (tx, intentId, member) => markIntentByHand(tx, { intentId, member }),
  demand: (tx, demandId, member) => markDemandByHand(tx, { demandId, member }),
};

const UNMARKS: Readonly<Record<Subject, Step>> = {
  evaluation: async (tx, id, member) =>
    unmarkEvaluationPosted(tx, { matchId: await matchOf(tx, id), member }),
  intent: (tx, intentId, member) => unmarkIntentByHand(tx, { intentId, member }),
  demand: (tx, demandId, member) => unmarkDemandByHand(tx, { demandId, member }),
};

function read(which: string): { readonly kind: string; readonly of: Subject; readonly id: string } {
  const [kind = '', of = '', id = ''] = which.split(':');
  return of === 'evaluation' || of === 'intent' || of === 'demand'
    ? { kind, of, id }
    : refuse('button_unknown');
}

async function matchOf(tx: Tx, evaluationId: string): Promise<string> {
  return (await tx.enterpriseEvaluations.get(evaluationId)).matchId;
}

async function revisionOf(tx: Tx, of: Subject, id: string): Promise<number> {
  if (of === 'evaluation') return (await tx.enterpriseEvaluations.get(id)).revision;
  return (of === 'intent' ? await tx.intents.get(id) : await tx.demands.get(id)).revision;
}

async function showLists(tx: Tx, enterpriseId: string): Promise<void> {
  for (const card of await tx.cards.ofSubject(enterpriseId))
    if (card.kind === 'work-list') await promiseCard(tx, card);
}
