import { recommendFound } from '../actions/recommend-experts.ts';
import { asAppError } from '../errors.ts';
import { awaitTurn, type Channels, channelOf } from './channels.ts';
import type { Deliver, JobWorld } from './relay.ts';

/**
 * Makes the deliverer of lists of contacts: it asks the channel who they are and recommends whom it knows. The list is
 * emptied in the same transaction, so that a repeated job does nothing and no contact outlives its use.
 */
export function lookUpContacts(world: JobWorld & { readonly channels: Channels }): Deliver {
  return async (job) => {
    const listId = job.payload['list'] ?? '';
    const list = await world.inTransaction((tx) => tx.contactLists.find(listId));
    if (!list || list.contacts.length === 0) return;
    const channel = channelOf(world.channels, list.connection);
    await awaitTurn(world, channel, 'send', { chat: job.lane });
    const found = await channel.findPeople(list.contacts);
    try {
      await world.inTransaction((tx) => recommendFound(tx, { listId, found }));
    } catch (error) {
      const failure = asAppError(error);
      if (failure.kind !== 'refused') throw failure;
      // Whoever asked may have lost his role meanwhile: then nobody is recommended, and the contacts are forgotten.
      world.log.info({ refusal: failure.code }, 'a list of contacts was not used');
      await world.inTransaction((tx) => tx.contactLists.empty(listId));
    }
  };
}
