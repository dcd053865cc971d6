import { createHash } from 'node:crypto';
import { findExternal, loseChat } from '../actions/join-chat.ts';
import { openCard, promiseCard } from '../actions/promise-cards.ts';
import type { RenderCard } from '../chat/card-renderer.ts';
import type { Channel, Message, Sent } from '../chat/port.ts';
import { type ChatRoom, takesCardsOf, takesGreetings } from '../domain/chat-room.ts';
import { AppError, asAppError, outsideError } from '../errors.ts';
import { type CardView, cardView, type ViewSettings } from '../reads/card-view.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Job } from '../stores/outbox-store.ts';
import { awaitTurn, type Channels, channelOf, mustNotRepeatBlindly } from './channels.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** What delivering cards needs beside the world of all jobs. */
export interface CardWorld extends JobWorld {
  readonly channels: Channels;
  readonly render: (channel: Channel) => RenderCard;
  readonly view: ViewSettings;
}

interface Found {
  readonly card: SentCard;
  readonly chat: ChatRoom;
  readonly view: CardView;
}

/** Makes the deliverer of cards: it shows the state at delivery time, by sending the card or by editing what was sent. */
export function deliverCard(world: CardWorld): Deliver {
  return async (job) => {
    const found = await find(world, job.payload['card'] ?? '');
    if (!found) return;
    const { card, chat, view } = found;
    if (!(card.kind === 'help' ? takesGreetings(chat) : takesCardsOf(chat, card.enterpriseId)))
      throw outsideError('chat_lost', 'the chat of a card is gone or not allowed', { reaction: 'give-up' });
    const channel = channelOf(world.channels, chat.connection);
    const json = world.render(channel)(view.kind, view.view);
    try {
      if (card.messageId === null) await send(world, channel, job, found, json);
      else await update(world, channel, job, found, card.messageId, json);
    } catch (error) {
      await react(world, found, asAppError(error));
    }
  };
}

async function find(world: CardWorld, cardId: string): Promise<Found | null> {
  return world.inTransaction(async (tx) => {
    const card = await tx.cards.find(cardId);
    if (!card || card.state === 'gone') return null;
    return { card, chat: await tx.chats.get(card.chatId), view: await cardView(tx, card, world.view) };
  });
}

async function send(world: CardWorld, channel: Channel, job: Job, { card, chat, view }: Found, json: string) {
  mustNotRepeatBlindly(channel, job, world.now());
  const to = { kind: chat.kind === 'group' ? 'group' : 'person', id: chat.address } as const;
  const problems = channel.lint(json);
  if (problems.length > 0)
    world.log.error({ card: card.id, kind: card.kind, problems }, 'a card breaks the limits of its channel');
  const asCard = problems.length === 0;
  const message: Message = asCard ? { kind: 'card', json } : { kind: 'text', text: view.text };
  // The look at the group shares the turn of the send: the channel counts both, under the same limits.
  await awaitTurn(world, channel, 'send', { chat: chat.id });
  if (chat.kind === 'group') await mustBeInternal(world, channel, chat);
  try {
    await noteSent(world, job, card, await channel.send(to, message, card.id), asCard ? json : null);
  } catch (error) {
    if (!asCard || asAppError(error).outside?.reaction !== 'content-refused') throw error;
    world.log.error(
      { card: card.id, kind: card.kind, err: error },
      'the channel refused a card; its plain text goes out instead',
    );
    await awaitTurn(world, channel, 'send', { chat: chat.id });
    const sent = await channel.send(to, { kind: 'text', text: view.text }, `${card.id}-text`);
    await noteSent(world, job, card, sent, null);
  }
}

/** Asks the channel before every send whether outsiders are in the group (rule 28). */
async function mustBeInternal(world: CardWorld, channel: Channel, chat: ChatRoom): Promise<void> {
  const facts = await channel.describeChat(chat.address);
  if (!facts.external) return;
  await world.inTransaction((tx) => findExternal(tx, chat.id));
  throw outsideError('chat_external', 'a group has outsiders; nothing is sent there', {
    reaction: 'give-up',
  });
}

async function noteSent(
  world: CardWorld,
  job: Job,
  card: SentCard,
  sent: Sent,
  json: string | null,
): Promise<void> {
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(card.id);
    // Given up while it was on its way, perhaps for a newer one in its place: it stays given up.
    if (!now || now.state === 'gone') return;
    // After an attempt of unknown outcome the message may show what that attempt carried: show the state once more.
    const repeated = job.uncertainSince !== null && json !== null;
    await tx.cards.replace({
      ...card,
      messageId: sent.messageId,
      channelChatId: sent.chatId,
      shown: json === null || repeated ? null : fingerprint(json),
      state: json === null ? 'plain' : 'sent',
      sentAt: tx.at,
    });
    const chat = await tx.chats.get(card.chatId);
    if (chat.channelChatId !== sent.chatId) await tx.chats.replace({ ...chat, channelChatId: sent.chatId });
    if (repeated) await promiseCard(tx, card);
  });
}

async function update(
  world: CardWorld,
  channel: Channel,
  job: Job,
  found: Found,
  messageId: string,
  json: string,
) {
  const { card } = found;
  if (card.state === 'plain' || card.shown === fingerprint(json)) return;
  const age = world.now().getTime() - (card.sentAt ?? world.now()).getTime();
  if (age > channel.can.updateLaterMs) return renew(world, found);
  const problems = channel.lint(json);
  if (problems.length > 0) {
    throw new AppError('bug', 'card_over_limits', 'a card breaks the limits of its channel', {
      facts: { kind: card.kind, problems },
    });
  }
  // The answer to the click that caused this edit must be out first, or the channel finds the card locked.
  const wait = job.promisedAt.getTime() + channel.can.updateAfterClickMs - world.now().getTime();
  if (wait > 0) await world.sleep(wait);
  await awaitTurn(world, channel, 'update', { chat: card.chatId, message: messageId });
  await channel.update(messageId, json);
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(card.id);
    if (now) await tx.cards.replace({ ...now, shown: fingerprint(json) });
  });
}

/** A card too old to edit gives its place to a new one that shows the present state. */
async function renew(world: CardWorld, { card, chat }: Found): Promise<void> {
  await world.inTransaction(async (tx) => {
    await tx.cards.replace({ ...card, state: 'gone' });
    const viewer = card.viewerId === null ? null : await tx.members.get(card.viewerId);
    const subject = { id: card.subjectId, enterpriseId: card.enterpriseId };
    await openCard(tx, { kind: card.kind, subject, chat, viewer });
  });
}

/** Draws the consequences a failure has for the card or its chat; whatever else it is, the relay decides. */
async function react(world: CardWorld, found: Found, failure: AppError): Promise<void> {
  const reaction = failure.outside?.reaction;
  const { card, chat } = found;
  if (reaction === 'message-expired') return renew(world, found);
  if (reaction === 'message-lost') {
    world.log.warn({ card: card.id }, 'a card was recalled or deleted; it is not sent again');
    await world.inTransaction((tx) => tx.cards.replace({ ...card, state: 'gone' }));
    return;
  }
  if (reaction === 'chat-lost') await world.inTransaction((tx) => loseChat(tx, chat.id, card.id));
  throw failure;
}

function fingerprint(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}
