import { z } from 'zod';
import { type AppError, asAppError } from '../../../errors.ts';
import { wecomUnreadable, withoutEffect } from '../errors.ts';
import { apiAddress, exchange, type WecomAnswer } from '../http.ts';
import { tokenKeeper } from './token.ts';

/** One call to the API as the app; `path` stands behind `/cgi-bin/`. Fields or a form are posted, otherwise it is a GET. */
export interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object | FormData;
}

/** Calls the API as the app and returns the fields of the answer; throws classified outside errors. */
export type WecomClient = (call: Call) => Promise<WecomAnswer>;

/** The credentials of an app, and where the API is. */
export interface AppAccess {
  readonly apiUrl: string;
  readonly corpId: string;
  readonly secret: string;
}

/** The codes that say our token is no good although we thought it fresh: invalid, expired, missing, and 40001. */
const TOKEN_CODES: readonly unknown[] = [40001, 40014, 41001, 42001];

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * Builds the client of one app. Only a refused token is answered here, by one new token and one more try; every other
 * failure goes to the caller, who knows whether and when to repeat.
 */
export function wecomClient(app: AppAccess, world: { readonly now: () => Date }): WecomClient {
  const tokens = tokenKeeper(() => fetchToken(app), world.now);

  const once = ({ path, query = {}, body }: Call, token: string) => {
    const address = apiAddress(app.apiUrl, path, { ...query, access_token: token });
    return exchange({ call: path, address, body });
  };

  return async (call) => {
    const token = await tokens.current();
    try {
      return await once(call, token);
    } catch (error) {
      if (!isTokenRefused(asAppError(error))) throw error;
    }
    tokens.drop(token);
    return once(call, await tokens.current());
  };
}

/** Reads a part of an answer that WeCom called a success; one that lacks it may have had its effect all the same. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: WecomAnswer, call: string): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw wecomUnreadable(200, call);
  return parsed.data;
}

async function fetchToken({ apiUrl, corpId, secret }: AppAccess): Promise<{ token: string; lifeMs: number }> {
  const call = 'gettoken';
  const address = apiAddress(apiUrl, call, { corpid: corpId, corpsecret: secret });
  try {
    const { access_token, expires_in } = readAnswer(TokenAnswer, await exchange({ call, address }), call);
    return { token: access_token, lifeMs: expires_in * 1000 };
  } catch (error) {
    throw withoutEffect(asAppError(error));
  }
}

function isTokenRefused({ facts }: AppError): boolean {
  return TOKEN_CODES.includes(facts['wecomCode']);
}
