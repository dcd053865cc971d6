import type { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { AppError, malformed, unverified } from '../errors.ts';
import { pageRouter, sendPage } from './page-files.ts';
import { eventsOf, type Timers } from './playground-events.ts';
import type { PressOutcome, SandboxView } from './view.ts';

/** A press of a card's button by one of the sandbox's people, with what he typed into the form around it. */
export interface Press {
  readonly by: string;
  readonly messageId: string;
  readonly button: string;
  readonly form: Record<string, string>;
}

/** A text that one of the sandbox's people writes into a chat. */
export interface Say {
  readonly by: string;
  readonly chatId: string;
  readonly text: string;
  readonly replyTo?: string;
  readonly mentionBot: boolean;
}

/** What the playground shows and moves: the stand-ins behind one door. */
export interface PlaygroundWorld {
  view(): SandboxView;
  press(press: Press): Promise<PressOutcome>;
  say(say: Say): Promise<void>;
  /** Calls the listener after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** What the playground takes from its surroundings: real timers unless told otherwise, and the word that the server stops. */
export interface PlaygroundOptions {
  readonly timers?: Timers;
  /** Open pages keep a connection each; aborting this signal ends them, so that the server can close. */
  readonly stopping?: AbortSignal;
}

const BODY_BYTES = 64 * 1024;

const id = z.string().min(1).max(200);
const pressSchema = z.strictObject({
  by: id,
  messageId: id,
  button: id,
  form: z.record(z.string().max(200), z.string().max(10_000)),
});
const saySchema = z.strictObject({
  by: id,
  chatId: id,
  text: z.string().trim().min(1).max(10_000),
  replyTo: id.exactOptional(),
  mentionBot: z.boolean(),
});

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
    ctx.body = await world.press(await commandOf(ctx, pressSchema));
  });
  router.post('/say', async (ctx) => {
    await world.say(await commandOf(ctx, saySchema));
    ctx.status = 204;
  });
  return router;
}

/** Reads a command that provably comes from the playground's own page: a foreign page can send neither header unasked. */
async function commandOf<T>(ctx: RouterContext, schema: z.ZodType<T>): Promise<T> {
  if (isForeign(ctx)) throw unverified('foreign_origin');
  if (ctx.is('application/json') !== 'application/json') {
    throw malformed('not_json', 'a command is sent as application/json');
  }
  const parsed = schema.safeParse(await jsonOf(ctx));
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw malformed('unreadable_command', 'the command lacks a field or has a wrong one', { fields });
  }
  return parsed.data;
}

/** Tells whether a browser sends this for a page of another origin; programs without the header may command. */
function isForeign(ctx: RouterContext): boolean {
  const origin = ctx.get('origin');
  return origin !== '' && origin !== `http://${ctx.host}` && origin !== `https://${ctx.host}`;
}

async function jsonOf(ctx: RouterContext): Promise<unknown> {
  const body = await getRawBody(ctx.req, { limit: BODY_BYTES, length: ctx.length ?? null }).catch(() => {
    throw malformed('unreadable_body', 'a command has at most 64 KB and arrives whole');
  });
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw malformed('unreadable_body', 'a command is one JSON object');
  }
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

const realTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
