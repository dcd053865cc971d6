import type { Logger } from 'pino';
import { asAppError } from '../../../errors.ts';
import type { ConnectionState, Lease } from '../../port.ts';
import { faultOf } from '../faults.ts';
import { afterEnding, type Ending, NO_TROUBLES, type Troubles } from './patience.ts';
import type { Session } from './session.ts';
import { beginTenure, type Tenure } from './tenure.ts';
import { pause, type Timer } from './timer.ts';

/** Keeps the one connection of a bot: in one process at a time, and again and again. */
export interface Supervisor {
  /** Resolves when the first attempt is decided: connected, refused, failed, or held by another process. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The subscribed connection; null when this process has none. */
  session(): Session | null;
  /** `connected` also while another process has the connection, for nothing is wrong then. */
  state(): ConnectionState;
}

/** What a supervisor works with. */
export interface SupervisorWorld {
  readonly log: Logger;
  readonly now: () => Date;
  readonly timer: Timer;
  readonly lease: Lease;
  /** Begins one attempt at the connection. */
  readonly open: () => Promise<Session>;
}

/** How often a process without the connection looks whether it is free, in ms. */
const POLL_MS = 5000;
const WRONG_CREDENTIALS = 853000;

/** Where the supervision stands. */
interface Seat {
  session: Session | null;
  state: ConnectionState;
  /** True once nothing but other settings can help. */
  hopeless: boolean;
  /** The refusal that was logged last, so that each is logged once. */
  refusal: number | null;
  troubles: Troubles;
}

/** Makes the supervisor of one bot. */
export function supervise(world: SupervisorWorld): Supervisor {
  const seat: Seat = {
    session: null,
    state: 'connecting',
    hopeless: false,
    refusal: null,
    troubles: NO_TROUBLES,
  };
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    start: () =>
      new Promise((decided, failed) => {
        running = serve(seat, world, { stopping: stopping.signal, decided });
        running.catch(failed);
      }),
    stop: async () => {
      stopping.abort();
      await running;
      seat.state = 'down';
    },
    session: () => seat.session,
    state: () => seat.state,
  };
}

interface Service {
  readonly stopping: AbortSignal;
  readonly decided: () => void;
}

async function serve(seat: Seat, world: SupervisorWorld, { stopping, decided }: Service): Promise<void> {
  while (!stopping.aborted && !seat.hopeless) {
    const taken = await take(seat, world);
    if (taken) {
      const tenure = beginTenure(world.lease, world);
      stopping.addEventListener('abort', tenure.end);
      if (stopping.aborted) tenure.end();
      while (!tenure.over.aborted && !seat.hopeless) await attempt(seat, world, tenure, decided);
      stopping.removeEventListener('abort', tenure.end);
      tenure.end();
      await release(world);
    }
    decided();
    if (!seat.hopeless) await pause(world.timer, POLL_MS, stopping);
  }
}

async function take(seat: Seat, { lease, log }: SupervisorWorld): Promise<boolean> {
  try {
    const taken = await lease.take();
    seat.state = taken ? 'connecting' : 'connected';
    return taken;
  } catch (error) {
    seat.state = 'down';
    log.warn({ err: asAppError(error) }, 'the lease of a WeCom bot could not be taken');
    return false;
  }
}

async function release({ lease, log }: SupervisorWorld): Promise<void> {
  try {
    await lease.release();
  } catch (error) {
    log.warn({ err: asAppError(error) }, 'the lease of a WeCom bot could not be released, and will run out');
  }
}

/** Connects, waits for the end of the connection or of the tenure, and then as long as patience asks. */
async function attempt(
  seat: Seat,
  world: SupervisorWorld,
  tenure: Tenure,
  decided: () => void,
): Promise<void> {
  const session = await world.open();
  const close = (): void => session.close();
  tenure.over.addEventListener('abort', close);
  if (tenure.over.aborted) close();
  let since: Date | null = null;
  if (await session.opened) {
    since = world.now();
    seat.session = session;
    seat.state = 'connected';
    seat.refusal = null;
    world.log.info('the connection of a WeCom bot is up');
    decided();
  }
  const ending = await session.ended;
  seat.session = null;
  tenure.over.removeEventListener('abort', close);
  const heldMs = since === null ? 0 : world.now().getTime() - since.getTime();
  const waitMs = await judge(seat, world, tenure, { ending, heldMs });
  decided();
  await pause(world.timer, waitMs, tenure.over);
}

/** Tells the operator what only he can mend, once each, and returns how long to wait in ms. */
async function judge(
  seat: Seat,
  { log }: SupervisorWorld,
  tenure: Tenure,
  { ending, heldMs }: { ending: Ending; heldMs: number },
): Promise<number> {
  // Whoever has taken the bot may be another of our processes, when this one stood still for too long.
  if (ending.why === 'kicked') await tenure.check();
  if (tenure.over.aborted) return 0;
  const { troubles, waitMs } = afterEnding(seat.troubles, ending, heldMs);
  seat.troubles = troubles;
  switch (ending.why) {
    case 'refused':
      seat.state = 'down';
      blame(seat, log, ending.errcode);
      break;
    case 'kicked':
      seat.state = 'down';
      accuse(log, troubles.kicks, waitMs);
      break;
    default:
      seat.state = 'connecting';
      log.warn({ waitMs }, 'the connection of a WeCom bot was lost');
  }
  return waitMs;
}

/** Two programs that take the bot from each other are one piece of news. */
function accuse(log: Logger, kicks: number, waitMs: number): void {
  const advice = 'stop the other program, or give it a bot of its own';
  if (kicks > 1) log.warn({ waitMs }, 'the connection of a WeCom bot was taken away again');
  else log.error({ waitMs, advice }, "another program uses this bot's connection");
}

function blame(seat: Seat, log: Logger, errcode: number): void {
  const { advice } = faultOf(errcode);
  seat.hopeless = errcode === WRONG_CREDENTIALS;
  if (seat.refusal === errcode) return;
  seat.refusal = errcode;
  if (seat.hopeless)
    log.error(
      { wecomCode: errcode, advice },
      'wrong bot id or secret: WeCom refuses the connection of the bot',
    );
  else log.error({ wecomCode: errcode, advice }, 'WeCom refuses the connection of the bot');
}
