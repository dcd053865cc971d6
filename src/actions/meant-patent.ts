import type { Reply } from '../chat/port.ts';
import type { Match } from '../domain/match.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { patentNamedIn, withoutPatentNames } from '../domain/spoken-patent.ts';
import { readRating } from '../domain/spoken-rating.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** The patent a text is about, and what the text says of it. */
export interface Meant {
  readonly matchId: string;
  readonly enterpriseId: string;
  /** The only member who may answer, when it hangs on a private card. */
  readonly viewerId: string | null;
  readonly text: string;
}

/** Finds what a text is about: the card it answers, or the patent that it or the message it quotes names. */
export async function whatIsMeant(tx: Tx, reply: Reply): Promise<Meant | null> {
  const card = await cardAnswered(tx, reply);
  if (card) {
    const { subjectId: matchId, enterpriseId, viewerId } = card;
    return { matchId, enterpriseId, viewerId, text: reply.text };
  }
  const number = reply.addressed ? (patentNamedIn(reply.text) ?? patentNamedIn(reply.quoted)) : null;
  if (number === null) return null;
  const match = await matchNamed(tx, reply, number);
  if (!match) return null;
  const { id: matchId, enterpriseId } = match;
  return { matchId, enterpriseId, viewerId: null, text: withoutPatentNames(reply.text).trim() };
}

/** The card that was answered, if it was one that takes ratings and hangs in the very chat the reply came from. */
async function cardAnswered(tx: Tx, reply: Reply): Promise<SentCard | null> {
  const card = await tx.cards.findByMessages(reply.connection, reply.inReplyTo);
  if (!card || (card.kind !== 'patent' && card.kind !== 'returned')) return null;
  return card.channelChatId === reply.chatId ? card : null;
}

/**
 * The match with a patent: of the enterprise whose group it is, and in private of those the author belongs to. Where
 * several of them wait for his rating, it is not guessed which one he rates it for.
 */
async function matchNamed(tx: Tx, reply: Reply, number: string): Promise<Match | null> {
  const patent = await tx.patents.findByNumber(number);
  if (!patent) return null;
  const found: Match[] = [];
  for (const enterpriseId of await enterprisesHere(tx, reply)) {
    const match = await tx.matches.find(enterpriseId, patent.id);
    if (match) found.push(match);
  }
  const open = found.filter(({ state }) => state === 'open');
  const rates = readRating(withoutPatentNames(reply.text)).kind !== 'none';
  if (open.length > 1 && rates) refuse('patent_of_several');
  return open[0] ?? found[0] ?? null;
}

async function enterprisesHere(tx: Tx, { connection, chatId, chatKind, person }: Reply): Promise<string[]> {
  if (chatKind === 'group') {
    const group = await tx.chats.findByAddress(connection, chatId);
    return group?.enterpriseId ? [group.enterpriseId] : [];
  }
  const known = person.outsider ? null : await tx.persons.find(connection, person.userId);
  const members = known ? await tx.members.ofPerson(known.id) : [];
  const present = members.filter(({ removed }) => !removed);
  // An admin rates nothing: where he is nothing else, his words are not about that enterprise.
  const experts = present.filter((member) => may(member, 'rate'));
  return (experts.length > 0 ? experts : present).map(({ enterpriseId }) => enterpriseId);
}
