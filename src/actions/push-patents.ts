import { startOfDay } from '../domain/calendar.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { takesCards, takesPatents } from '../domain/chat-room.ts';
import { type Match, push, withdraw } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import { roomLeft } from '../domain/push-rules.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCard, privateChatOf } from './promise-cards.ts';

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
  const places = await placesFor(tx, enterprise.id);
  if (places.length === 0) return { pushed: 0, stoppedBy: 'no-chat' };

  const room = await roomToday(tx, places, enterprise.dailyPushLimit, input.timeZone);
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
    await bringTo(tx, places, push(match, enterprise, patent, tx.at));
    pushed += 1;
  }
  if (pushed === room) return { pushed, stoppedBy: 'daily-limit' };
  return { pushed, stoppedBy: pushed === most ? 'most' : 'done' };
}

/** A chat that gets every patent, and whose private chat it is. */
interface Place {
  readonly chat: ChatRoom;
  readonly viewer: Member | null;
}

/**
 * Where an enterprise's patents go: into its groups; where no group hears the experts, to each of them in private as well.
 * Whoever has no group at all is reached in private only by channels that know no groups.
 */
async function placesFor(tx: Tx, enterpriseId: string): Promise<Place[]> {
  const groups = (await tx.chats.groupsOf(enterpriseId)).filter(takesPatents);
  const places: Place[] = groups.map((chat) => ({ chat, viewer: null }));
  if (groups.some(({ connection }) => tx.reachOf(connection).hears)) return places;
  for (const member of await tx.members.ofEnterprise(enterpriseId)) {
    const chat = may(member, 'rate') ? await privateChatOf(tx, member) : null;
    if (chat && takesCards(chat) && (groups.length > 0 || !tx.reachOf(chat.connection).groups))
      places.push({ chat, viewer: member });
  }
  return places;
}

/** The fullest chat decides, because every chat of the enterprise gets every card. */
async function roomToday(tx: Tx, places: readonly Place[], limit: number, timeZone: string): Promise<number> {
  const since = startOfDay(tx.at, timeZone);
  const counts = await Promise.all(places.map(({ chat }) => tx.cards.countSince(chat.id, 'patent', since)));
  return roomLeft(limit, Math.max(...counts));
}

async function bringTo(tx: Tx, places: readonly Place[], match: Match): Promise<void> {
  await tx.matches.replace(match);
  for (const place of places) await openCard(tx, { kind: 'patent', subject: match, ...place });
}
