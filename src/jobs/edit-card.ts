import { openCard, promiseCard } from '../actions/promise-cards.ts';
import type { Ticket } from '../chat/port.ts';
import { AppError, asAppError } from '../errors.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Job } from '../stores/outbox-store.ts';
import { awaitTurn } from './channels.ts';
import type { CardWorld, FoundCard } from './found-card.ts';

/** Lets a card that was sent show the state of now; where it cannot be edited, what matters comes as a new card. */
export async function editCard(
  world: CardWorld,
  job: Job,
  found: FoundCard,
  messageId: string,
): Promise<void> {
  const { card, channel, shown } = found;
  const news = card.shown !== shown || (job.payload['notice'] ?? '') !== '';
  if (card.state === 'plain' || !news) return;
  if (channel.can.updateLaterMs === 0) return renewIfItMatters(world, job, found);
  const age = world.now().getTime() - (card.sentAt ?? world.now()).getTime();
  if (age > channel.can.updateLaterMs || mustBeReadFirst(found)) return renew(world, job, found);
  mustBeWithinLimits(found);
  // The answer to the click that caused this edit must be out first, or the channel finds the card locked.
  const wait = job.promisedAt.getTime() + channel.can.updateAfterClickMs - world.now().getTime();
  if (wait > 0) await world.sleep(wait);
  const edited = channel.can.editsByTicket
    ? await editByTicket(world, found, messageId)
    : await edit(world, found, messageId, null);
  if (edited) await noteShown(world, found);
  else await renewIfItMatters(world, job, found);
}

/** Where cards hold too little, the text that is to be confirmed goes out before the card, which therefore comes anew. */
function mustBeReadFirst({ card, channel, seen }: FoundCard): boolean {
  return channel.can.leads && seen.lead?.toConfirm === true && seen.matters !== card.matters;
}

async function edit(
  world: CardWorld,
  found: FoundCard,
  messageId: string,
  ticket: Ticket | null,
): Promise<true> {
  const { card, channel, json } = found;
  await awaitTurn(world, channel, 'update', { chat: card.chatId, message: messageId });
  await channel.update(messageId, json, ticket);
  return true;
}

/** Tries the tickets of a card, the newest first; false when none is left. One that was not used up is kept. */
async function editByTicket(world: CardWorld, found: FoundCard, messageId: string): Promise<boolean> {
  const { card } = found;
  for (;;) {
    const ticket = await world.inTransaction((tx) => tx.tickets.take(card.id, tx.at));
    if (ticket === null) return false;
    try {
      return await edit(world, found, messageId, ticket);
    } catch (error) {
      const reaction = asAppError(error).outside?.reaction;
      if (reaction === 'ticket-spent') continue;
      if (reaction === 'retry')
        await world.inTransaction((tx) => tx.tickets.add(tx.newId(), card.id, ticket));
      throw error;
    }
  }
}

function mustBeWithinLimits({ card, channel, json }: FoundCard): void {
  const problems = channel.lint(json);
  if (problems.length === 0) return;
  throw new AppError('bug', 'card_over_limits', 'a card breaks the limits of its channel', {
    facts: { kind: card.kind, problems },
  });
}

async function noteShown(world: CardWorld, { card, seen, shown }: FoundCard): Promise<void> {
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(card.id);
    if (now) await tx.cards.replace({ ...now, shown, matters: seen.matters });
  });
}

/** A card that cannot be edited stays as it is, unless its reader would miss something: then a new one takes its place. */
async function renewIfItMatters(world: CardWorld, job: Job, found: FoundCard): Promise<void> {
  const { card, seen } = found;
  if (seen.matters === card.matters) return;
  if (seen.matters === '') await noteNothingMatters(world, card);
  else await renew(world, job, found);
}

/** What mattered is over: should it come up again, that is news, although the card itself has never shown that it was over. */
async function noteNothingMatters(world: CardWorld, { id }: SentCard): Promise<void> {
  await world.inTransaction(async (tx) => {
    const now = await tx.cards.find(id);
    if (now) await tx.cards.replace({ ...now, matters: '' });
  });
}

/** Gives the place of a card to a new one that shows the present state, and the notice that the old one was to show. */
export async function renew(world: CardWorld, job: Job, { card, chat }: FoundCard): Promise<void> {
  await world.inTransaction(async (tx) => {
    await tx.cards.replace({ ...card, state: 'gone' });
    const viewer = card.viewerId === null ? null : await tx.members.get(card.viewerId);
    const subject = { id: card.subjectId, enterpriseId: card.enterpriseId };
    const next = await openCard(tx, { kind: card.kind, subject, chat, viewer, turnedTo: card.turnedTo });
    const text = job.payload['notice'] ?? '';
    if (text !== '') await promiseCard(tx, next, { tone: 'info', text });
  });
}
