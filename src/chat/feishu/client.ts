import { Client, withTenantToken } from '@larksuiteoapi/node-sdk';
import { isAxiosError } from 'axios';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AppError, asAppError } from '../../errors.ts';
import { readDownload } from './download.ts';
import type { HttpAnswer } from './errors.ts';
import { isSuccess, isTokenRefused, networkFailure, refusal, withoutEffect } from './errors.ts';
import { CALL_TIMEOUT_MS, wholeAnswers } from './http.ts';
import { redactedLogger } from './redact.ts';
import { tokenKeeper } from './token.ts';

/** One call to the open platform; `path` begins with `/open-apis/` and its parts are already encoded. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** True when the body is a form with a file in it, which goes out in parts and may take its time. */
  readonly upload?: boolean;
  /** The most bytes taken of a file that is the answer; it may take its time as well. */
  readonly download?: number;
}

/** How long an upload may take, in ms: 30 MB over 2 Mbit/s. */
const UPLOAD_TIMEOUT_MS = 120_000;
/** How long a download may take, in ms: 20 MB over 3 Mbit/s. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

/** Whoever reads the stream counts its bytes; the limit of other answers would be too small. */
const AS_STREAM = { responseType: 'stream', maxContentLength: -1, timeout: DOWNLOAD_TIMEOUT_MS } as const;

const httpAnswer = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.unknown()),
  body: z.unknown(),
});

/** Calls the open platform as the app and returns the whole answer body; throws classified outside errors. */
export type FeishuClient = (call: Call) => Promise<unknown>;

const tokenAnswer = z.object({ tenant_access_token: z.string().min(1), expire: z.number() });

/**
 * Builds the client of one app. Only a refused token is answered here, by one new token and one more try;
 * every other failure goes to the caller, who knows whether and when to repeat.
 */
export function feishuClient(
  app: { appId: string; appSecret: string; domain: string },
  world: { log: Logger; now: () => Date; timeoutMs?: number },
): FeishuClient {
  const sdk = new Client({
    ...app,
    httpInstance: wholeAnswers(world.timeoutMs ?? CALL_TIMEOUT_MS),
    logger: redactedLogger(world.log),
    // The SDK's cache asks once for every concurrent first call and keeps a token that Feishu has refused.
    disableTokenCache: true,
  });
  const once = (call: Call, token: string | null) => exchange(sdk, call, token);
  const tokens = tokenKeeper(() => fetchToken(app, once), world.now);

  return async (call) => {
    const token = await tokens.current();
    const first = await once(call, token);
    if (isSuccess(first)) return first.body;
    if (!isTokenRefused(first)) throw refusal(first);

    tokens.drop(token);
    const second = await once(call, await tokens.current());
    if (isSuccess(second)) return second.body;
    throw refusal(second);
  };
}

async function fetchToken(
  app: { appId: string; appSecret: string },
  once: (call: Call, token: null) => Promise<HttpAnswer>,
): Promise<{ token: string; lifeMs: number }> {
  const call: Call = {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    body: { app_id: app.appId, app_secret: app.appSecret },
  };
  const answer = await once(call, null).catch((error: unknown) => {
    throw withoutEffect(asAppError(error));
  });
  const parsed = tokenAnswer.safeParse(answer.body);
  if (!isSuccess(answer) || !parsed.success) throw withoutEffect(refusal(answer));
  return { token: parsed.data.tenant_access_token, lifeMs: parsed.data.expire * 1000 };
}

async function exchange(sdk: Client, call: Call, token: string | null): Promise<HttpAnswer> {
  const parts = { headers: { 'content-type': 'multipart/form-data' }, timeout: UPLOAD_TIMEOUT_MS };
  const { method, path: url, query: params, body: data, download } = call;
  const request = {
    ...{ method, url, params, data },
    ...(call.upload ? parts : {}),
    ...(download === undefined ? {} : AS_STREAM),
  };
  try {
    const answer = httpAnswer.parse(await sdk.request(request, token === null ? {} : withTenantToken(token)));
    return download === undefined ? answer : await readDownload(answer, download);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw networkFailure(isAxiosError(error) ? (error.code ?? 'unknown') : 'unknown');
  }
}
