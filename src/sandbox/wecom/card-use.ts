/** Where a card goes, and whether it is sent or put in the place of one that was. */
export interface CardUse {
  readonly channel: 'app' | 'bot' | 'webhook';
  readonly phase: 'send' | 'update';
}
