import { type Bench, connect } from './feishu-stand-in-bench.ts';

/** A message as a handler of the SDK gets it. */
export type Heard = Record<string, unknown> & {
  event_id: string;
  message: { message_id: string; content: string };
};

/** Connects an app that keeps every message it hears; `fail` says how many it fails to handle first. */
export async function listen(
  bench: Bench,
  fail = 0,
  more: Parameters<typeof connect>[2] = {},
): Promise<Heard[]> {
  const heard: Heard[] = [];
  let failures = fail;
  const handlers = {
    'im.message.receive_v1': (data: Heard) => {
      heard.push(data);
      failures -= 1;
      if (failures >= 0) throw new Error('not now');
    },
  };
  await connect(bench.feishu.url, handlers, more);
  return heard;
}

/** Reads the words of a message. */
export const text = ({ message }: Heard): string => (JSON.parse(message.content) as { text: string }).text;
