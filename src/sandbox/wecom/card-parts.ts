import { z } from 'zod';
import type { CardUse } from './card-use.ts';

const MAX_KEY_BYTES = 1024;
const MAX_ID_BYTES = 128;
const MAX_QUESTION_BYTES = 200;
const MAX_FEEDBACK_BYTES = 256;

/** Any text but none at all; how much of it a client shows is not the platform's business. */
export const words = z.string().min(1);

/** A key of a button, of a menu entry or of the submit button. */
export const key = upTo(MAX_KEY_BYTES);

/** An id of an option, or of a question. */
export const id = upTo(MAX_ID_BYTES);

/** A task_id: at most 128 bytes of digits, letters and three marks. */
export const taskId = z.string().regex(/^[0-9A-Za-z_\-@]{1,128}$/);

/** A web address. */
export const url = z.string().regex(/^https?:\/\/\S+$/);

/** What asks people for their opinion of a message of the bot; its id comes back with the opinion. */
export const feedback = z.strictObject({ id: upTo(MAX_FEEDBACK_BYTES) });

/** Demands that no two entries have the same value in a field; the fault lies at the second. */
export function distinct(field: string) {
  return ({ value, issues }: z.core.ParsePayload<readonly Readonly<Record<string, unknown>>[]>): void => {
    const seen = new Set<unknown>();
    for (const [index, entry] of value.entries()) {
      if (seen.has(entry[field]))
        issues.push({ code: 'custom', input: value, path: [index, field], message: 'is repeated' });
      seen.add(entry[field]);
    }
  };
}

const LINK = { url: url.optional(), appid: words.optional(), pagepath: z.string().optional() };

/** What else must be there for each type of link: an address, a miniprogram, or what the place itself says. */
type Needs = Readonly<Record<number, string>>;
const PLAIN_LINK: Needs = { 1: 'url', 2: 'appid' };

/** Makes the schema of a part that may lead somewhere; the keys of `needs` are the types it may have besides 0. */
function leading<S extends z.core.$ZodLooseShape>(shape: S, needs: Needs = PLAIN_LINK) {
  const types = [0, ...Object.keys(needs).map(Number)];
  const type = z.literal(types).optional();
  return z.strictObject({ ...LINK, ...shape, type }).check(({ value, issues }) => {
    const fields: Readonly<Record<string, unknown>> = value;
    const needed = needs[Number(fields['type'] ?? 0)];
    if (needed !== undefined && fields[needed] === undefined)
      issues.push({ code: 'custom', input: value, path: [needed], message: 'is missing' });
  });
}

const text = z.string().optional();

/** Makes the schemas of the parts that several kinds of cards share. */
export function sharedParts({ channel }: CardUse) {
  return {
    ...sharedLists(channel),
    source: z
      .strictObject({ icon_url: text, desc: text, desc_color: z.literal([0, 1, 2, 3]).optional() })
      .optional(),
    action_menu: menu(channel).optional(),
    main_title: z.strictObject({ title: words, desc: text }),
    loose_title: z.strictObject({ title: text, desc: text }).optional(),
    emphasis_content: z.strictObject({ title: text, desc: text }).optional(),
    quote_area: leading({ title: text, quote_text: text }).optional(),
    sub_title_text: text,
    card_action: leading({}),
    card_image: z.strictObject({ url, aspect_ratio: z.number().min(1.3).max(2.25).optional() }).optional(),
    image_text_area: leading({ title: text, desc: text, image_url: url }).optional(),
  };
}

/** The bot's cards lead to no files, and they alone can put a question to the bot. */
function sharedLists(channel: CardUse['channel']) {
  const isBot = channel === 'bot';
  const valueLink: Needs = { 1: 'url', 3: 'userid', ...(isBot ? {} : { 2: 'media_id' }) };
  const jumpLink: Needs = { ...PLAIN_LINK, ...(isBot ? { 3: 'question' } : {}) };
  const value = leading({ keyname: words, value: text, media_id: text, userid: text }, valueLink);
  const jump = leading({ title: words, question: upTo(MAX_QUESTION_BYTES).optional() }, jumpLink);
  return {
    horizontal_content_list: z.array(value).max(6).optional(),
    vertical_content_list: z
      .array(z.strictObject({ title: words, desc: text }))
      .max(4)
      .optional(),
    jump_list: z.array(jump).max(3).optional(),
  };
}

function menu(channel: CardUse['channel']) {
  if (channel === 'webhook') return z.never();
  return z.strictObject({
    desc: channel === 'bot' ? words : z.string().optional(),
    action_list: z
      .array(z.strictObject({ text: words, key }))
      .min(1)
      .max(3)
      .check(distinct('key')),
  });
}

function upTo(bytes: number) {
  return words.refine((text) => Buffer.byteLength(text) <= bytes, 'is too long');
}
