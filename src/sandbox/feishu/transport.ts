/** What came of one attempt to push something to the app; `body` is the answer's text, JSON when all is well. */
export type PushOutcome =
  | {
      readonly kind: 'answered';
      readonly via: 'webhook' | 'websocket';
      readonly status: number;
      readonly body: string;
    }
  | { readonly kind: 'timeout' | 'unreachable' | 'unknown-host' | 'no-transport' };
