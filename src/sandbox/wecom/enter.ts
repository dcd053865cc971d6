import { tellApp } from './app-calls.ts';
import { tellBot } from './bot-calls.ts';
import type { LongConnection } from './long-connection.ts';
import { personOf, privateChatOf } from './people.ts';
import type { WecomWorld } from './world.ts';

const DAY = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/**
 * Opens a person's private chat with the bot or the app. The bot hears it the first time of each day in China, the app
 * every time. Returns the chat's id when it is on its way to the bot, or when the app has heard it.
 */
export async function enter(
  world: WecomWorld,
  connection: LongConnection,
  userId: string,
  whom: 'bot' | 'app',
): Promise<string> {
  const person = personOf(world, userId);
  const chat = privateChatOf(world, person, whom);
  if (whom === 'app') await tellApp(world, person, 'event', { Event: 'enter_agent', EventKey: '' });
  else if (isFirstToday(world, userId)) {
    const body = { msgtype: 'event', event: { eventtype: 'enter_chat' } };
    await tellBot(world, connection, { kind: 'enter', person, chat, message: null, body });
  }
  return chat.chatId;
}

function isFirstToday(world: WecomWorld, userId: string): boolean {
  const today = DAY.format(world.options.now());
  const entered = world.enteredOn.get(userId) === today;
  world.enteredOn.set(userId, today);
  return !entered;
}
