import { type ApiName, planFault } from './faults.ts';
import type { LongConnection } from './long-connection.ts';
import { recall } from './messages.ts';
import { groupOf } from './people.ts';
import { misuse } from './refusals.ts';
import { expireTokens } from './tokens.ts';
import { endWebhook } from './webhooks.ts';
import { changed, type WecomWorld } from './world.ts';

/** Switches for what goes wrong between the programs and the platform. */
export interface FaultSwitches {
  /** Answers the next requests, one unless told otherwise, with an error code; they have no effect. */
  failNext(api: ApiName, errcode: number, times?: number): void;
  /** Cuts the connection of the next request before it takes effect. */
  dropNext(api: ApiName): void;
  /** Lets the next request take effect and loses its answer: over HTTP the connection ends, else nothing comes. */
  loseAckNext(api: ApiName): void;
  /** Lets the next request wait on the injected timer. */
  slowNext(api: ApiName, ms: number): void;
  /** Delivers every callback this many times; 1 is the normal state. */
  duplicateCallbacks(times: number): void;
  /** Lets every callback wait on the injected timer before it leaves; 0 is the normal state. */
  delayCallbacks(ms: number): void;
  /** Ends all tokens: 42001 from now on. */
  expireTokens(): void;
  /** Forgets all tokens: 40014 from now on. */
  revokeTokens(): void;
  /** Says from which addresses the app may call; null lets it call from any. */
  trustIps(addresses: readonly string[] | null): void;
  /** Takes the bot away from its connection, as a foreign program that subscribes does. */
  kick(): void;
  /** Cuts the connection that has the bot. */
  dropConnection(): void;
  /** Forgets the subscription without a word: 846609 from now on, and nothing is heard. */
  forgetSubscription(): void;
  /** Makes the connections that are open now deaf and dumb, as a half-open socket is; new ones work. */
  halfOpen(on: boolean): void;
  /** Switches the bot to the long connection, or away from it: 846601. */
  longConnection(on: boolean): void;
  /** Takes the bot out of a group, or puts it back, without telling it; whoever addressed it must do so again. */
  botInGroup(chatId: string, isIn: boolean): void;
  /** Ends a webhook: 93000 when it is removed, 93004 when it is disabled. */
  endWebhook(key: string, how: 'disabled' | 'removed'): void;
  /** Takes a message away, whoever sent it. */
  recall(messageId: string): void;
}

/** Makes the switches of one world. */
export function createFaultSwitches(world: WecomWorld, connection: LongConnection): FaultSwitches {
  const plan = world.faults;
  return {
    ...requestFaults(world),
    duplicateCallbacks(times) {
      plan.deliveries = times;
    },
    delayCallbacks(ms) {
      plan.delayMs = ms;
    },
    expireTokens: () => expireTokens(world),
    revokeTokens() {
      world.tokens = new Map();
    },
    trustIps(addresses) {
      plan.trustedIps = addresses;
    },
    kick: () => connection.kick(),
    dropConnection: () => connection.cut(),
    forgetSubscription: () => connection.forget(),
    halfOpen: (on) => connection.freeze(on),
    longConnection(on) {
      plan.longConnection = on;
    },
    botInGroup(chatId, isIn) {
      const group = groupOf(world, chatId);
      group.botIn = isIn;
      // Whether the right outlives a removal is not known; the stricter case is played.
      group.addressed = false;
      changed(world);
    },
    endWebhook: (key, how) => endWebhook(world, key, how),
    recall: (messageId) =>
      recall(world, world.messages.get(messageId) ?? misuse('message_gone', 'the message is not there')),
  };
}

type RequestFaults = Pick<FaultSwitches, 'failNext' | 'dropNext' | 'loseAckNext' | 'slowNext'>;

function requestFaults({ faults }: WecomWorld): RequestFaults {
  return {
    failNext(api, errcode, times = 1) {
      for (let left = times; left > 0; left -= 1) planFault(faults, api, { kind: 'fail', errcode });
    },
    dropNext: (api) => planFault(faults, api, { kind: 'drop' }),
    loseAckNext: (api) => planFault(faults, api, { kind: 'lose-ack' }),
    slowNext: (api, ms) => planFault(faults, api, { kind: 'slow', ms }),
  };
}
