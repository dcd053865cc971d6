import { drawCard } from '../actions/card-faces.ts';
import { awaitWord } from '../actions/hear-chat.ts';
import { loseChat } from '../actions/join-chat.ts';
import { takesCardsOf, takesGreetings } from '../domain/chat-room.ts';
import { type AppError, asAppError, outsideError } from '../errors.ts';
import type { Job } from '../stores/outbox-store.ts';
import { channelOf } from './channels.ts';
import { editCard, renew } from './edit-card.ts';
import type { CardWorld, FoundCard } from './found-card.ts';
import type { Deliver } from './relay.ts';
import { sendCard } from './send-card.ts';

/** Makes the deliverer of cards: it shows the state at delivery time, by sending the card or by editing what was sent. */
export function deliverCard(world: CardWorld): Deliver {
  return async (job) => {
    const found = await find(world, job.payload['card'] ?? '', job.payload['notice'] ?? '');
    if (!found) return;
    const { card, chat } = found;
    if (!(card.kind === 'help' ? takesGreetings(chat) : takesCardsOf(chat, card.enterpriseId)))
      throw outsideError('chat_lost', 'the chat of a card is gone or not allowed', { reaction: 'give-up' });
    try {
      if (card.messageId === null) await sendCard(world, job, found);
      else await editCard(world, job, found, card.messageId);
    } catch (error) {
      await react(world, job, found, asAppError(error));
    }
  };
}

async function find(world: CardWorld, cardId: string, notice: string): Promise<FoundCard | null> {
  return world.inTransaction(async (tx) => {
    const card = await tx.cards.find(cardId);
    if (!card || card.state === 'gone') return null;
    const channel = channelOf(world.channels, card.connection);
    const face = world.faces.faceOf(card.connection);
    if (!face) return null;
    const drawn = await drawCard(tx, card, { face, view: world.faces.view }, { notice });
    return { ...drawn, card, channel, chat: await tx.chats.get(card.chatId) };
  });
}

/** Draws the consequences a failure has for the card or its chat; whatever else it is, the relay decides. */
async function react(world: CardWorld, job: Job, found: FoundCard, failure: AppError): Promise<void> {
  const reaction = failure.outside?.reaction;
  const { card, chat } = found;
  if (reaction === 'message-expired') return renew(world, job, found);
  if (reaction === 'message-lost') {
    world.log.warn({ card: card.id }, 'a card was recalled or deleted; it is not sent again');
    await world.inTransaction((tx) => tx.cards.replace({ ...card, state: 'gone' }));
    return;
  }
  if (reaction === 'chat-lost') await world.inTransaction((tx) => loseChat(tx, chat.id, card.id));
  if (reaction === 'not-addressed') await world.inTransaction((tx) => awaitWord(tx, chat.id, job.attempts));
  throw failure;
}
