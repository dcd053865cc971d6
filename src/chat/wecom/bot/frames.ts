import { z } from 'zod';
import { malformed } from '../../../errors.ts';

const words = z.object({ content: z.string() });
const item = z.looseObject({ msgtype: z.string(), text: words.optional() });

/** The parts of a message that hold words; a quoted one has them as well. */
const Spoken = z.looseObject({
  msgtype: z.string(),
  text: words.optional(),
  voice: words.optional(),
  mixed: z.object({ msg_item: z.array(item) }).optional(),
});

const Selected = z.object({
  question_key: z.string(),
  option_ids: z.object({ option_id: z.array(z.string()).nullish() }).nullish(),
});

/** A press as the wire has it; the SDK declares its fields one level too high. */
const Press = z.object({
  event_key: z.string(),
  task_id: z.string().min(1),
  selected_items: z.object({ selected_item: z.array(Selected).nullish() }).nullish(),
});

const Frame = z.object({
  headers: z.object({ req_id: z.string().min(1) }),
  body: Spoken.extend({
    msgid: z.string().min(1).optional().catch(undefined),
    chatid: z.string().optional(),
    chattype: z.string().optional(),
    from: z.object({ userid: z.string().min(1) }).optional(),
    file: z
      .object({ url: z.string().min(1), aeskey: z.string().min(1) })
      .optional()
      .catch(undefined),
    quote: Spoken.optional().catch(undefined),
    event: z.looseObject({ eventtype: z.string(), template_card_event: Press.optional() }).optional(),
  }),
});

/** One thing told to the bot, as far as we read it. */
export type BotFrame = z.infer<typeof Frame>;

/** The parts of a message that hold words. */
export type Spoken = z.infer<typeof Spoken>;

/** Reads a frame; throws `malformed`, without its content, when it cannot be read. */
export function readFrame(raw: unknown): BotFrame {
  const frame = Frame.safeParse(raw);
  if (frame.success) return frame.data;
  const places = frame.error.issues.map(({ path }) => path.join('.'));
  throw malformed('wecom_frame_unreadable', 'a frame of the long connection cannot be read', { places });
}

/** The words of a message: what was written, or said and transcribed; null when it holds none. */
export function wordsOf({ msgtype, text, voice, mixed }: Spoken): string | null {
  switch (msgtype) {
    case 'text':
      return text?.content ?? null;
    case 'voice':
      return voice?.content ?? null;
    case 'mixed': {
      const parts = (mixed?.msg_item ?? []).flatMap((part) => part.text?.content ?? []);
      return parts.length === 0 ? null : parts.join('\n');
    }
    default:
      return null;
  }
}
