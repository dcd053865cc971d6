import type { Notice } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';

/** Opens the list of intents and demands in the private chat of an admin, once for each enterprise he speaks for. */
export async function openNeeds(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const admin of admins) {
    mustBeAllowed(admin, 'manage-demands');
    const { enterpriseId } = admin;
    chats.push(await openInPrivate(tx, 'needs', { id: enterpriseId, enterpriseId }, admin));
  }
  return { tone: 'info', text: `企业需求发布管理已发到您${placesOf(tx, chats)}。` };
}

/** Opens one intent or demand of the list; `which` is its kind and its id. */
export async function openNeed(
  tx: Tx,
  { which, member }: { readonly which: string; readonly member: Member },
): Promise<Notice> {
  const [kind, id = ''] = which.split(':');
  const isIntent = kind === 'intent';
  const subject = isIntent ? await tx.intents.get(id) : await tx.demands.get(id);
  if (subject.enterpriseId !== member.enterpriseId) refuse('wrong_enterprise');
  const chat = await openInPrivate(tx, isIntent ? 'intent' : 'demand', subject, member);
  return { tone: 'info', text: `卡片已发到您${placesOf(tx, [chat])}。` };
}
