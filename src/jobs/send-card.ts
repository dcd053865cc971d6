import { findExternal } from '../actions/join-chat.ts';
import { promiseCard } from '../actions/promise-cards.ts';
import type { Address, Channel, Message, Sent } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { asAppError, outsideError } from '../errors.ts';
import type { Lead } from '../reads/lead.ts';
import type { Job } from '../stores/outbox-store.ts';
import { awaitTurn, mustNotRepeatBlindly } from './channels.ts';
import type { CardWorld, FoundCard } from './found-card.ts';

/** Sends a card for the first time; where the channel takes no such card, its words go out instead. */
export async function sendCard(world: CardWorld, job: Job, found: FoundCard): Promise<void> {
  const { card, chat, channel, seen, json } = found;
  const asCard = channel.can.cards !== null && isWithinLimits(world, found);
  mustNotRepeatBlindly(channel, job, world.now(), asCard ? 'card' : 'text');
  const to: Address = { kind: chat.kind === 'group' ? 'group' : 'person', id: chat.address };
  if (asCard && channel.can.leads && seen.lead !== null && card.state === 'pending')
    await introduce(world, job, found, leadMessage(seen.lead), to);
  const message: Message = asCard ? { kind: 'card', json } : inWords(found);
  // The look at the group shares the turn of the send: the channel counts both, under the same limits.
  await awaitTurn(world, channel, 'send', { chat: chat.id });
  if (chat.kind === 'group') await mustBeInternal(world, channel, chat);
  try {
    await noteSent(world, job, found, await channel.send(to, message, card.id), asCard);
  } catch (error) {
    if (!asCard || asAppError(error).outside?.reaction !== 'content-refused') throw error;
    world.log.error(
      { card: card.id, kind: card.kind, err: error },
      'the channel refused a card; its plain text goes out instead',
    );
    await awaitTurn(world, channel, 'send', { chat: chat.id });
    const sent = await channel.send(to, { kind: 'text', text: seen.text }, `${card.id}-text`);
    await noteSent(world, job, found, sent, false);
  }
}

function leadMessage({ title, text, hint }: Lead): Message {
  return { kind: 'text', title, text: hint === '' ? text : `${text}\n${hint}` };
}

/** What goes out instead of a card; where nobody is heard, it must not ask for an answer. */
function inWords({ channel, seen }: FoundCard): Message {
  if (channel.can.hears || seen.lead === null) return { kind: 'text', text: seen.text };
  return { kind: 'text', title: seen.lead.title, text: seen.lead.text };
}

function isWithinLimits(world: CardWorld, { card, channel, json }: FoundCard): boolean {
  const problems = channel.lint(json);
  if (problems.length > 0)
    world.log.error({ card: card.id, kind: card.kind, problems }, 'a card breaks the limits of its channel');
  return problems.length === 0;
}

/**
 * Sends the text that goes before a card, at most once: after an attempt whose outcome nobody knows, it is left out
 * rather than doubled, for the card can be used without it.
 */
async function introduce(
  world: CardWorld,
  job: Job,
  { card, chat, channel }: FoundCard,
  lead: Message,
  to: Address,
): Promise<void> {
  if (job.uncertainSince === null) {
    await awaitTurn(world, channel, 'send', { chat: chat.id });
    if (chat.kind === 'group') await mustBeInternal(world, channel, chat);
    await channel.send(to, lead, `${card.id}-lead`);
  }
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(card.id);
    if (now?.state === 'pending') await tx.cards.replace({ ...now, state: 'introduced' });
  });
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
  { card, seen, shown }: FoundCard,
  sent: Sent,
  asCard: boolean,
): Promise<void> {
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(card.id);
    // Given up while it was on its way, perhaps for a newer one in its place: it stays given up.
    if (!now || now.state === 'gone') return;
    // After an attempt of unknown outcome the message may show what that attempt carried: show the state once more.
    const repeated = job.uncertainSince !== null && asCard;
    await tx.cards.replace({
      ...now,
      messageId: sent.messageId,
      channelChatId: sent.chatId,
      shown: !asCard || repeated ? null : shown,
      matters: seen.matters,
      state: asCard ? 'sent' : 'plain',
      sentAt: tx.at,
    });
    if (sent.ticket) await tx.tickets.add(tx.newId(), card.id, sent.ticket);
    const chat = await tx.chats.get(card.chatId);
    if (chat.channelChatId !== sent.chatId) await tx.chats.replace({ ...chat, channelChatId: sent.chatId });
    if (repeated) await promiseCard(tx, card);
  });
}
