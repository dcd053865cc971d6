import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as it reached the scripted Feishu. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: Record<string, unknown>;
}

/** What the script does with one request: an answer, or its own way of failing. */
export type Step =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
  | ((response: ServerResponse) => void);

/** A Feishu that says what a test tells it to say; for the odd answers a well-behaved stand-in never gives. */
export interface ScriptedFeishu {
  readonly url: string;
  /** All requests but those for a token. */
  readonly seen: SeenRequest[];
  /** Tokens that are refused whenever they come. */
  readonly refusedTokens: Set<string>;
  /** How many tokens were asked for. */
  tokenRequests(): number;
  /** Lines up answers; when none is left, everything succeeds. */
  answerNext(...steps: Step[]): void;
  /** Lines up answers of the token endpoint; when none is left, it hands out t-1, t-2, … */
  answerNextToken(...steps: Step[]): void;
  close(): Promise<void>;
}

const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal';
/** What Feishu says to a token that it does not know any more. */
export const TOKEN_REFUSED = {
  status: 400,
  body: { code: 99991663, msg: 'Invalid access token for authorization.' },
};
const SENT = { code: 0, msg: 'success', data: { message_id: 'om_sent', chat_id: 'oc_where' } };

/** Starts a scripted Feishu on a free port of this machine. */
export async function startScriptedFeishu(): Promise<ScriptedFeishu> {
  const seen: SeenRequest[] = [];
  const refusedTokens = new Set<string>();
  const steps: Step[] = [];
  const tokenSteps: Step[] = [];
  let tokens = 0;

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url === TOKEN_PATH) {
      tokens += 1;
      play(
        response,
        tokenSteps.shift() ?? {
          body: { code: 0, msg: 'ok', tenant_access_token: `t-${tokens}`, expire: 7200 },
        },
      );
      return;
    }
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    seen.push({ method: request.method ?? '', path: request.url ?? '', token, body });
    play(response, refusedTokens.has(token) ? TOKEN_REFUSED : (steps.shift() ?? { body: SENT }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the scripted Feishu has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    refusedTokens,
    tokenRequests: () => tokens,
    answerNext: (...more) => void steps.push(...more),
    answerNextToken: (...more) => void tokenSteps.push(...more),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function play(response: ServerResponse, step: Step): void {
  if (typeof step === 'function') {
    step(response);
    return;
  }
  const text = typeof step.body === 'string' ? step.body : JSON.stringify(step.body);
  response.writeHead(step.status ?? 200, { 'content-type': 'application/json', ...step.headers }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}
