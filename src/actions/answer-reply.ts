import type { Notice, Reply } from '../chat/port.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { readRating } from '../domain/spoken-rating.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { bindByCode } from './binding-code.ts';
import { memberOf } from './press-button.ts';
import { ratePatent } from './rate-patent.ts';

/** `绑定 7QK2-XR9A-40BM`, with or without a colon. */
const BINDING = /^\s*绑定\s*[:：]?\s*(.+)$/su;

/**
 * Takes a text for a binding code, or for a rating when it answers a patent card. Returns what the person is told; null when the text was
 * not meant for us and must stay unanswered.
 */
export async function answerReply(tx: Tx, reply: Reply): Promise<Notice | null> {
  const code = reply.addressed ? BINDING.exec(reply.text)?.[1] : undefined;
  if (code !== undefined) return bindByCode(tx, reply, code);
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
    matchId: card.matchId,
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
