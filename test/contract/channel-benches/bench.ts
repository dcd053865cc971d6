import { afterEach } from 'vitest';
import type { Answer, Channel, Delivery } from '../../../src/chat/port.ts';

/** The mobile number of 专家一. */
export const MOBILE = '13800001234';
/** What a fault does to the next call that sends a card or a text. */
export type SendFault = 'lost-receipt' | 'too-many' | 'refused-content';

/** A channel that cannot work, and what it logs. */
export interface OtherChannel {
  readonly channel: Channel;
  readonly logged: () => string;
}

/** One channel with its stand-in, in words that hold for every channel. */
export interface ChannelBench {
  readonly channel: Channel;
  readonly expert: string;
  /** A group of the expert and the admin; null where the channel reaches none. */
  readonly group: string | null;
  readonly admin: string;
  readonly delivered: Delivery[];
  /** What the service answers from now on. */
  readonly answer: (answer: Answer) => void;
  /** A card in the channel's language with one button, which carries {card, act: 'show'}. */
  readonly card: (id: string, words: string) => string;
  /** What a person sees in a chat: the words of each card, the source of each text. */
  readonly seen: (
    by: string,
    where: 'group' | 'private',
  ) => { readonly cards: string[]; readonly texts: string[] };
  /** The files that were sent, in order. */
  readonly files: () => { readonly name: string; readonly bytes: Buffer }[];
  /** Presses the button of a card; returns the notice that is shown beside it, if any. */
  readonly press: (by: string, messageId: string) => Promise<string | null>;
  /** Says something privately, in a group to the bot, or in a group to nobody; a quote is the message with these words. */
  readonly say: (
    by: string,
    where: 'group' | 'private' | 'aside',
    text: string,
    quote?: { readonly messageId: string; readonly words: string },
  ) => Promise<void>;
  /** Sends a file privately, or in a group. */
  readonly drop: (by: string, where: 'group' | 'private', name: string, bytes: Buffer) => Promise<void>;
  /** Makes what was sent so far unfetchable. */
  readonly loseFiles: () => void;
  /** Delivers everything twice from now on. */
  readonly twice: () => void;
  readonly enter: (by: string) => Promise<void>;
  readonly fail: (fault: SendFault) => void;
  /** The same channel with a wrong secret, or at an address where nobody listens, as far as it gets with its start. */
  readonly other: (how: 'wrong-secret' | 'nobody-there') => Promise<OtherChannel>;
  /** True when texts are read as markdown, so that signs must not act either. */
  readonly markdown: boolean;
  readonly secrets: readonly string[];
  readonly logged: () => string;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Registers something to be closed after the test. */
export function afterwards(close: () => unknown): void {
  open.push(close);
}

/** How an answer is kept until it is changed. */
export function answering() {
  let current: Answer = { notice: null, cardJson: null };
  return {
    get: () => current,
    set: (answer: Answer) => {
      current = answer;
    },
  };
}
