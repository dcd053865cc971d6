/** What the long connection's clients are told: intervals in seconds, and how often they may try to come back. */
export interface ConnectionConfig {
  readonly PingInterval: number;
  readonly ReconnectCount: number;
  readonly ReconnectInterval: number;
  readonly ReconnectNonce: number;
}

/** How a stand-in of Feishu is set up: one app with its secrets, the clock, and how strict it is. */
export interface FeishuStandInOptions {
  /** The loopback port to listen on; absent or 0 takes a free one. */
  readonly port?: number | undefined;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey?: string | undefined;
  readonly verificationToken?: string | undefined;
  /** Where events and callbacks go when no long connection is open. */
  readonly webhookUrl?: string | (() => string | undefined) | undefined;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: () => string;
  /** False switches the rate limits off; they are on by default. */
  readonly limits?: boolean | undefined;
  /** Scopes of a usual bot that the organisation has not granted to this app; none by default. */
  readonly ungranted?: readonly string[] | undefined;
  /** False when the app's bot is switched off in the console, or not published. */
  readonly botEnabled?: boolean | undefined;
  /** True when the app has the sensitive scope that lets it read every message of its groups. */
  readonly groupMessages?: boolean | undefined;
  /** How long the app may take to answer an event or a click, in ms; 3000 by default, as on the real platform. */
  readonly answerWithinMs?: number | undefined;
  /** What the clients of the long connection are told; what is absent is as on the real platform. */
  readonly connectionConfig?: Partial<ConnectionConfig> | undefined;
}
