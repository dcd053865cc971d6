import type { Notice } from '../chat/port.ts';
import { localTime } from '../domain/calendar.ts';
import { daysUntil } from '../domain/digest.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { reminderDue } from '../domain/reminder.ts';
import { toDoOf } from '../reads/to-do.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openCardAnew, openPrivateCard, privateChatOf, promiseCard } from './promise-cards.ts';

/** What became of a reminder: sent, not due, or not possible. */
export type RemindedNow = 'sent' | 'not-due' | 'told-today' | 'unreachable';

/**
 * Reminds a member of what waits for him, when it is time and he wants it. The row of his chat and day is in the same
 * transaction as the card: in however many processes and enterprises this is tried, he gets one a day.
 */
export async function remindMember(
  tx: Tx,
  { memberId, timeZone }: { readonly memberId: string; readonly timeZone: string },
): Promise<RemindedNow> {
  const member = await tx.members.get(memberId);
  const toDo = await toDoOf(tx, member);
  const { deadline } = await tx.enterprises.get(member.enterpriseId);
  const chat = await privateChatOf(tx, member);
  if (!chat) return 'unreachable';
  const { day } = localTime(tx.at, timeZone);
  const reminded = await tx.reminders.reminded({ chatId: chat.id, memberId }, tx.at);
  const daysLeft = deadline === null ? null : daysUntil(deadline, day);
  if (!reminderDue(toDo, reminded, { at: tx.at, daysLeft })) return 'not-due';
  if (!(await tx.reminders.add({ chatId: chat.id, day, memberId }, tx.at))) return 'told-today';
  await openPrivateCard(tx, 'to-do', subjectOf(member), member, openCardAnew);
  return 'sent';
}

/** Opens what waits for a member in his private chat, once for each enterprise he belongs to. */
export async function openToDo(tx: Tx, members: readonly Member[]): Promise<Notice> {
  const chats = [];
  for (const member of members) {
    mustBeAllowed(member, 'ask-for-help');
    chats.push(await openInPrivate(tx, 'to-do', subjectOf(member), member));
  }
  return { tone: 'info', text: `待办已发到您${placesOf(tx, chats)}。` };
}

/** Stops the reminders of a member, or lets them come again. */
export async function turnReminders(
  tx: Tx,
  { card, member, on }: { readonly card: SentCard; readonly member: Member; readonly on: boolean },
): Promise<Notice> {
  await tx.reminders.mute(member.id, !on, tx.at);
  await promiseCard(tx, card);
  return { tone: 'success', text: on ? '会继续提醒您。' : '不再提醒您；发送「我的待办」可以随时查看。' };
}

function subjectOf({ id, enterpriseId }: Member) {
  return { id, enterpriseId };
}
