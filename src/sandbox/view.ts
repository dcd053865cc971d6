/** The chat products that are played here. */
export type Product = 'feishu' | 'wecom';

/** Whom a person can chat with privately: a bot, or in WeCom an app besides. */
export type Whom = 'bot' | 'app';

/** A message as one person sees it in the playground. */
export interface MessageView {
  readonly messageId: string;
  readonly sender: { readonly kind: 'person' | Whom; readonly name: string };
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly kind: 'text' | 'markdown' | 'card' | 'file';
  /** The text of a text message, the source of a markdown, or a file's name. */
  readonly text: string;
  /** The card in its product's own JSON, as this person sees it now; null for other kinds. */
  readonly card: unknown;
  /** The message this one answers, with a few of its words. */
  readonly replyTo: { readonly messageId: string; readonly excerpt: string } | null;
}

/** A file as everybody who sees its message can keep it. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Somebody in a chat, the bot left out. */
export interface ChatMember {
  readonly openId: string;
  readonly name: string;
}

/** A chat as one person sees it. */
export interface ChatView {
  readonly chatId: string;
  readonly name: string;
  readonly kind: 'group' | 'private';
  /** Whom a private chat is with; null for a group. */
  readonly whom: Whom | null;
  /** Whom a person can mention, and whom a picker without options of its own offers. */
  readonly members: readonly ChatMember[];
  readonly messages: readonly MessageView[];
}

/** Whom a person can open a private chat with, and what that is called in his client. */
export interface Contact {
  readonly whom: Whom;
  readonly name: string;
}

/** One person's client of one product: the chats he is in. Who has accounts on both has two of these. */
export interface PersonView {
  /** The product's id of the account. */
  readonly openId: string;
  readonly name: string;
  readonly product: Product;
  readonly contacts: readonly Contact[];
  readonly chats: readonly ChatView[];
}

/** An evaluation as the stand-in platform has recorded it. */
export interface RecordedEvaluation {
  readonly receipt: string;
  readonly idempotencyKey: string;
  readonly enterprise: string;
  readonly applicationNumber: string;
  readonly title: string;
  readonly stars: number;
  readonly opinion: string;
  readonly recordedAt: number;
}

/** An intent that the stand-in platform has passed on to the patent's university. */
export interface RecordedIntent {
  readonly receipt: string;
  readonly idempotencyKey: string;
  readonly enterprise: string;
  readonly applicationNumber: string;
  readonly title: string;
  readonly origin: string;
  readonly text: string;
  readonly recordedAt: number;
  readonly withdrawnAt: number | null;
  /** What the university said. */
  readonly answer: { readonly state: 'interested' | 'contacted' | 'declined'; readonly text: string } | null;
}

/** A demand that the stand-in platform shows to everybody. */
export interface RecordedDemand {
  readonly receipt: string;
  readonly idempotencyKey: string;
  readonly enterprise: string;
  readonly title: string;
  readonly text: string;
  readonly recordedAt: number;
  readonly withdrawnAt: number | null;
}

/** People who belong together, shown side by side: those of one enterprise, or of one that is yet to join. */
export interface Troupe {
  readonly name: string;
  /** The ids of their accounts, in the order of the screen. */
  readonly people: readonly string[];
}

/** Everything the playground shows; sent whole on every change. */
export interface SandboxView {
  readonly people: readonly PersonView[];
  /** Every person is in one of these. */
  readonly troupes: readonly Troupe[];
  readonly evaluations: readonly RecordedEvaluation[];
  readonly intents: readonly RecordedIntent[];
  readonly demands: readonly RecordedDemand[];
  /** How far the sandbox's clock was moved ahead, in ms. */
  readonly aheadMs: number;
}

/** An enterprise as the operator sees it. */
export interface OperatedEnterprise {
  readonly id: string;
  readonly name: string;
  readonly closed: boolean;
  /** How many members it has, removed ones not counted. */
  readonly members: number;
  /** How many groups are bound to it. */
  readonly groups: number;
  /** How what it confirms gets to the platform: by itself, or entered by its admins. */
  readonly platformMode: 'http' | 'manual';
}

/** A one-time binding code; it is shown once and stored nowhere. */
export interface IssuedCode {
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What the client of the person who clicked shows: a toast, or the client's own error code. */
export interface PressOutcome {
  readonly toast: { readonly type: string; readonly content: string } | null;
  readonly clientError: number | null;
}
