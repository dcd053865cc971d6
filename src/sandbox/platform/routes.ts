import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import type { z } from 'zod';
import { type Answer, receiptAnswer, refusal, writeAnswer, writePatent, writePush } from './answers.ts';
import type { OpenBooks } from './books.ts';
import type { FaultsInStock } from './faults.ts';
import type { Feed } from './feed.ts';
import type { Entry } from './ledger.ts';
import { demandBody, evaluationBody, feedQuery, intentBody, postKey, withdrawalBody } from './requests.ts';

/** The longest text with all its fields in the worst spelling stays far below this. */
const LARGEST_BODY_BYTES = 512 * 1024;

/** Makes the routes of `docs/platform-api.yaml` over the books. */
export function platformRoutes(open: OpenBooks, faults: FaultsInStock): Router {
  const router = new Router({ prefix: '/v1' });
  router.get('/patents', (ctx) => respond(ctx, list(ctx.query, open.patents, writePatent)));
  router.get('/pushes', (ctx) => respond(ctx, list(ctx.query, open.pushes, writePush)));
  router.get('/receipts/:key', (ctx) => respond(ctx, readBack(ctx.params['key'], open, faults)));
  router.get('/answers', (ctx) => respond(ctx, list(ctx.query, open.answers, writeAnswer)));
  const { posts } = open;
  takePosts(router, '/evaluations', evaluationBody, posts.evaluation, faults);
  takePosts(router, '/intents', intentBody, posts.intent, faults);
  takePosts(router, '/demands', demandBody, posts.demand, faults);
  takePosts(router, '/withdrawals', withdrawalBody, posts.withdrawal, faults);
  return router;
}

/** Takes posts of one kind, unless a fault in stock befalls them. */
function takePosts<T extends object>(
  router: Router,
  path: string,
  schema: z.ZodType<T>,
  enter: (body: T, key: string) => Entry,
  faults: FaultsInStock,
): void {
  router.post(path, async (ctx) => {
    const answer = record(ctx.get('idempotency-key'), schema.safeParse(await readJson(ctx)), enter, faults);
    const lost = answer.status < 300 ? faults.takeLostAnswer() : undefined;
    if (!lost) return respond(ctx, answer);
    ctx.respond = false;
    if (lost === 'drop') ctx.req.socket.destroy();
  });
}

/** Puts an answer on its way. */
export function respond(ctx: Koa.Context, answer: Answer): void {
  ctx.status = answer.status;
  ctx.body = answer.body;
}

function list<T>(query: unknown, feed: Feed<T>, write: (record: T) => unknown): Answer {
  const wanted = feedQuery.safeParse(query);
  if (!wanted.success) return refusal(422, 'request_invalid', namesOf(wanted.error));
  const page = feed.page(wanted.data.since ?? null, wanted.data.limit);
  return page
    ? { status: 200, body: { ...page, items: page.items.map(write) } }
    : refusal(422, 'cursor_unknown');
}

function record<T extends object>(
  key: string,
  body: z.ZodSafeParseResult<T>,
  enter: (body: T, key: string) => Entry,
  faults: FaultsInStock,
): Answer {
  if (!postKey.safeParse(key).success) return refusal(422, 'request_invalid', 'Idempotency-Key');
  if (!body.success) return refusal(422, 'request_invalid', namesOf(body.error));
  const about: unknown = Reflect.get(body.data, 'application_number');
  if (typeof about === 'string' && faults.chokesOn(about)) return refusal(500, 'platform_failed');
  const entry = enter(body.data, key);
  if (entry.kind === 'refused') return refusal(entry.status, entry.code);
  return receiptAnswer(entry.kind === 'new' ? 201 : 200, entry.record);
}

function readBack(key: string | undefined, open: OpenBooks, faults: FaultsInStock): Answer {
  const wanted = postKey.safeParse(key);
  if (!wanted.success) return refusal(422, 'request_invalid', 'key');
  const recorded = faults.receiptsAreLost() ? undefined : open.underKey(wanted.data);
  return recorded ? receiptAnswer(200, recorded) : refusal(404, 'receipt_unknown');
}

/** Reads a JSON body; anything else is undefined, which no schema accepts. */
async function readJson(ctx: Koa.Context): Promise<unknown> {
  if (!ctx.is('application/json')) return undefined;
  try {
    return JSON.parse(await getRawBody(ctx.req, { limit: LARGEST_BODY_BYTES, encoding: 'utf-8' }));
  } catch {
    return undefined;
  }
}

/** Names the fields that are wrong, never what stood in them. */
function namesOf(error: z.ZodError): string {
  const names = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')],
  );
  return [...new Set(names)].join('、').slice(0, 500);
}
