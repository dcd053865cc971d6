/** A message as one person sees it in the playground. */
export interface MessageView {
  readonly messageId: string;
  readonly sender: { readonly kind: 'person' | 'bot'; readonly name: string };
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly kind: 'text' | 'card' | 'file';
  /** The text of a text message, or a file's name. */
  readonly text: string;
  /** The card's JSON 2.0 as it stands now; null for other kinds. */
  readonly card: unknown;
  /** The message this one answers, with a few of its words. */
  readonly replyTo: { readonly messageId: string; readonly excerpt: string } | null;
}

/** A chat as one person sees it. */
export interface ChatView {
  readonly chatId: string;
  readonly name: string;
  readonly kind: 'group' | 'private';
  readonly messages: readonly MessageView[];
}

/** One person's client: the chats he is in. */
export interface PersonView {
  readonly openId: string;
  readonly name: string;
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

/** Everything the playground shows; sent whole on every change. */
export interface SandboxView {
  readonly people: readonly PersonView[];
  readonly evaluations: readonly RecordedEvaluation[];
}

/** What the client of the person who clicked shows: a toast, or the client's own error code. */
export interface PressOutcome {
  readonly toast: { readonly type: string; readonly content: string } | null;
  readonly clientError: number | null;
}
