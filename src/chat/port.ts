import type { Answer, Delivery, DeliveryHandler, Ticket } from './delivery.ts';

export type {
  Answer,
  Click,
  Delivery,
  DeliveryHandler,
  Departed,
  Drop,
  Joined,
  Left,
  Mention,
  Notice,
  Opened,
  PersonRef,
  Reply,
  Ticket,
  Unused,
} from './delivery.ts';

/** The channels panhuo speaks; each is one way into a chat product. */
export type ChannelName = 'feishu' | 'wecom-bot' | 'wecom-app' | 'wecom-webhook';

/** The languages cards are written in; templates are named after them. */
export type CardDialect = 'feishu' | 'wecom';

/** A webhook request as it came from the network: headers in lower case, body as the bytes received. */
export interface RawRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What goes back to the network for a webhook request. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What a proven webhook request turned out to be. */
export type Incoming =
  | { readonly kind: 'challenge'; readonly answer: RawAnswer }
  | { readonly kind: 'delivery'; readonly delivery: Delivery };

/** Where a message goes: a group by its chat id, or a person by the channel's user id. */
export type Address = { readonly kind: 'group' | 'person'; readonly id: string };

/**
 * What is sent: a rendered card in the channel's JSON, text that is shown literally, with a title that stands out where
 * the channel can, or a file.
 */
export type Message =
  | { readonly kind: 'card'; readonly json: string }
  | { readonly kind: 'text'; readonly text: string; readonly title?: string; readonly replyTo?: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array };

/** Where a sent message can be found again. */
export interface Sent {
  readonly messageId: string;
  /** The channel's id of the chat it went to; for a person this is the private chat. */
  readonly chatId: string;
  /** What sending allows: editing the message, once. */
  readonly ticket?: Ticket;
}

/** A file as it was fetched: under the name that came with it, empty when there was none. */
export interface FetchedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a channel says about one of its group chats. */
export interface ChatFacts {
  readonly name: string;
  readonly external: boolean;
}

/** A limit of the channel, kept by GCRA: one call every `everyMs` on average, `burst` calls may come early. */
export interface Limit {
  readonly scope: 'connection' | 'chat' | 'message';
  readonly everyMs: number;
  readonly burst: number;
}

/** What a channel can do, as values; code asks these and never the channel's name. */
export interface Capabilities {
  /** The language of its cards; null when it can only send text. */
  readonly cards: CardDialect | null;
  /** Where it can send. */
  readonly reaches: 'groups' | 'people' | 'both';
  /** True when it hears people: their clicks and what they write. */
  readonly hears: boolean;
  /** What people call a private chat on it; empty where there is none. */
  readonly privateChat: string;
  /** True when a mention tells who is meant; elsewhere nobody can be named in a text. */
  readonly namesMentioned: boolean;
  /** True when it can look people up by mobile number or mail address. */
  readonly findsPeople: boolean;
  /** True when cards hold too little to read: a text with the whole content goes out before each, and can be quoted. */
  readonly leads: boolean;
  /** True when the answer to a click is the card as the person sees it from now on; other people keep theirs. */
  readonly answersWithCard: boolean;
  /** True when the client shows a notice beside the card; otherwise the card has to say it. */
  readonly toasts: boolean;
  /** How many characters of a notice are read where it is shown; a longer one goes out as a text, too. */
  readonly noticeLength: number;
  /** True when each edit uses up a ticket that a send or a click has given. */
  readonly editsByTicket: boolean;
  /** How long after sending a card can be edited, in ms; 0 means never. */
  readonly updateLaterMs: number;
  /** How long after a click's answer an edit must wait, in ms. */
  readonly updateAfterClickMs: number;
  /** Where free text can be typed. */
  readonly freeText: 'form' | 'reply' | 'page';
  /**
   * How long the same key, and for cards the same card, keeps a repeated send from doubling, in ms; 0 means that such
   * sends are not idempotent.
   */
  readonly idempotentMs: { readonly card: number; readonly text: number };
  /** How long the channel waits for the answer to a click, in ms. */
  readonly answerWithinMs: number;
  readonly cardBytes: number;
  /** The largest file it sends, in bytes. */
  readonly fileBytes: number;
  /** The largest file of a person that is fetched from it, in bytes; 0 when it tells of none. */
  readonly dropBytes: number;
  readonly limits: { readonly send: readonly Limit[]; readonly update: readonly Limit[] };
}

/** The state of the way in: a long connection's, or `connected` for a webhook that needs none. */
export type ConnectionState = 'connected' | 'connecting' | 'down';

/**
 * The right of one process to hold a connection that no two may hold. It runs out when it is not kept, after a time that
 * `keep` starts anew; whoever has lost it must let the connection go.
 */
export interface Lease {
  /** Takes the connection; false when another process holds it. */
  take(): Promise<boolean>;
  /** Keeps it for longer; false when it was lost. */
  keep(): Promise<boolean>;
  release(): Promise<void>;
}

/** One thing looked at by an examination of a connection, in Chinese: what it is, and what to do when it is not right. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was seen when it is right, what to do when it is not. */
  readonly say: string;
}

/**
 * One configured way into a chat product. All members are required; what a channel cannot do is a value in `can`.
 * Outward calls throw `AppError` of kind `outside`, classified for the relay.
 */
export interface Channel {
  readonly name: ChannelName;
  /** The chat product, which stands in the addresses of its webhooks: `/chat/<product>/<connection>`. */
  readonly product: 'feishu' | 'wecom';
  readonly connection: string;
  readonly can: Capabilities;
  /** Proves a webhook request and translates it; throws `unverified` or `malformed`. Nothing turns proof off. */
  open(request: RawRequest): Incoming;
  /** Puts an answer into the form in which the channel expects it over the webhook; pure. */
  answer(delivery: Delivery, answer: Answer): RawAnswer;
  /** Checks a rendered card against the channel's documented limits; returns what is wrong, empty when nothing. */
  lint(cardJson: string): readonly string[];
  /** Sends a message; the same key within `can.idempotentMs` sends it at most once. */
  send(to: Address, message: Message, key: string): Promise<Sent>;
  /** Replaces a sent card; the ticket is used up, and needed where `can.editsByTicket`. */
  update(messageId: string, cardJson: string, ticket: Ticket | null): Promise<void>;
  /**
   * Fetches a file that a person sent, by the source its delivery named; throws `file_too_large` as soon as it is known
   * to be larger than `can.dropBytes`.
   */
  fetchFile(source: string): Promise<FetchedFile>;
  /** Looks up a group chat, so that cards never go where outsiders read (rule 28). */
  describeChat(chatId: string): Promise<ChatFacts>;
  /**
   * Looks people of the organisation up by mobile number or mail address: each contact as it was asked, to the user's
   * id; a contact the channel does not know, or may not tell us of, is absent. Contacts never reach a log.
   */
  findPeople(contacts: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Opens the long connection, if this connection has one, and hands every delivery to `handle`. */
  start(handle: DeliveryHandler): Promise<void>;
  stop(): Promise<void>;
  state(): ConnectionState;
  /** Says whether this process can send now; where one process at a time holds the connection, the others cannot. */
  canSend(): boolean;
  /** Looks at the connection from end to end, without disturbing a process that uses it; never throws. */
  examine(): Promise<readonly Finding[]>;
}
