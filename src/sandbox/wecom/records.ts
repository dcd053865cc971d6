import type { Node } from './json.ts';

/** Somebody of the corp. */
export interface Person {
  readonly userId: string;
  /** What he is called towards a bot that no super admin made. */
  readonly openUserId: string;
  readonly name: string;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  /** False when he is outside the range the app may see. */
  readonly visible: boolean;
  /** True once he has left the corp. */
  departed: boolean;
}

/** A group, or the private chat of one person with the bot or with the app. */
export interface Chat {
  readonly chatId: string;
  readonly name: string;
  readonly kind: 'group' | 'bot' | 'app';
  members: ReadonlySet<string>;
  botIn: boolean;
  /** True once somebody wrote to the bot here, without which it may not write by itself. */
  addressed: boolean;
}

/** Who wrote a message: a person by userid, or one of the programs. */
export interface Author {
  readonly kind: 'person' | 'bot' | 'app' | 'webhook';
  readonly id: string;
}

/** What one person sees in the place of a card that was changed for him. */
export interface CardCopy {
  readonly card: Node;
  readonly editedAt: Date;
}

/** A message as the stand-in keeps it. An app's message lies in the private chat of everybody who got it. */
export interface StoredMessage {
  readonly messageId: string;
  readonly chatIds: readonly string[];
  readonly author: Author;
  readonly msgType: string;
  readonly sentAt: Date;
  /** The words of a text, the source of a markdown, or a file's name; a stream grows. */
  text: string;
  readonly mediaId: string | null;
  /** The card as it was sent; null for other kinds. */
  readonly card: Node | null;
  /** What single people see instead, by userid. */
  readonly copies: Map<string, CardCopy>;
  /** The id of the message that is quoted. */
  readonly quoted: string | null;
  editedAt: Date | null;
  recalled: boolean;
}

/** An uploaded file; `owner` says who may send it: the corp, the bot, or one webhook. */
export interface Media {
  readonly mediaId: string;
  readonly owner: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly madeAt: number;
}

/** What lies behind the link to a file that the bot was told of: encrypted, with a key of its own. */
export interface LinkedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly issuedAt: number;
}

/** A group's webhook robot. */
export interface Webhook {
  readonly key: string;
  readonly chatId: string;
  disabled: boolean;
}

/** Where the app's callbacks go, as saved in the console. */
export interface CallbackSettings {
  readonly url: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** The right to change one card once, given by sending it or by a click on it. */
export interface ResponseCode {
  readonly message: StoredMessage;
  readonly issuedAt: number;
}

/** Something the bot was told and may answer under the same req_id. */
export interface BotCall {
  readonly kind: 'message' | 'enter' | 'click';
  readonly chat: Chat;
  readonly message: StoredMessage | null;
  readonly at: number;
  answered: boolean;
  /** Tells whoever waits that the answer has come. */
  readonly settle: () => void;
}

/** An answer of the bot that is still being written, or was. */
export interface Stream {
  readonly message: StoredMessage;
  finished: boolean;
}

/** What happened so far, counted. */
export interface Counters {
  /** Requests for an access token. */
  tokens: number;
  /** Messages that reached somebody, by any channel. */
  sends: number;
  /** App messages not repeated because of enable_duplicate_check. */
  repeatedSends: number;
  /** Cards changed, by response_code or in answer to a click. */
  updates: number;
  rejectedByLimit: number;
  /** App messages that a person did not get because he had too many: the app is not told. */
  silentlyDropped: number;
  /** Attempts to post to the app's callback URL. */
  callbackAttempts: number;
  /** Long connections that lost the bot to another one. */
  kicks: number;
}
