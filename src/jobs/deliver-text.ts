import { awaitWord } from '../actions/hear-chat.ts';
import { loseChat } from '../actions/join-chat.ts';
import type { Message } from '../chat/port.ts';
import { type AppError, asAppError } from '../errors.ts';
import type { Job } from '../stores/outbox-store.ts';
import { awaitTurn, type Channels, channelOf, mustNotRepeatBlindly } from './channels.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** Makes the deliverer of text messages. */
export function deliverText(world: JobWorld & { readonly channels: Channels }): Deliver {
  return async (job) => {
    const { chat: chatId = '', text = '', replyTo } = job.payload;
    const chat = await world.inTransaction((tx) => tx.chats.get(chatId));
    if (chat.lost) return;
    const channel = channelOf(world.channels, chat.connection);
    mustNotRepeatBlindly(channel, job, world.now(), 'text');
    const message: Message = replyTo === undefined ? { kind: 'text', text } : { kind: 'text', text, replyTo };
    const to = { kind: chat.kind === 'group' ? 'group' : 'person', id: chat.address } as const;
    await awaitTurn(world, channel, 'send', { chat: chat.id });
    try {
      await channel.send(to, message, job.id);
    } catch (error) {
      await react(world, chat.id, job, asAppError(error));
    }
  };
}

async function react(world: JobWorld, chatId: string, job: Job, failure: AppError): Promise<void> {
  const reaction = failure.outside?.reaction;
  if (reaction === 'chat-lost') await world.inTransaction((tx) => loseChat(tx, chatId, job.id));
  if (reaction === 'not-addressed') await world.inTransaction((tx) => awaitWord(tx, chatId, job.attempts));
  // An answer to a message that was recalled meanwhile has nobody to reach.
  if (reaction !== 'message-lost') throw failure;
}
