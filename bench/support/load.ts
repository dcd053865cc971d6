import { Agent, request } from 'node:http';
import { quantile } from './table.ts';

/** A request that is ready to go out. */
export interface Shot {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a round of requests came to. */
export interface Round {
  readonly ms: number;
  /** The time of each request from sending to the whole answer, in ms. */
  readonly times: readonly number[];
  /** The answers in the order of the shots. */
  readonly answers: readonly Answer[];
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts the shots over so many keep-alive connections, each sending its next when its last was answered. */
export async function fire(url: string, shots: readonly Shot[], connections: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers: Answer[] = new Array(shots.length);
  const times: number[] = [];
  const queue = shots.entries();
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const [index, shot] of queue) {
        const sentAt = performance.now();
        answers[index] = await post(url, shot, agent);
        times.push(performance.now() - sentAt);
      }
    }),
  );
  const ms = performance.now() - from;
  agent.destroy();
  return { ms, times, answers };
}

/** Takes several rounds as one. */
export function together(rounds: readonly Round[]): Round {
  return {
    ms: rounds.reduce((sum, { ms }) => sum + ms, 0),
    times: rounds.flatMap(({ times }) => times),
    answers: rounds.flatMap(({ answers }) => answers),
  };
}

/** How many requests a second a round came to. */
export function perSecond({ ms, times }: Round): number {
  return (times.length * 1000) / ms;
}

/** The time within which 99 of 100 requests of a round were answered, in ms. */
export function p99({ times }: Round): number {
  return quantile(times, 0.99);
}

function post(url: string, { headers, body }: Shot, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };
    const call = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
