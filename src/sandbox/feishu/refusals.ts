import { z } from 'zod';
import { AppError } from '../../errors.ts';

/** Error codes the stand-in answers with, and what they say in our words; two texts are the platform's own. */
const REFUSALS = {
  10003: 'the app id or the secret has no valid form',
  10014: 'the app secret does not belong to the app',
  230001: 'a parameter or the message is not valid',
  230002: 'the bot is not in this chat',
  230006: 'the bot is not enabled or not published',
  230011: 'the message was recalled',
  230017: 'the bot does not own this resource',
  230020: 'This operation triggers the frequency limit',
  230025: 'the content is too long',
  230026: 'the bot may not recall this message',
  230029: 'the receiver has left the organisation',
  230031: 'the card is older than 14 days',
  230034: 'the receiver does not exist',
  230038: 'a private chat with a person of another organisation takes no messages',
  230049: 'a message with this uuid is being sent',
  230054: 'this kind of message cannot be used here',
  230055: 'the file does not fit the kind of message',
  230099: 'Failed to create card content',
  200310: 'the card belongs to another app',
  232006: 'the chat does not exist',
  232009: 'the chat was dissolved',
  232011: 'the bot is not in the chat it asks about',
  234001: 'a parameter of the upload is not valid',
  234003: 'the file is not in this message',
  234006: 'the file is larger than 30 MB',
  234010: 'the file is empty',
  99991400: 'request trigger frequency limit',
  99991661: 'Missing access token for authorization',
  99991663: 'Invalid access token for authorization',
  99991671: 'the token has no valid form',
  99991672: 'Access denied. One of the following scopes is required',
  99992352: 'the open_id does not exist',
  99992354: 'the open_message_id is not valid',
  99992402: 'field validation failed',
} as const;

/** A code of the platform that the stand-in can answer with. */
export type FeishuCode = keyof typeof REFUSALS;

/** How a refusal goes over the wire: HTTP status, code, text, and what else belongs to it. */
export interface WireRefusal {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly violations: readonly { readonly field: string; readonly description: string }[];
}

interface Details {
  /** 400 unless told otherwise, as the platform answers nearly every refusal. */
  readonly status?: number;
  readonly detail?: string;
  readonly headers?: WireRefusal['headers'];
  readonly violations?: WireRefusal['violations'];
}

const factsSchema = z.object({
  status: z.number(),
  code: z.number(),
  msg: z.string(),
  headers: z.record(z.string(), z.string()),
  violations: z.array(z.object({ field: z.string(), description: z.string() })),
});

/** Refuses the request at hand the way the platform would; always throws. */
export function refuse(code: FeishuCode, details: Details = {}): never {
  const { status = 400, detail, headers = {}, violations = [] } = details;
  const msg = detail === undefined ? REFUSALS[code] : `${REFUSALS[code]}, ${detail}`;
  throw new AppError('refused', 'feishu_refused', 'the stand-in of Feishu refused a request', {
    facts: { status, code, msg, headers, violations },
  });
}

/** Refuses a card: error 230099 with the real reason in its text, in the platform's form. */
export function refuseCard(sub: number, message: string): never {
  return refuse(230099, { detail: `ext=ErrCode: ${sub}; ErrMsg: ${message}; ErrorValue: ; ` });
}

/** Reads a refusal back from what was thrown, or returns null when it is something else. */
export function wireRefusalOf(error: unknown): WireRefusal | null {
  if (!(error instanceof AppError) || error.code !== 'feishu_refused') return null;
  return factsSchema.parse(error.facts);
}

/** Parses a request's fields, or refuses them with 99992402 and the list of violations. */
export function parseFields<T>(schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    description: message,
  }));
  return refuse(99992402, { violations });
}
