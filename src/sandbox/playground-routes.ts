import type { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { AppError } from '../errors.ts';
import type { ClockStep } from './moving-clock.ts';
import { pageRouter, sendPage } from './page-files.ts';
import {
  type AnswerIntent,
  answerCommand,
  clockCommand,
  commandOf,
  type Enter,
  enterCommand,
  enterpriseChoice,
  enterpriseCommand,
  fileOf,
  type PlatformModeChoice,
  type Press,
  platformModeCommand,
  pressCommand,
  type Say,
  type SentFile,
  sayCommand,
} from './playground-commands.ts';
import { eventsOf, type Timers } from './playground-events.ts';
import { realTimers } from './real-timers.ts';
import type { IssuedCode, KeptFile, OperatedEnterprise, PressOutcome, SandboxView } from './view.ts';

/** What the operator of the sandbox can do in the page instead of on the command line. */
export interface Operator {
  enterprises(): Promise<readonly OperatedEnterprise[]>;
  /** Creates an enterprise, or finds the one of this name, and issues a binding code for it. */
  createEnterprise(name: string): Promise<IssuedCode>;
  issueCode(enterpriseId: string): Promise<IssuedCode>;
  /** Brings the next patent into the enterprise's groups; returns how many were brought, 0 or 1. */
  push(enterpriseId: string): Promise<number>;
  /** Says how what an enterprise confirms gets to the platform; returns how much that waited will be posted now. */
  setPlatformMode(choice: PlatformModeChoice): Promise<number>;
  /** Moves the clock of the service and its stand-ins forward; resolves when what is due then has been done. */
  moveClock(step: ClockStep): Promise<void>;
}

/** What the playground shows and moves: the stand-ins behind one door. */
export interface PlaygroundWorld {
  view(): SandboxView;
  press(press: Press): Promise<PressOutcome>;
  say(say: Say): Promise<void>;
  /** Sends a file as a person. */
  drop(file: SentFile): Promise<void>;
  /** Returns the file of a message that a person sees, or null. */
  fileSeenBy(by: string, messageId: string): KeptFile | null;
  /** Opens a person's private chat with the bot or the app, as the tap on its picture does; returns the chat's id. */
  enter(enter: Enter): Promise<string>;
  /** Answers an intent as its university; the service has heard of it when this resolves. Throws `malformed` for an unknown one. */
  answer(answer: AnswerIntent): Promise<void>;
  readonly operator: Operator;
  /** Calls the listener after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** What the playground takes from its surroundings: real timers unless told otherwise, and the word that the server stops. */
export interface PlaygroundOptions {
  readonly timers?: Timers;
  /** Open pages keep a connection each; aborting this signal ends them, so that the server can close. */
  readonly stopping?: AbortSignal;
}

/**
 * Serves the playground under /sandbox: the page, what it shows, and the presses and texts of its people.
 * Commands from pages of another origin are refused, so that no other web site can press buttons here.
 */
export function playgroundRoutes(world: PlaygroundWorld, options: PlaygroundOptions = {}): Router {
  const timers = options.timers ?? realTimers;
  const router = pageRouter();
  router.use(answerRefusals);
  router.get('/', (ctx) => sendPage(ctx, 'index.html'));
  router.get('/view', (ctx) => {
    ctx.body = world.view();
  });
  router.get('/events', (ctx) => {
    const watched = { look: () => world.view(), onChange: world.onChange.bind(world) };
    sendEvents(ctx, eventsOf(watched, timers, options.stopping));
  });
  router.post('/press', async (ctx) => {
    ctx.body = await world.press(await commandOf(ctx, pressCommand));
  });
  router.post('/say', async (ctx) => {
    await world.say(await commandOf(ctx, sayCommand));
    ctx.status = 204;
  });
  router.post('/drop', async (ctx) => {
    await world.drop(await fileOf(ctx));
    ctx.status = 204;
  });
  router.get('/file', (ctx) => sendFile(ctx, world));
  router.post('/enter', async (ctx) => {
    ctx.body = { chatId: await world.enter(await commandOf(ctx, enterCommand)) };
  });
  router.post('/answer', async (ctx) => {
    await world.answer(await commandOf(ctx, answerCommand));
    ctx.status = 204;
  });
  operatorRoutes(router, world.operator);
  return router;
}

/** Hands a file over to be kept and never shown, so that what it holds cannot act in this page. */
function sendFile(ctx: RouterContext, world: PlaygroundWorld): void {
  const { by, messageId } = ctx.query;
  const file = world.fileSeenBy(String(by), String(messageId));
  if (file === null) return;
  ctx.attachment(file.name);
  ctx.type = 'application/octet-stream';
  ctx.body = Buffer.from(file.bytes);
}

function operatorRoutes(router: Router, operator: Operator): void {
  router.get('/operator/enterprises', async (ctx) => {
    ctx.body = await operator.enterprises();
  });
  router.post('/operator/enterprise', async (ctx) => {
    ctx.body = await operator.createEnterprise((await commandOf(ctx, enterpriseCommand)).name);
  });
  router.post('/operator/code', async (ctx) => {
    ctx.body = await operator.issueCode((await commandOf(ctx, enterpriseChoice)).enterpriseId);
  });
  router.post('/operator/push', async (ctx) => {
    ctx.body = { pushed: await operator.push((await commandOf(ctx, enterpriseChoice)).enterpriseId) };
  });
  router.post('/operator/clock', async (ctx) => {
    await operator.moveClock((await commandOf(ctx, clockCommand)).step);
    ctx.body = {};
  });
  router.post('/operator/platform', async (ctx) => {
    ctx.body = { promised: await operator.setPlatformMode(await commandOf(ctx, platformModeCommand)) };
  });
}

/** Answers what this file refuses; everything else is the server's to report. */
async function answerRefusals(ctx: RouterContext, next: () => Promise<unknown>): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof AppError) || (error.kind !== 'malformed' && error.kind !== 'unverified'))
      throw error;
    ctx.status = error.kind === 'malformed' ? 400 : 403;
    ctx.body = { error: error.code };
  }
}

/** Answers with events until either side leaves; past Koa, which would report every reader who leaves as a failure. */
function sendEvents(ctx: RouterContext, events: Readable): void {
  ctx.respond = false;
  ctx.status = 200;
  ctx.type = 'text/event-stream';
  // Kept alive after its end, the connection would hold up a server that wants to close.
  ctx.set('Connection', 'close');
  events.pipe(ctx.res);
  ctx.res.once('close', () => events.destroy());
}
