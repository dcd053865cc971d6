import type { Bench } from './feishu-stand-in-bench.ts';

/** Writes a card that shows one text. */
export const card = (text: string, config: object = { update_multi: true }) =>
  JSON.stringify({ schema: '2.0', config, body: { elements: [{ tag: 'markdown', content: text }] } });

/** What is sent; a card into the group when nothing is said. */
export interface Sending {
  readonly content?: string;
  readonly type?: string;
  readonly uuid?: string;
  readonly to?: string;
}

/** Sends with the real SDK. */
export function send({ client, group }: Bench, fields: Sending = {}) {
  const { content = card('一'), type = 'interactive', uuid, to = group } = fields;
  const receive_id_type = to.startsWith('ou_') ? 'open_id' : 'chat_id';
  const data = { receive_id: to, msg_type: type, content, ...(uuid === undefined ? {} : { uuid }) };
  return client.im.v1.message.create({ params: { receive_id_type }, data });
}

/** Sends and returns the message id. */
export async function sentId(bench: Bench, fields: Sending = {}): Promise<string> {
  return (await send(bench, fields)).data?.message_id ?? '';
}

/** Edits a card with the real SDK. */
export function patch({ client }: Bench, message_id: string, content: string) {
  return client.im.v1.message.patch({ path: { message_id }, data: { content } });
}
