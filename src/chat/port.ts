/** The channels panhuo speaks; each is one way into a chat product. */
export type ChannelName = 'feishu';

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

/** The person behind a delivery, as the channel proved it; never a name typed in a chat (rule 29). */
export interface PersonRef {
  readonly userId: string;
  /** True when the person belongs to another organisation than the connection. */
  readonly outsider: boolean;
}

/** Somebody mentioned in a text; bots and "everybody" are left out. The name is the channel's and proves nothing. */
export interface Mention extends PersonRef {
  readonly name: string;
}

interface DeliveryBase {
  readonly connection: string;
  /** The channel's own id of this delivery; the same id again must have no further effect. */
  readonly deliveryId: string;
}

/** A press of a button on one of our cards, with the form around it. */
export interface Click extends DeliveryBase {
  readonly kind: 'click';
  readonly person: PersonRef;
  readonly chatId: string;
  readonly messageId: string;
  /** What the button carried; not trusted, parsed by the action. */
  readonly value: unknown;
  /**
   * The form's fields by name; an empty field is absent. A field with several choices has them joined by commas, so
   * the values of its options hold none.
   */
  readonly form: Readonly<Record<string, string>>;
}

/** A text that a person wrote to the bot or under one of our cards. */
export interface Reply extends DeliveryBase {
  readonly kind: 'reply';
  readonly person: PersonRef;
  readonly chatId: string;
  readonly chatKind: 'group' | 'private';
  readonly messageId: string;
  /** The message that was answered, when the channel says so. */
  readonly inReplyTo: readonly string[];
  /** The text without mentions. */
  readonly text: string;
  /** True when the bot was addressed: mentioned in a group, or written to privately. */
  readonly addressed: boolean;
  /** Who is mentioned in the text, in its order, each person once. */
  readonly mentions: readonly Mention[];
}

/** The bot was added to a chat. */
export interface Joined extends DeliveryBase {
  readonly kind: 'joined';
  readonly chatId: string;
  readonly chatName: string;
  /** True when people of other organisations are in the chat (rule 28). */
  readonly external: boolean;
  readonly by: PersonRef;
}

/** The bot was removed from a chat, or the chat was dissolved. */
export interface Left extends DeliveryBase {
  readonly kind: 'left';
  readonly chatId: string;
}

/** A person opened his private chat with the bot; it happens every time he looks at it, not only the first. */
export interface Opened extends DeliveryBase {
  readonly kind: 'opened';
  readonly person: PersonRef;
  readonly chatId: string;
}

/** A person left the organisation; his identity on this connection is of no use to anybody any more. */
export interface Departed extends DeliveryBase {
  readonly kind: 'departed';
  readonly person: PersonRef;
}

/** Anything proven that panhuo has no use for; it is acknowledged and forgotten. */
export interface Unused extends DeliveryBase {
  readonly kind: 'unused';
  readonly type: string;
}

/** One thing that happened in a chat, proven and translated into our words. */
export type Delivery = Click | Reply | Joined | Left | Opened | Departed | Unused;

/** The short text a person sees after a click; the tone picks the colour. */
export interface Notice {
  readonly tone: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Handles one proven delivery and says what the person sees; null when there is nothing to show. */
export type DeliveryHandler = (delivery: Delivery) => Promise<Notice | null>;

/** What a proven webhook request turned out to be. */
export type Incoming =
  | { readonly kind: 'challenge'; readonly answer: RawAnswer }
  | { readonly kind: 'delivery'; readonly delivery: Delivery };

/** Where a message goes: a group by its chat id, or a person by the channel's user id. */
export type Address = { readonly kind: 'group' | 'person'; readonly id: string };

/** What is sent: a rendered card in the channel's JSON, or plain text that is shown literally. */
export type Message =
  | { readonly kind: 'card'; readonly json: string }
  | { readonly kind: 'text'; readonly text: string; readonly replyTo?: string };

/** Where a sent message can be found again. */
export interface Sent {
  readonly messageId: string;
  /** The channel's id of the chat it went to; for a person this is the private chat. */
  readonly chatId: string;
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
  /** How long after sending a card can be edited, in ms; 0 means never. */
  readonly updateLaterMs: number;
  /** How long after a click's answer an edit must wait, in ms. */
  readonly updateAfterClickMs: number;
  /** Where free text can be typed. */
  readonly freeText: 'form' | 'reply' | 'page';
  /** How long the same key keeps a repeated send from doubling, in ms; 0 means sends are not idempotent. */
  readonly idempotentSendMs: number;
  /** How long the channel waits for the answer to a click, in ms. */
  readonly answerWithinMs: number;
  readonly cardBytes: number;
  readonly limits: { readonly send: readonly Limit[]; readonly update: readonly Limit[] };
}

/** The state of the way in: a long connection's, or `connected` for a webhook that needs none. */
export type ConnectionState = 'connected' | 'connecting' | 'down';

/**
 * One configured way into a chat product. All members are required; what a channel cannot do is a value in `can`.
 * Outward calls throw `AppError` of kind `outside`, classified for the relay.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly connection: string;
  readonly can: Capabilities;
  /** Proves a webhook request and translates it; throws `unverified` or `malformed`. Nothing turns proof off. */
  open(request: RawRequest): Incoming;
  /** Puts a notice into the form in which the channel expects the answer to this delivery; pure. */
  answer(delivery: Delivery, notice: Notice | null): RawAnswer;
  /** Checks a rendered card against the channel's documented limits; returns what is wrong, empty when nothing. */
  lint(cardJson: string): readonly string[];
  /** Sends a message; the same key within `can.idempotentSendMs` sends it at most once. */
  send(to: Address, message: Message, key: string): Promise<Sent>;
  /** Replaces a sent card. */
  update(messageId: string, cardJson: string): Promise<void>;
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
}
