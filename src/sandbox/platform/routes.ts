import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import type { z } from 'zod';
import { type Answer, receiptAnswer, refusal, writePatent, writePush } from './answers.ts';
import type { OpenBooks } from './books.ts';
import type { FaultsInStock } from './faults.ts';
import type { Feed } from './feed.ts';
import { evaluationBody, feedQuery, postKey } from './requests.ts';

/** The longest opinion in the worst spelling stays far below this. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** Makes the routes of `docs/platform-api.yaml` over the books. */
export function platformRoutes(open: OpenBooks, faults: FaultsInStock): Router {
  const router = new Router({ prefix: '/v1' });
  router.get('/patents', (ctx) => respond(ctx, list(ctx.query, open.patents, writePatent)));
  router.get('/pushes', (ctx) => respond(ctx, list(ctx.query, open.pushes, writePush)));
  router.get('/receipts/:key', (ctx) => respond(ctx, readBack(ctx.params['key'], open, faults)));
  router.post('/evaluations', async (ctx) => {
    const answer = record(ctx.get('idempotency-key'), await readJson(ctx), open);
    const lost = answer.status < 300 ? faults.takeLostAnswer() : undefined;
    if (!lost) return respond(ctx, answer);
    ctx.respond = false;
    if (lost === 'drop') ctx.req.socket.destroy();
  });
  return router;
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

function record(key: string, body: unknown, open: OpenBooks): Answer {
  if (!postKey.safeParse(key).success) return refusal(422, 'request_invalid', 'Idempotency-Key');
  const evaluation = evaluationBody.safeParse(body);
  if (!evaluation.success) return refusal(422, 'request_invalid', namesOf(evaluation.error));
  const entry = open.enter(evaluation.data, key);
  if (entry.kind === 'refused') return refusal(entry.status, entry.code);
  return receiptAnswer(entry.kind === 'new' ? 201 : 200, entry.evaluation);
}

function readBack(key: string | undefined, open: OpenBooks, faults: FaultsInStock): Answer {
  const wanted = postKey.safeParse(key);
  if (!wanted.success) return refusal(422, 'request_invalid', 'key');
  const evaluation = faults.receiptsAreLost() ? undefined : open.underKey(wanted.data);
  return evaluation ? receiptAnswer(200, evaluation) : refusal(404, 'receipt_unknown');
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
