import type { Notice, Reply } from '../chat/port.ts';
import { readCommand } from '../domain/chat-command.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { readRating } from '../domain/spoken-rating.ts';
import type { Question } from '../stores/question-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { obeyCommand } from './chat-commands.ts';
import { type Meant, whatIsMeant } from './meant-patent.ts';
import { answerQuestion } from './press.ts';
import { ratePatent } from './rate-patent.ts';
import { memberOf } from './who-speaks.ts';

/**
 * Takes a text for a command, for a rating when it answers a patent card or names a patent, or for what its author was
 * asked to write. Returns what the person is told; null when the text was not meant for us, or when a card answers it.
 */
export async function answerReply(tx: Tx, reply: Reply): Promise<Notice | null> {
  const command = reply.addressed ? readCommand(reply.text) : null;
  if (command) return obeyCommand(tx, reply, command);
  const meant = await whatIsMeant(tx, reply);
  const rates = meant !== null && readRating(meant.text).kind !== 'none';
  const question = reply.addressed && !rates ? await questionTo(tx, reply) : null;
  if (question) return answerOrGiveUp(tx, reply, question);
  if (meant) return rateInWords(tx, reply, meant);
  return reply.addressed ? refuse('reply_without_card') : null;
}

async function rateInWords(tx: Tx, reply: Reply, meant: Meant): Promise<Notice | null> {
  const said = readRating(meant.text);
  // People may talk under a card; an expert who answers it is told how, for he may well have meant to rate.
  if (said.kind === 'none' && !reply.addressed && !(await isExpert(tx, reply, meant))) return null;
  if (said.kind === 'off-scale') refuse('stars_out_of_range');
  if (said.kind === 'none') refuse('reply_not_understood');

  const member = await memberOf(tx, reply.connection, reply.person, meant.enterpriseId);
  if (meant.viewerId !== null && meant.viewerId !== member.id) refuse('card_mismatch');
  const { stars, opinion } = said;
  await answerByTheWay(tx, reply, meant);
  return ratePatent(tx, {
    matchId: meant.matchId,
    member,
    rating: { stars, ...(opinion === undefined ? {} : { opinion }) },
  });
}

/** Whoever rates the very patent he was asked about has answered; his next words are none. */
async function answerByTheWay(tx: Tx, reply: Reply, { matchId }: Meant): Promise<void> {
  const question = await questionOf(tx, reply);
  const card = question && (await tx.cards.find(question.cardId));
  if (question?.press['for'] === 'rate' && card?.subjectId === matchId)
    await tx.questions.drop(question.personId);
}

async function isExpert(tx: Tx, { connection, person }: Reply, { enterpriseId }: Meant): Promise<boolean> {
  const known = person.outsider ? null : await tx.persons.find(connection, person.userId);
  const member = known && (await tx.members.findOfPerson(known.id, enterpriseId));
  return member !== null && may(member, 'rate');
}

/** What he is asked, if he may answer here: what a private card asked is not answered where others read. */
async function questionTo(tx: Tx, reply: Reply): Promise<Question | null> {
  const question = await questionOf(tx, reply);
  if (question === null || reply.chatKind === 'private') return question;
  const card = await tx.cards.find(question.cardId);
  return card?.viewerId == null ? question : null;
}

async function questionOf(tx: Tx, { connection, person }: Reply): Promise<Question | null> {
  const known = person.outsider ? null : await tx.persons.find(connection, person.userId);
  return known && tx.questions.open(known.id, tx.at);
}

async function answerOrGiveUp(tx: Tx, reply: Reply, question: Question): Promise<Notice> {
  const { connection, person, text: words } = reply;
  if (/^取消[。.!！]?$/u.test(words.trim())) {
    await tx.questions.drop(question.personId);
    return { tone: 'info', text: '已取消，没有记录。' };
  }
  const card = (await tx.cards.find(question.cardId)) ?? refuse('card_unknown');
  const member = await memberOf(tx, connection, person, card.enterpriseId);
  if (card.viewerId !== null && card.viewerId !== member.id) refuse('card_mismatch');
  return answerQuestion(tx, question, { card, member, connection, userId: person.userId, words });
}
