import { Agent, request } from 'node:http';
import { quantile } from './table.ts';

/** A request that is ready to go out. */
export interface Shot {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a round of requests came to. */
export interface Round {
  readonly perSecond: number;
  /** The time from sending to the whole answer within which 99 of 100 were answered, in ms. */
  readonly p99: number;
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
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  return { perSecond: shots.length / seconds, p99: quantile(times, 0.99), answers };
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
