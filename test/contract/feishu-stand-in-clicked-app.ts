import { type Bench, connect, startBench } from './feishu-stand-in-bench.ts';

/** A small legal card. */
export const newCard = { schema: '2.0', config: { update_multi: true }, body: { elements: [{ tag: 'hr' }] } };

/** An app on a long connection that gives one answer to every click and keeps what it was sent. */
export async function startApp(answer: unknown = {}): Promise<Bench & { clicks: Record<string, unknown>[] }> {
  const bench = await startBench();
  const clicks: Record<string, unknown>[] = [];
  await connect(bench.feishu.url, {
    'card.action.trigger': (data: Record<string, unknown>) => {
      clicks.push(data);
      return answer;
    },
  });
  return { ...bench, clicks };
}
