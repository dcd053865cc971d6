import { startOfDay } from '../domain/calendar.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { takesPatents } from '../domain/chat-room.ts';
import { type Match, push, withdraw } from '../domain/match.ts';
import { roomLeft } from '../domain/push-rules.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCard } from './promise-cards.ts';

/** What one enterprise got at one push. */
export interface Pushed {
  readonly pushed: number;
  /** Why nothing or not more was pushed. */
  readonly stoppedBy: 'done' | 'most' | 'daily-limit' | 'no-chat' | 'closed';
}

/** How many candidates are read at once; patents that left the register are passed over. */
const CANDIDATES = 50;

/**
 * Pushes the best waiting matches of an enterprise into its groups, as many as today still allows. The enterprise is
 * locked, so that two pushes at the same time keep the daily limit together; a match is pushed once for ever.
 */
export async function pushPatents(
  tx: Tx,
  input: { readonly enterpriseId: string; readonly timeZone: string; readonly most?: number },
): Promise<Pushed> {
  const enterprise = await tx.enterprises.lock(input.enterpriseId);
  if (enterprise.state === 'closed') return { pushed: 0, stoppedBy: 'closed' };
  const chats = (await tx.chats.groupsOf(enterprise.id)).filter(takesPatents);
  if (chats.length === 0) return { pushed: 0, stoppedBy: 'no-chat' };

  const room = await roomToday(tx, chats, enterprise.dailyPushLimit, input.timeZone);
  const most = Math.min(room, input.most ?? room);
  let pushed = 0;
  for (const candidate of most > 0 ? await tx.matches.nextToPush(enterprise.id, CANDIDATES + most) : []) {
    if (pushed === most) break;
    const match = await tx.matches.lock(candidate.id);
    const patent = await tx.patents.get(match.patentId);
    if (patent.state !== 'registered') {
      await tx.matches.replace(withdraw(match, tx.at));
      continue;
    }
    await bringTo(tx, chats, push(match, enterprise, patent, tx.at));
    pushed += 1;
  }
  if (pushed === room) return { pushed, stoppedBy: 'daily-limit' };
  return { pushed, stoppedBy: pushed === most ? 'most' : 'done' };
}

/** The fullest chat decides, because every chat of the enterprise gets every card. */
async function roomToday(
  tx: Tx,
  chats: readonly ChatRoom[],
  limit: number,
  timeZone: string,
): Promise<number> {
  const since = startOfDay(tx.at, timeZone);
  const counts = await Promise.all(chats.map(({ id }) => tx.cards.countSince(id, 'patent', since)));
  return roomLeft(limit, Math.max(...counts));
}

async function bringTo(tx: Tx, chats: readonly ChatRoom[], match: Match): Promise<void> {
  await tx.matches.replace(match);
  for (const chat of chats) await openCard(tx, { kind: 'patent', subject: match, chat, viewer: null });
}
