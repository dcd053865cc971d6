import type { Notice } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { type Focus, readFocus, type TypedFocus, typedFocus } from '../domain/focus.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { withSuggestion } from '../matching/focus-advice.ts';
import { codeOf } from '../matching/taxonomy-name.ts';
import { adviceFor } from '../reads/focus-advice.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { lastChangeOf, setFocus } from './set-focus.ts';
import { turnCard } from './turn-card.ts';

/** A press on the card of a focus by an admin of its enterprise. */
interface Keeping {
  readonly card: SentCard;
  readonly member: Member;
}

/** Opens what an enterprise wants to see in the private chat of a member, once for each enterprise he belongs to. */
export async function openFocus(tx: Tx, members: readonly Member[]): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const member of members) {
    mustBeAllowed(member, 'view-focus-library');
    const { enterpriseId } = member;
    chats.push(await openInPrivate(tx, 'focus', { id: enterpriseId, enterpriseId }, member));
  }
  return { tone: 'info', text: `关注领域已发到您${placesOf(tx, chats)}。` };
}

/**
 * Keeps what was filled in and shows what it would bring; nothing of it is in force before it is saved. With `keep`, parts
 * that were not named stay as they are.
 */
export async function draftFocus(
  tx: Tx,
  { typed, keep, ...who }: Keeping & { readonly typed: TypedFocus; readonly keep: boolean },
): Promise<Notice> {
  const known = keep ? typedFocus(await focusAtHand(tx, who.member)) : {};
  const focus = readFocus({ ...known, ...typed }, (kind, text) => codeOf(tx.taxonomies, kind, text));
  return keepDraft(tx, who, focus);
}

/** What a member is about to save, else what is in force. */
async function focusAtHand(tx: Tx, { id, enterpriseId }: Member): Promise<Focus> {
  const draft = await tx.focus.draftOf(id);
  if (draft?.enterpriseId === enterpriseId) return draft.focus;
  return (await tx.enterprises.get(enterpriseId)).focus;
}

/** Fills in what is proposed to an enterprise without a focus. */
export async function proposeFocus(tx: Tx, who: Keeping): Promise<Notice> {
  const { proposal } = await adviceFor(tx, who.member.enterpriseId);
  return keepDraft(tx, who, proposal ?? refuse('focus_draft_missing'));
}

/** Fills in what a suggestion means. */
export async function adoptSuggestion(
  tx: Tx,
  { which, ...who }: Keeping & { readonly which: string },
): Promise<Notice> {
  const { suggestions } = await adviceFor(tx, who.member.enterpriseId);
  const wanted = suggestions.find(({ id }) => id === which) ?? refuse('focus_draft_missing');
  const { focus } = await tx.enterprises.get(who.member.enterpriseId);
  return keepDraft(tx, who, withSuggestion(focus, wanted));
}

/** Keeps a suggestion from coming again. */
export async function dismissSuggestion(
  tx: Tx,
  { card, member, which }: Keeping & { readonly which: string },
): Promise<Notice> {
  await tx.focus.dismiss(member.enterpriseId, which);
  await turnCard(tx, card, 'now');
  return { tone: 'info', text: '不再提示这一条。' };
}

async function keepDraft(tx: Tx, { card, member }: Keeping, focus: Focus): Promise<Notice> {
  const { id: memberId, enterpriseId } = member;
  const basedOn = await lastChangeOf(tx, enterpriseId);
  await tx.focus.putDraft({ id: tx.newId(), memberId, enterpriseId, focus, basedOn }, tx.at);
  await turnCard(tx, card, 'check');
  return { tone: 'info', text: '请看效果，满意再保存。现在还没有生效。' };
}

/** Saves the very draft whose effect was shown; refuses when the focus or the draft has changed since. */
export async function saveFocus(
  tx: Tx,
  { card, member, draft: id }: Keeping & { readonly draft: string },
): Promise<Notice> {
  const draft = await tx.focus.draftOf(member.id);
  if (!draft || draft.id !== id || draft.enterpriseId !== member.enterpriseId) refuse('focus_draft_missing');
  const { enterpriseId, focus, basedOn } = draft;
  await tx.focus.dropDraft(member.id);
  await turnCard(tx, card, 'now');
  await setFocus(tx, { enterpriseId, focus, actor: member.id, seen: basedOn });
  return { tone: 'success', text: '已保存。转化关注库正在按新的关注领域更新，已推送的专利不变。' };
}

/** Lets go of what was filled in. */
export async function dropFocusDraft(tx: Tx, { card, member }: Keeping): Promise<Notice> {
  await tx.focus.dropDraft(member.id);
  await turnCard(tx, card, 'now');
  return { tone: 'info', text: '已放弃，关注领域没有改变。' };
}

/** Takes the change back that was shown as the last; itself a change, which can be taken back too. */
export async function undoFocus(
  tx: Tx,
  { member, change: seen }: Keeping & { readonly change: string },
): Promise<Notice> {
  const { enterpriseId } = member;
  const [last] = await tx.focus.changesOf(enterpriseId, 1);
  if (!last || last.id !== seen) refuse('focus_changed_meanwhile');
  await setFocus(tx, { enterpriseId, focus: last.before, actor: member.id, seen });
  return { tone: 'success', text: '已恢复到上次修改之前。' };
}
