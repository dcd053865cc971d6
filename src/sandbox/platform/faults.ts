/** What goes wrong with one request, before it is looked at. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'rate-limit'; readonly seconds: number }
  | { readonly kind: 'unreadable' };

/** What goes wrong with one post, after it has been recorded. */
export type LostAnswer = 'timeout' | 'drop';

/** The ways in which the stand-in can be told to misbehave; each is used up by the request it befalls. */
export interface PlatformFaults {
  /** Answers the next request, or the next few, with this status instead of serving it. */
  failNext(status: number, times?: number): void;
  /** Answers the next request with 429 and asks to wait. */
  rateLimitNext(seconds: number): void;
  /** Answers the next request with a web page under status 200. */
  unreadableNext(): void;
  /** Records the next post and never answers it. */
  acceptThenTimeoutNext(): void;
  /** Records the next post and breaks off the connection. */
  acceptThenDropNext(): void;
  /** While true, breaks off every connection before a request is read. */
  down(isDown: boolean): void;
  /** Fails every post about this patent from now on; null ends it. */
  chokeOn(applicationNumber: string | null): void;
  /** While true, no receipt can be read back; a repeated post still finds its own. */
  loseReceipts(areLost: boolean): void;
}

/** The faults as the routes ask for them. */
export interface FaultsInStock {
  takeFault(): Fault | undefined;
  takeLostAnswer(): LostAnswer | undefined;
  isDown(): boolean;
  chokesOn(applicationNumber: string): boolean;
  receiptsAreLost(): boolean;
}

/** Makes an empty stock of faults; `breakOff` is called when the platform goes down. */
export function stockFaults(breakOff: () => void): {
  readonly faults: PlatformFaults;
  readonly stock: FaultsInStock;
} {
  const waiting: Fault[] = [];
  const lostAnswers: LostAnswer[] = [];
  const lasting: { down: boolean; receiptsLost: boolean; choke: string | null } = {
    down: false,
    receiptsLost: false,
    choke: null,
  };
  const faults: PlatformFaults = {
    failNext: (status, times = 1) =>
      void waiting.push(...Array<Fault>(times).fill({ kind: 'status', status })),
    rateLimitNext: (seconds) => void waiting.push({ kind: 'rate-limit', seconds }),
    unreadableNext: () => void waiting.push({ kind: 'unreadable' }),
    acceptThenTimeoutNext: () => void lostAnswers.push('timeout'),
    acceptThenDropNext: () => void lostAnswers.push('drop'),
    down(isDown) {
      lasting.down = isDown;
      if (isDown) breakOff();
    },
    chokeOn(applicationNumber) {
      lasting.choke = applicationNumber;
    },
    loseReceipts(areLost) {
      lasting.receiptsLost = areLost;
    },
  };
  const stock: FaultsInStock = {
    takeFault: () => waiting.shift(),
    takeLostAnswer: () => lostAnswers.shift(),
    isDown: () => lasting.down,
    chokesOn: (applicationNumber) => lasting.choke === applicationNumber,
    receiptsAreLost: () => lasting.receiptsLost,
  };
  return { faults, stock };
}
