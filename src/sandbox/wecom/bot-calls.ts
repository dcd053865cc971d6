import { BOT_ANSWER_WITHIN_MS } from './bot-answers.ts';
import type { Node } from './json.ts';
import type { LongConnection } from './long-connection.ts';
import { botIdOf } from './people.ts';
import type { BotCall, Chat, Person, StoredMessage } from './records.ts';
import { later, wait } from './timers.ts';
import { instant, makeId, type WecomWorld } from './world.ts';

/** What came of telling the bot something: it answered in time, it heard and did not, or nobody had the bot. */
export type CallOutcome = 'answered' | 'unanswered' | 'unheard';

/** Something to tell the bot; `body` is what its kind adds to the frame. */
export interface Telling {
  readonly kind: BotCall['kind'];
  readonly person: Person;
  readonly chat: Chat;
  readonly message: StoredMessage | null;
  readonly body: Node;
}

/** Tells the bot something and resolves when it is on its way; false when nobody has the bot, and then it is lost. */
export function tellBot(world: WecomWorld, connection: LongConnection, telling: Telling): Promise<boolean> {
  return call(world, connection, telling, () => undefined);
}

/** Tells the bot of something it must answer within five seconds, and resolves when it has, or when they are over. */
export function askBot(
  world: WecomWorld,
  connection: LongConnection,
  telling: Telling,
): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const limit = world.faults.delayMs + BOT_ANSWER_WITHIN_MS;
    const cancel = later(world, limit, () => resolve('unanswered'));
    const settle = (outcome: CallOutcome): void => {
      cancel();
      resolve(outcome);
    };
    void call(world, connection, telling, () => settle('answered')).then((heard) => {
      if (!heard) settle('unheard');
    });
  });
}

/** Sends one frame, as often as the faults say; the same frame again has the same ids. False when nobody heard it. */
async function call(
  world: WecomWorld,
  connection: LongConnection,
  telling: Telling,
  settle: () => void,
): Promise<boolean> {
  await wait(world, world.faults.delayMs);
  const { kind, chat, message } = telling;
  const reqId = makeId(world, 'req');
  world.botCalls.set(reqId, { kind, chat, message, at: instant(world), answered: false, settle });
  const frame = frameOf(world, reqId, telling);
  let heard = false;
  for (let left = world.faults.deliveries; left > 0; left -= 1) heard = connection.push(frame) || heard;
  return heard;
}

function frameOf(world: WecomWorld, reqId: string, { kind, person, chat, body }: Telling): object {
  const isGroup = chat.kind === 'group';
  return {
    cmd: kind === 'message' ? 'aibot_msg_callback' : 'aibot_event_callback',
    headers: { req_id: reqId },
    body: {
      msgid: makeId(world, 'CAI'),
      create_time: Math.floor(instant(world) / 1000),
      aibotid: world.options.bot.botId,
      ...(isGroup ? { chatid: chat.chatId } : {}),
      chattype: isGroup ? 'group' : 'single',
      from: { userid: botIdOf(world, person) },
      ...body,
    },
  };
}
