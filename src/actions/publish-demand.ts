import type { Notice } from '../chat/port.ts';
import {
  beginDemand,
  closeDemand,
  confirmDemand,
  type Demand,
  draftDemand,
  markDemandPosted,
  reopenDemand,
  unmarkDemandPosted,
} from '../domain/demand.ts';
import type { Member } from '../domain/member.ts';
import { fillForm, type Typed } from '../domain/outward-form.ts';
import type { Tx } from '../stores/transactions.ts';
import { namesWithin, noteAct, promisePost, showAnew, speakerOf } from './cooperation.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';

/** Which demand is meant, and who acts on it. */
interface OnDemand {
  readonly demandId: string;
  readonly member: Member;
}

/** Opens the empty form of a demand in the admin's private chat; one that he has left empty is opened again. */
export async function openDemand(tx: Tx, { member }: { readonly member: Member }): Promise<Notice> {
  const begun = beginDemand(await speakerOf(tx, member), tx.newId());
  const open = await tx.demands.ofEnterprise(member.enterpriseId, ['editing'], { limit: 20 });
  const left = open.find(({ draftedBy, revision }) => draftedBy === member.id && revision === begun.revision);
  if (!left) await tx.demands.add(begun, tx.at);
  const chat = await openInPrivate(tx, 'demand', left ?? begun, member);
  return { tone: 'info', text: `公开需求卡片已发到您${placesOf(tx, [chat])}，请填写并核对后发布。` };
}

/** Writes the draft of a demand and shows the exact text for confirmation, with what one had better not publish. */
export async function draftDemandText(
  tx: Tx,
  { demandId, member, typed }: OnDemand & { readonly typed: Typed },
): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  const fields = fillForm(tx.forms.demand, typed);
  const words = { fields, expertNames: await namesWithin(tx, before.enterpriseId) };
  await keep(tx, before, draftDemand(await speakerOf(tx, member), before, words));
  return { tone: 'info', text: '请核对全文：发布后平台所有用户可见。' };
}

/** Takes the draft of a demand back into the form. */
export async function reopenDemandForm(tx: Tx, { demandId, member }: OnDemand): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  await keep(tx, before, reopenDemand(await speakerOf(tx, member), before));
  return { tone: 'info', text: '可以继续修改。' };
}

/** Publishes the very text the admin was shown; `warned` says that the warnings stood beside the button he pressed. */
export async function publishDemand(
  tx: Tx,
  { demandId, member, ...shown }: OnDemand & { readonly revision: number; readonly warned: boolean },
): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  const expertNames = await namesWithin(tx, before.enterpriseId);
  const after = confirmDemand(await speakerOf(tx, member), before, { ...shown, expertNames }, tx.at);
  const detail = { text: after.text, title: after.title };
  await noteAct(tx, after, { actor: member.id, act: 'submit-demand', detail });
  await promisePost(tx, 'demand', after.id, { demand: after.id });
  await keep(tx, before, after);
  return { tone: 'success', text: '需求已确认，将在平台公开发布。' };
}

/** Closes a demand; the platform is told where it may have it. */
export async function closeDemandByAdmin(tx: Tx, { demandId, member }: OnDemand): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  const after = closeDemand(await speakerOf(tx, member), before, tx.at);
  if (after === before) return { tone: 'info', text: '需求已关闭。' };
  await noteAct(tx, after, { actor: member.id, act: 'close-demand' });
  if (after.submittedAt) await promisePost(tx, 'withdrawal', after.id, { demand: after.id });
  await keep(tx, before, after);
  return {
    tone: 'success',
    text: after.submittedAt ? '需求已关闭，将通知平台。' : '已放弃填写，没有发布任何内容。',
  };
}

/** Notes that an admin has entered a demand on the platform by hand. */
export async function markDemandByHand(tx: Tx, { demandId, member }: OnDemand): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  const after = markDemandPosted(await speakerOf(tx, member), before, tx.at);
  await noteAct(tx, after, { actor: member.id, act: 'post-demand-by-hand' });
  await keep(tx, before, after);
  return { tone: 'success', text: '已登记为在平台填报。' };
}

/** Takes such a note back. */
export async function unmarkDemandByHand(tx: Tx, { demandId, member }: OnDemand): Promise<Notice> {
  const before = await tx.demands.lock(demandId);
  const after = unmarkDemandPosted(await speakerOf(tx, member), before);
  await noteAct(tx, after, { actor: member.id, act: 'undo-demand-by-hand' });
  await promisePost(tx, 'demand', after.id, { demand: after.id });
  await keep(tx, before, after);
  return { tone: 'success', text: '已撤销登记，这条需求仍待填报。' };
}

async function keep(tx: Tx, before: Demand, after: Demand): Promise<void> {
  if (after !== before) await tx.demands.replace(after);
  await showAnew(tx, after.id);
}
