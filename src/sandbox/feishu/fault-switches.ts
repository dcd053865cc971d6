import type { Delivery } from './delivery.ts';
import { type ApiName, type Failure, planFault } from './faults.ts';
import type { LongConnection } from './long-connection.ts';
import { dissolve, removeBot } from './membership.ts';
import { recall } from './messages.ts';
import { misuse } from './people.ts';
import { changed, type FeishuWorld } from './world.ts';

/** Switches for what goes wrong between the app and the platform. */
export interface FaultSwitches {
  /** Answers the next requests of an API with an error; they have no effect. */
  failNext(api: ApiName, failure: Failure): void;
  /** Lets the next request take effect and never answers it. */
  hangNext(api: ApiName): void;
  /** Closes the socket of the next request before it takes effect. */
  dropNext(api: ApiName): void;
  /** Lets the next request take effect, then closes its socket. */
  dropAnswerNext(api: ApiName): void;
  /** Answers the next request with an HTML error page; it has no effect. */
  htmlNext(api: ApiName): void;
  /** Lets the next request wait on the injected clock. */
  slowNext(api: ApiName, ms: number): void;
  /** Delivers every event and callback this many times at once; 1 is the normal state. */
  duplicateEvents(times: number): void;
  /** Holds back the next events until there are this many, then delivers them last first. */
  reorderEvents(count: number): void;
  /** Sends clicks in frames of type `card` instead of `event`. */
  cardFrames(on: boolean): void;
  /** Makes the connections that are open now deaf and dumb, as a half-open socket is; new ones work. */
  halfOpen(on: boolean): void;
  /** Cuts all long connections. */
  kickConnections(): void;
  /** Takes the bot out of a group. */
  removeBot(chatId: string): void;
  /** Dissolves a group. */
  dissolve(chatId: string): void;
  /** Makes all tokens invalid at once. */
  revokeTokens(): void;
  /** Chooses what a repeated uuid gets: the first message again (the default), or code 230049. */
  duplicateUuid(answer: 'same' | '230049'): void;
  /** Recalls a message, whoever sent it. */
  recall(messageId: string): void;
  /** Puts any card in the place of a message's card, unchecked: what an older release may have sent. */
  replaceCard(messageId: string, card: object): void;
}

/** Makes the switches of one world. */
export function createFaultSwitches(
  world: FeishuWorld,
  delivery: Delivery,
  connection: LongConnection,
): FaultSwitches {
  const plan = world.faults;
  return {
    ...requestFaults(world),
    duplicateEvents(times) {
      plan.deliveries = times;
    },
    reorderEvents(count) {
      plan.reorder = count;
    },
    cardFrames(on) {
      plan.cardFrames = on;
    },
    halfOpen: (on) => connection.freeze(on),
    kickConnections: () => connection.kick(),
    removeBot: (chatId) => removeBot(world, delivery, chatId),
    dissolve: (chatId) => dissolve(world, delivery, chatId),
    revokeTokens() {
      world.tokens = [];
    },
    duplicateUuid(answer) {
      plan.duplicateUuid = answer;
    },
    recall: (messageId) => recall(world, storedMessage(world, messageId)),
    replaceCard(messageId, card) {
      storedMessage(world, messageId).content = JSON.stringify(card);
      changed(world);
    },
  };
}

type RequestFaults = Pick<
  FaultSwitches,
  'failNext' | 'hangNext' | 'dropNext' | 'dropAnswerNext' | 'htmlNext' | 'slowNext'
>;

function requestFaults({ faults }: FeishuWorld): RequestFaults {
  return {
    failNext(api, { status, code, msg = 'a fault of the stand-in', times = 1 }) {
      for (let left = times; left > 0; left -= 1) planFault(faults, api, { kind: 'fail', status, code, msg });
    },
    hangNext: (api) => planFault(faults, api, { kind: 'hang' }),
    dropNext: (api) => planFault(faults, api, { kind: 'drop' }),
    dropAnswerNext: (api) => planFault(faults, api, { kind: 'drop-answer' }),
    htmlNext: (api) => planFault(faults, api, { kind: 'html' }),
    slowNext: (api, ms) => planFault(faults, api, { kind: 'slow', ms }),
  };
}

function storedMessage(world: FeishuWorld, messageId: string) {
  return world.messages.get(messageId) ?? misuse('message_gone', 'the message is not there');
}
