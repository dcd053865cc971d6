/** Calls `fire` once after `ms` on the clock of whoever started the stand-in; the returned function prevents it. */
export type Timer = (ms: number, fire: () => void) => () => void;

/** The self-built app as the console shows it; its callback is saved later, because saving asks the app a question. */
export interface AppOptions {
  readonly agentId: number;
  readonly secret: string;
  /** What its private chats are called. */
  readonly name?: string | undefined;
}

/** The bot as the console shows it. */
export interface BotOptions {
  readonly botId: string;
  readonly secret: string;
  /** What people type after the @ in a group. */
  readonly name?: string | undefined;
  /** False when no super admin made the bot: then it hears people under encrypted ids only. */
  readonly plainUserIds?: boolean | undefined;
}

/** How a stand-in of WeCom is set up: one corp with one app and one bot, the clock, and how strict it is. */
export interface WecomStandInOptions {
  /** The loopback port to listen on; absent or 0 takes a free one. */
  readonly port?: number | undefined;
  readonly corpId: string;
  readonly app: AppOptions;
  readonly bot: BotOptions;
  readonly now: () => Date;
  readonly timer: Timer;
  readonly newId: () => string;
  /** False switches the rate limits off; they are on by default. */
  readonly limits?: boolean | undefined;
}
