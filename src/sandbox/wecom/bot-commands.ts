import { respond, respondUpdate, respondWelcome } from './bot-answers.ts';
import { sendBotMessage } from './bot-messages.ts';
import { createUploads } from './bot-uploads.ts';
import type { WecomWorld } from './world.ts';

/** Performs a command of the bot: its req_id and body in, the body of the acknowledgement out, null for none. */
export type Command = (reqId: string, body: unknown) => object | null;

/** The commands by the `cmd` of their frame; subscribing and pinging are the connection's own. */
export type CommandTable = ReadonlyMap<string, Command>;

/** Makes the commands of one bot. */
export function createCommands(world: WecomWorld): CommandTable {
  const uploads = createUploads(world);
  return new Map<string, Command>([
    ['aibot_send_msg', (_, body) => sendBotMessage(world, body)],
    ['aibot_respond_msg', (reqId, body) => respond(world, reqId, body)],
    ['aibot_respond_welcome_msg', (reqId, body) => respondWelcome(world, reqId, body)],
    ['aibot_respond_update_msg', (reqId, body) => respondUpdate(world, reqId, body)],
    ['aibot_upload_media_init', (_, body) => uploads.init(body)],
    ['aibot_upload_media_chunk', (_, body) => uploads.chunk(body)],
    ['aibot_upload_media_finish', (_, body) => uploads.finish(body)],
  ]);
}
