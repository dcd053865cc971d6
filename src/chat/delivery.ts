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

/** The right to edit one card once, until a moment; channels that ask for none never give one. */
export interface Ticket {
  readonly code: string;
  readonly expiresAt: Date;
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
  /** What this click allows: editing the card it was made on, once. */
  readonly ticket?: Ticket;
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
  /** The words of the message that was answered, where the channel tells these and no id; empty otherwise. */
  readonly quoted: string;
  /** The text without mentions. */
  readonly text: string;
  /** True when the bot was addressed: mentioned in a group, or written to privately. */
  readonly addressed: boolean;
  /** Who is mentioned in the text, in its order, each person once. */
  readonly mentions: readonly Mention[];
}

/** A file that a person sent into a chat; its bytes are fetched later, by `Channel.fetchFile`. */
export interface Drop extends DeliveryBase {
  readonly kind: 'drop';
  readonly person: PersonRef;
  readonly chatId: string;
  readonly chatKind: 'group' | 'private';
  readonly messageId: string;
  /** The file's name; empty where the channel tells it with the bytes only. */
  readonly name: string;
  /** What the channel needs to fetch the bytes; nobody else reads it. It may be of use for some minutes only. */
  readonly source: string;
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
export type Delivery = Click | Reply | Drop | Joined | Left | Opened | Departed | Unused;

/** The short text a person sees after a click; the tone picks the colour. */
export interface Notice {
  readonly tone: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What a person sees after what he did; both null when there is nothing to show. */
export interface Answer {
  readonly notice: Notice | null;
  /** The card as he sees it from now on, the notice in it; only where `can.answersWithCard`. */
  readonly cardJson: string | null;
}

/** Handles one proven delivery and says what the person sees. */
export type DeliveryHandler = (delivery: Delivery) => Promise<Answer>;
