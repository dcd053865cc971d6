import type { Notice } from '../chat/port.ts';
import {
  beginIntent,
  confirmIntent,
  draftIntent,
  type Intent,
  type IntentOrigin,
  markIntentPosted,
  reopenIntent,
  unmarkIntentPosted,
  withdrawIntent,
} from '../domain/intent.ts';
import type { Member } from '../domain/member.ts';
import { fillForm, offeringModes, type Typed } from '../domain/outward-form.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { namesWithin, noteAct, promisePost, showAnew, speakerOf } from './cooperation.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';

/** Whose intent is meant, and who acts on it. */
interface OnIntent {
  readonly intentId: string;
  readonly member: Member;
}

/**
 * Opens the intent for a patent in the admin's private chat: the living one, so that nobody sends a second, or an empty
 * form. The library he comes from is kept (rule 18).
 */
export async function openIntent(
  tx: Tx,
  input: {
    readonly patentId: string;
    readonly matchId: string | null;
    readonly origin: IntentOrigin;
    readonly member: Member;
  },
): Promise<Notice> {
  const { member, matchId, origin } = input;
  mustBeAllowed(member, 'send-intent');
  const known = await tx.intents.findLiving(member.enterpriseId, input.patentId);
  const intent = known ?? (await begin(tx, { ...input, origin, matchId }));
  const place = placesOf(tx, [await openInPrivate(tx, 'intent', intent, member)]);
  if (known?.submittedAt)
    return { tone: 'info', text: `本企业对这件专利已有一份合作意向，卡片已发到您${place}。` };
  return { tone: 'info', text: `合作意向卡片已发到您${place}，请填写并核对后发送。` };
}

/** Opens the intent of the patent of a match. */
export async function openIntentOfMatch(
  tx: Tx,
  { matchId, member }: { readonly matchId: string; readonly member: Member },
): Promise<Notice> {
  const match = await tx.matches.get(matchId);
  if (match.enterpriseId !== member.enterpriseId) refuse('wrong_enterprise');
  return openIntent(tx, { patentId: match.patentId, matchId, origin: match.library, member });
}

async function begin(tx: Tx, about: Parameters<typeof openIntent>[1]): Promise<Intent> {
  const { member, patentId, matchId, origin } = about;
  const patent = await tx.patents.get(patentId);
  const intent = beginIntent(await speakerOf(tx, member), { patent, matchId, origin }, null, tx.newId());
  if (await tx.intents.add(intent, tx.at)) return intent;
  // Another admin was quicker: it is his that counts.
  return (await tx.intents.findLiving(member.enterpriseId, patentId)) ?? refuse('intent_unknown');
}

/** Writes the draft of an intent and shows the exact text for confirmation. */
export async function draftIntentText(
  tx: Tx,
  { intentId, member, typed }: OnIntent & { readonly typed: Typed },
): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  const patent = await tx.patents.get(before.patentId);
  const fields = fillForm(offeringModes(tx.forms.intent, patent.cooperationModes), typed);
  const words = { fields, expertNames: await namesWithin(tx, before.enterpriseId) };
  await keep(tx, before, draftIntent(await speakerOf(tx, member), before, patent, words));
  return { tone: 'info', text: '请核对全文，确认无误后发送。' };
}

/** Takes the draft of an intent back into the form. */
export async function reopenIntentForm(tx: Tx, { intentId, member }: OnIntent): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  await keep(tx, before, reopenIntent(await speakerOf(tx, member), before));
  return { tone: 'info', text: '可以继续修改。' };
}

/** Sends the very text the admin was shown: keeps it in the audit trail and promises it to the platform. */
export async function sendIntent(
  tx: Tx,
  { intentId, member, revision }: OnIntent & { readonly revision: number },
): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  const patent = await tx.patents.get(before.patentId);
  const shown = { revision, expertNames: await namesWithin(tx, before.enterpriseId) };
  const after = confirmIntent(await speakerOf(tx, member), before, patent, shown, tx.at);
  const detail = { text: after.text, origin: after.origin };
  await noteAct(tx, after, { actor: member.id, act: 'submit-intent', detail });
  await promisePost(tx, 'intent', after.id, { intent: after.id });
  await keep(tx, before, after);
  return { tone: 'success', text: '合作意向已确认，将推送给专利所属高校。' };
}

/** Gives an intent up; the platform is told where it may have it. */
export async function withdrawIntentByAdmin(tx: Tx, { intentId, member }: OnIntent): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  const after = withdrawIntent(await speakerOf(tx, member), before, tx.at);
  if (after === before) return { tone: 'info', text: '合作意向已撤回。' };
  await noteAct(tx, after, { actor: member.id, act: 'withdraw-intent' });
  if (after.submittedAt) await promisePost(tx, 'withdrawal', after.id, { intent: after.id });
  await keep(tx, before, after);
  return {
    tone: 'success',
    text: after.submittedAt ? '合作意向已撤回，将通知平台。' : '已放弃填写，没有发送任何内容。',
  };
}

/** Notes that an admin has entered an intent on the platform by hand. */
export async function markIntentByHand(tx: Tx, { intentId, member }: OnIntent): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  const after = markIntentPosted(await speakerOf(tx, member), before, tx.at);
  await noteAct(tx, after, { actor: member.id, act: 'post-intent-by-hand' });
  await keep(tx, before, after);
  return { tone: 'success', text: '已登记为在平台填报。' };
}

/** Takes such a note back. */
export async function unmarkIntentByHand(tx: Tx, { intentId, member }: OnIntent): Promise<Notice> {
  const before = await tx.intents.lock(intentId);
  const after = unmarkIntentPosted(await speakerOf(tx, member), before);
  await noteAct(tx, after, { actor: member.id, act: 'undo-intent-by-hand' });
  await promisePost(tx, 'intent', after.id, { intent: after.id });
  await keep(tx, before, after);
  return { tone: 'success', text: '已撤销登记，这份合作意向仍待填报。' };
}

/** Stores what has changed and lets every card show it, also when nothing has: the card may be an old one. */
async function keep(tx: Tx, before: Intent, after: Intent): Promise<void> {
  if (after !== before) await tx.intents.replace(after);
  await showAnew(tx, after.id, after.matchId);
}
