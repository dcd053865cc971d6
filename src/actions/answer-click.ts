import type { Answer, Click, Notice } from '../chat/port.ts';
import { takesCardsOf, takesGreetings } from '../domain/chat-room.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { drawCard, type Face, type Faces } from './card-faces.ts';
import { promiseCard, promiseText } from './promise-cards.ts';

/**
 * Puts what a click led to where the person sees it: beside the card where the client has a place for notices, in the
 * answer where that is a card, and otherwise on the card itself, with its next edit; `kept` is how it is written down
 * for that.
 */
export async function answerClick(
  tx: Tx,
  faces: Faces,
  click: Click,
  notice: Notice,
  kept: Notice = notice,
): Promise<Answer> {
  const face = faces.faceOf(click.connection);
  if (!face || face.can.toasts) return { notice, cardJson: null };
  const card = await cardClicked(tx, click);
  if (!card) return { notice, cardJson: null };
  // Kept here and not with the press: whoever was refused must see that on the card as well.
  if (click.ticket) await tx.tickets.add(tx.newId(), card.id, click.ticket);
  const fits = [...kept.text].length <= face.can.noticeLength;
  // A card that has made room for a newer one is edited no more.
  const stays = face.can.answersWithCard || card.state !== 'gone';
  // What is meant for one person is not told a whole group.
  if (card.viewerId !== null && !(fits && stays)) await sayBeside(tx, card, click, kept);
  if (face.can.answersWithCard)
    return { notice, cardJson: await drawFor(tx, faces, face, card, click, notice) };
  await promiseCard(tx, card, kept);
  return { notice, cardJson: null };
}

/** Puts a notice beside the card, for which there is no room on it. */
async function sayBeside(tx: Tx, card: SentCard, { connection, deliveryId }: Click, { text }: Notice) {
  const chat = await tx.chats.get(card.chatId);
  await promiseText(tx, { key: `notice:${connection}:${deliveryId}`, chat, text });
}

/** Answers somebody who has opened his chat with the card that greets him, where the answer can be a card. */
export async function answerOpening(
  tx: Tx,
  faces: Faces,
  connection: string,
  greetings: readonly SentCard[],
): Promise<Answer> {
  const face = faces.faceOf(connection);
  const card = greetings.find(({ state }) => state === 'pending');
  if (!face?.can.answersWithCard || !card) return { notice: null, cardJson: null };
  const { json, seen, shown } = await drawCard(tx, card, { face, view: faces.view });
  const { address } = await tx.chats.get(card.chatId);
  const sent = { messageId: card.id, channelChatId: address, state: 'sent', sentAt: tx.at } as const;
  await tx.cards.replace({ ...card, ...sent, shown, matters: seen.matters });
  return { notice: null, cardJson: json };
}

/**
 * The card that was clicked, if it hangs in the chat it was clicked in; the reader of anything else learns nothing, and
 * neither does anybody in a group that is another enterprise's by now, or has outsiders.
 */
async function cardClicked(tx: Tx, { connection, messageId, chatId }: Click): Promise<SentCard | null> {
  const card = await tx.cards.findByMessages(connection, [messageId]);
  if (!card || card.channelChatId !== chatId) return null;
  // A click proves that the chat is not lost.
  const chat = { ...(await tx.chats.get(card.chatId)), lost: false };
  const fits = card.enterpriseId === '' ? takesGreetings(chat) : takesCardsOf(chat, card.enterpriseId);
  return fits ? card : null;
}

async function drawFor(
  tx: Tx,
  faces: Faces,
  face: Face,
  card: SentCard,
  { connection, person }: Click,
  notice: Notice,
): Promise<string> {
  const found = person.outsider
    ? null
    : await tx.members.findByAccount(connection, person.userId, card.enterpriseId);
  const reader =
    found && (card.viewerId === null || card.viewerId === found.member.id) ? found.member.id : null;
  const looks = { notice: notice.text, ...(reader === null ? {} : { reader }) };
  const { json, seen, shown } = await drawCard(tx, card, { face, view: faces.view }, looks);
  // A text that is to be confirmed has to be read first: the card that comes after it is still due.
  const matters = seen.lead?.toConfirm === true ? card.matters : seen.matters;
  // Of a group's card only the copy of the one who clicked has changed.
  if (card.viewerId !== null) await tx.cards.replace({ ...card, shown, matters });
  return json;
}
