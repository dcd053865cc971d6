import { z } from 'zod';
import { AppError } from '../../errors.ts';

/** Error codes the stand-in answers with, and what they say in our words. */
const REFUSALS = {
  40001: 'invalid credential',
  40006: 'the size of the media is not valid',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40056: 'invalid agentid',
  40058: 'a parameter is not valid',
  41001: 'access_token missing',
  41005: 'the media is missing',
  42001: 'access_token expired',
  42014: 'the task_id is not valid or was used before',
  42027: 'the keyname is not valid',
  42028: 'the url is not valid',
  42029: 'the media_id of a card is not valid',
  42030: 'the appid is not valid',
  42031: 'the card_type is not valid',
  42033: 'the main_title is not valid',
  42035: 'the horizontal_content_list is not valid',
  42036: 'the vertical_content_list is not valid',
  42037: 'the option_list is not valid',
  42038: 'the text of a button is not valid',
  42039: 'the key of a button is not valid',
  42040: 'the id of an option is not valid',
  42041: 'the text of an option is not valid',
  42042: 'the jump_list is not valid',
  42043: 'the question_key is not valid',
  42044: 'the image of a card is not valid',
  42045: 'the card_action is not valid',
  42046: 'the key of the submit_button is not valid',
  42047: 'the select_list is not valid',
  42049: 'the text of the submit_button is not valid',
  42050: 'the userid of a card is not valid',
  42051: 'the key of a menu entry is not valid',
  42052: 'the message is older than 24 hours',
  43012: 'the app needs a callback url',
  44004: 'the text is empty',
  45002: 'the content is too long',
  45009: 'api freq out of limit',
  46004: 'the user does not exist',
  60003: 'the department does not exist',
  60011: 'the user is outside the visible range of the app',
  60020: 'not allow to access from your ip',
  60111: 'the userid does not exist',
  60140: 'the response_code is not valid, was used, or is expired',
  81013: 'none of the receivers is valid',
  82001: 'no receiver is named',
  93000: 'invalid webhook url',
  93004: 'the robot is disabled',
  93006: 'invalid chatid',
  93008: 'the bot is not in the chat',
  93050: 'invalid response_type',
  301002: 'the agentid does not belong to the access_token',
  846601: 'the long connection is not switched on',
  846604: 'the req_id is expired',
  846605: 'invalid req_id',
  846606: 'the req_id was answered already',
  846607: 'the send limit is reached, or nobody has written to the bot in this conversation',
  846608: 'the stream is older than its limit, or finished',
  846609: 'the connection is not subscribed',
  846610: 'the type of the upload is not valid',
  846611: 'the upload_id is not valid',
  846612: 'the index of the chunk is not valid',
  846613: 'the chunk is too big',
  846616: 'the upload is incomplete',
  846625: 'the task_id of the card is not valid',
  853000: 'invalid bot_id or secret',
} as const;

/** A code of the platform that the stand-in can answer with. */
export type WecomCode = keyof typeof REFUSALS;

/** How a refusal goes over the wire. */
export interface WireRefusal {
  readonly errcode: number;
  readonly errmsg: string;
}

const factsSchema = z.object({ errcode: z.number(), errmsg: z.string() });

/** Refuses the request at hand the way the platform would; always throws. The detail never quotes what was sent. */
export function refuse(errcode: WecomCode, detail?: string): never {
  const errmsg = detail === undefined ? REFUSALS[errcode] : `${REFUSALS[errcode]}: ${detail}`;
  throw new AppError('refused', 'wecom_refused', 'the stand-in of WeCom refused a request', {
    facts: { errcode, errmsg },
  });
}

/** Reads a refusal back from what was thrown, or returns null when it is something else. */
export function wireRefusalOf(error: unknown): WireRefusal | null {
  if (!(error instanceof AppError) || error.code !== 'wecom_refused') return null;
  return factsSchema.parse(error.facts);
}

/** Says a code in words, for failures that are made on demand. */
export function wordsFor(errcode: number): string {
  return (REFUSALS as Readonly<Record<number, string>>)[errcode] ?? 'a fault of the stand-in';
}

/** Parses a request's fields, or refuses them with 40058 and the name of the first bad one. */
export function parseFields<T>(schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  return refuse(40058, first?.path.join('.'));
}

/** Stops what a real client would not let a person do, or what makes no sense in the stand-in; always throws. */
export function misuse(code: string, message: string): never {
  throw new AppError('refused', code, message);
}
