import { createReadStream } from 'node:fs';
import Router, { type RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { AppError, malformed, unverified } from '../errors.ts';
import { projectPath } from '../root.ts';
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
const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const JS = 'text/javascript; charset=utf-8';

/** The page's files; anything else in the folder stays private. */
const ASSETS: ReadonlyMap<string, string> = new Map([
  ['theme.css', CSS],
  ['playground.css', CSS],
  ['chat.css', CSS],
  ['card.css', CSS],
  ['fields.css', CSS],
  ['icon.svg', 'image/svg+xml'],
  ['playground.js', JS],
  ['server.js', JS],
  ['person.js', JS],
  ['chat.js', JS],
  ['message.js', JS],
  ['composer.js', JS],
  ['first-steps.js', JS],
  ['platform.js', JS],
  ['toast.js', JS],
  ['dom.js', JS],
  ['card.js', JS],
  ['card-blocks.js', JS],
  ['card-layout.js', JS],
  ['card-button.js', JS],
  ['card-fields.js', JS],
  ['card-host.js', JS],
  ['card-style.js', JS],
  ['markdown.js', JS],
  ['markdown-inline.js', JS],
  ['entities.js', JS],
]);

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

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
  const router = new Router({ prefix: '/sandbox' });
  router.use(async (ctx, next) => {
    ctx.set(HEADERS);
    await answerRefusals(ctx, next);
  });
  router.get('/', (ctx) => sendFile(ctx, 'index.html', HTML));
  router.get('/assets/:file', (ctx) => {
    const file = ctx.params['file'] ?? '';
    const type = ASSETS.get(file);
    if (type !== undefined) sendFile(ctx, file, type);
  });
  router.get('/view', (ctx) => {
    ctx.body = world.view();
  });
  router.get('/events', (ctx) => {
    const watched = { look: () => world.view(), onChange: world.onChange.bind(world) };
    ctx.type = 'text/event-stream';
    ctx.body = eventsOf(watched, timers, options.stopping);
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

function sendFile(ctx: RouterContext, file: string, type: string): void {
  ctx.type = type;
  ctx.body = createReadStream(projectPath('src', 'sandbox', 'playground', file));
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
