/** What came of one attempt to push something to the app; `body` is the answer's text, JSON when all is well. */
export type PushOutcome =
  | {
      readonly kind: 'answered';
      readonly via: 'webhook' | 'websocket';
      readonly status: number;
      readonly body: string;
    }
  | { readonly kind: 'timeout' | 'unreachable' | 'unknown-host' | 'no-transport' };

/** How long the platform waits for the answer to an event or a callback, in ms. */
export const ANSWER_WITHIN_MS = 3000;
