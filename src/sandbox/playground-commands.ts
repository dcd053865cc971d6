import { isIP } from 'node:net';
import type { RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { malformed, unverified } from '../errors.ts';

const BODY_BYTES = 64 * 1024;
/** Larger than any file the bots are told of, so that a person can see what becomes of one that is too large. */
const FILE_BYTES = 30 * 1024 * 1024;
/** More than any group of the sandbox has people. */
const MANY = 200;

const id = z.string().min(1).max(200);
/** The most characters of a button's name; a key of WeCom has 1024 bytes. */
const BUTTON_LENGTH = 1024;
const filled = z.union([z.string().max(10_000), z.array(id).max(MANY)]);

/** Reads a press of a card's button by one of the sandbox's people, with what he put into the form around it. */
export const pressCommand = z.strictObject({
  by: id,
  messageId: id,
  /** The button's name in Feishu, its key in WeCom. */
  button: z.string().min(1).max(BUTTON_LENGTH),
  form: z.record(z.string().max(200), filled),
});

/** Reads a text that one of the sandbox's people writes into a chat. */
export const sayCommand = z.strictObject({
  by: id,
  chatId: id,
  text: z.string().trim().min(1).max(10_000),
  replyTo: id.exactOptional(),
  mentionBot: z.boolean(),
  /** The people mentioned, beside the bot. */
  mentions: z.array(id).max(MANY).default([]),
});

/** Reads who sends a file into which chat; its bytes are the body of the request. */
const dropCommand = z.strictObject({ by: id, chatId: id, name: z.string().trim().min(1).max(200) });

/** Reads that one of the sandbox's people opens his private chat with the bot, or with the app. */
export const enterCommand = z.strictObject({ by: id, whom: z.enum(['bot', 'app']).default('bot') });

/** Reads the name of an enterprise that the operator creates. */
export const enterpriseCommand = z.strictObject({ name: z.string().trim().min(1).max(100) });

/** Reads which enterprise the operator means. */
export const enterpriseChoice = z.strictObject({ enterpriseId: id });

/** Reads what a university says to an intent, which is named by the key it was posted under. */
export const answerCommand = z.strictObject({
  key: id,
  state: z.enum(['interested', 'contacted', 'declined']),
  text: z.string().trim().max(2000),
});

/** Reads how far the operator moves the clock. */
export const clockCommand = z.strictObject({ step: z.enum(['hour', 'day', 'monday']) });

/** Reads how an enterprise is to get to the platform. */
export const platformModeCommand = z.strictObject({ enterpriseId: id, mode: z.enum(['http', 'manual']) });

/** A press of a card's button, as it was read. */
export type Press = Readonly<z.infer<typeof pressCommand>>;

/** A text written into a chat, as it was read. */
export type Say = Readonly<z.infer<typeof sayCommand>>;

/** A file sent into a chat, as it was read. */
export type SentFile = Readonly<z.infer<typeof dropCommand>> & { readonly bytes: Buffer };

/** The opening of a private chat, as it was read. */
export type Enter = Readonly<z.infer<typeof enterCommand>>;

/** How an enterprise is to get to the platform, as it was read. */
export type PlatformModeChoice = Readonly<z.infer<typeof platformModeCommand>>;

/** A university's words to an intent, as they were read. */
export type AnswerIntent = Readonly<z.infer<typeof answerCommand>>;

/**
 * Reads a command that provably comes from the playground's own page, for a foreign page can send neither header
 * unasked; throws `unverified` or `malformed` otherwise.
 */
export async function commandOf<T>(ctx: RouterContext, schema: z.ZodType<T>): Promise<T> {
  if (isForeign(ctx)) throw unverified('foreign_origin');
  if (ctx.is('application/json') !== 'application/json') {
    throw malformed('not_json', 'a command is sent as application/json');
  }
  return read(schema, await jsonOf(ctx));
}

/** Reads a file that provably comes from the playground's own page; who sends it where stands in the address. */
export async function fileOf(ctx: RouterContext): Promise<SentFile> {
  if (isForeign(ctx)) throw unverified('foreign_origin');
  if (ctx.is('application/octet-stream') !== 'application/octet-stream') {
    throw malformed('not_a_file', 'a file is sent as application/octet-stream');
  }
  const command = read(dropCommand, { ...ctx.query });
  return { ...command, bytes: await bodyOf(ctx, FILE_BYTES) };
}

function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw malformed('unreadable_command', 'the command lacks a field or has a wrong one', { fields });
}

async function bodyOf(ctx: RouterContext, limit: number): Promise<Buffer> {
  return getRawBody(ctx.req, { limit, length: ctx.length ?? null }).catch(() => {
    throw malformed('unreadable_body', 'a command has at most 64 KB, a file 30 MB, and arrives whole');
  });
}

/**
 * Tells whether a browser sends this for a page of another origin; programs without the header may command. A name that
 * was made to point here has its own origin for origin, so names count as foreign: the playground is opened by an address
 * or as localhost.
 */
function isForeign(ctx: RouterContext): boolean {
  const origin = ctx.get('origin');
  if (origin === '') return false;
  const host = ctx.hostname.replace(/^\[|\]$/g, '');
  if (host !== 'localhost' && isIP(host) === 0) return true;
  return origin !== `http://${ctx.host}` && origin !== `https://${ctx.host}`;
}

async function jsonOf(ctx: RouterContext): Promise<unknown> {
  const body = await bodyOf(ctx, BODY_BYTES);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw malformed('unreadable_body', 'a command is one JSON object');
  }
}
