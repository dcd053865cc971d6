import { z } from 'zod';
import type { Click, Notice } from '../chat/port.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { press } from './press.ts';
import { STRANGERS_BUTTONS } from './volunteer.ts';
import { memberOf } from './who-speaks.ts';

/** What every button carries: the card it stands on and a verb; the rest belongs to the verb. */
const Value = z.looseObject({ card: z.string().max(36), act: z.string().max(40) });

/** Does what a button asks, after looking up everything the button only claims. */
export async function pressButton(tx: Tx, click: Click): Promise<Notice> {
  const found = Value.safeParse(click.value);
  if (!found.success) refuse('input_unreadable');
  const { card: cardId, act, ...carried } = found.data;

  const card = (await tx.cards.find(cardId)) ?? refuse('card_unknown');
  await mustStandWhereItWasSent(tx, card, click);
  if (card.messageId === null) await noteWhereItHangs(tx, card, click);
  const forStrangers = Object.hasOwn(STRANGERS_BUTTONS, act) ? STRANGERS_BUTTONS[act] : undefined;
  if (forStrangers?.on.includes(card.kind)) return forStrangers.run(tx, { card, click });
  const member = await memberOf(tx, click.connection, click.person, card.enterpriseId);
  if (card.viewerId !== null && card.viewerId !== member.id) refuse('card_mismatch');
  const { connection, form: typed } = click;
  return press(tx, { card, member, connection, userId: click.person.userId, act, carried, typed });
}

/** Compares connection, chat and message with what was sent; a card still unconfirmed has only its chat to compare. */
async function mustStandWhereItWasSent(tx: Tx, card: SentCard, click: Click): Promise<void> {
  if (card.state === 'gone') refuse('card_unknown');
  const chat = await tx.chats.get(card.chatId);
  if (chat.connection !== click.connection) refuse('card_mismatch');
  const chatIds = [card.channelChatId, chat.channelChatId, chat.kind === 'group' ? chat.address : null];
  if (!chatIds.includes(click.chatId) && chatIds.some((id) => id !== null)) refuse('card_mismatch');
  if (card.messageId !== null && card.messageId !== click.messageId) refuse('card_mismatch');
}

/** A card whose send was never confirmed was sent after all: the click proves it, and under which message. */
async function noteWhereItHangs(tx: Tx, card: SentCard, { messageId, chatId }: Click): Promise<void> {
  await tx.cards.replace({ ...card, messageId, channelChatId: chatId, state: 'sent', sentAt: tx.at });
}
