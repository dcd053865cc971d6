import type { Notice, Reply } from '../chat/port.ts';
import { readCommand } from '../domain/chat-command.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { readRating } from '../domain/spoken-rating.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { obeyCommand } from './chat-commands.ts';
import { ratePatent } from './rate-patent.ts';
import { memberOf } from './who-speaks.ts';

/**
 * Takes a text for a command, or for a rating when it answers a patent card. Returns what the person is told; null when
 * the text was not meant for us, or when a card answers it.
 */
export async function answerReply(tx: Tx, reply: Reply): Promise<Notice | null> {
  const command = reply.addressed ? readCommand(reply.text) : null;
  if (command) return obeyCommand(tx, reply, command);
  const card = await cardAnswered(tx, reply);
  if (!card) {
    if (!reply.addressed) return null;
    refuse('reply_without_card');
  }
  const said = readRating(reply.text);
  // People may talk under a card; an expert who answers it is told how, for he may well have meant to rate.
  if (said.kind === 'none' && !reply.addressed && !(await isExpert(tx, reply, card))) return null;
  if (said.kind === 'off-scale') refuse('stars_out_of_range');
  if (said.kind === 'none') refuse('reply_not_understood');

  const member = await memberOf(tx, reply.connection, reply.person, card.enterpriseId);
  if (card.viewerId !== null && card.viewerId !== member.id) refuse('card_mismatch');
  const { stars, opinion } = said;
  return ratePatent(tx, {
    matchId: card.subjectId,
    member,
    rating: { stars, ...(opinion === undefined ? {} : { opinion }) },
  });
}

async function isExpert(tx: Tx, { connection, person }: Reply, card: SentCard): Promise<boolean> {
  const known = person.outsider ? null : await tx.persons.find(connection, person.userId);
  const member = known && (await tx.members.findOfPerson(known.id, card.enterpriseId));
  return member !== null && may(member, 'rate');
}

/** The card that was answered, if it was one that takes ratings and hangs in the very chat the reply came from. */
async function cardAnswered(tx: Tx, reply: Reply): Promise<SentCard | null> {
  const card = await tx.cards.findByMessages(reply.inReplyTo);
  if (!card || (card.kind !== 'patent' && card.kind !== 'returned')) return null;
  const chat = await tx.chats.get(card.chatId);
  return chat.connection === reply.connection && card.channelChatId === reply.chatId ? card : null;
}
