import { z } from 'zod';
import { distinct, id, key, url, words } from './card-parts.ts';
import type { CardUse } from './card-use.ts';

const MAX_BUTTONS = 6;
const MAX_CHOICES = 10;
const MAX_BOXES = 20;
const MAX_SELECTS = 3;

/** Makes the schemas of what a person can press and choose; what may be switched off depends on the channel. */
export function controls({ channel, phase }: CardUse) {
  const disable = phase === 'update' ? z.boolean().optional() : z.never().optional();
  const onlyBot = channel === 'bot' ? disable : z.never().optional();
  return {
    button_list: z.array(button(channel)).min(1).max(MAX_BUTTONS).check(distinct('key')),
    button_selection: selection(onlyBot).optional(),
    checkbox: z.strictObject({
      question_key: id,
      mode: z.literal([0, 1]).optional(),
      option_list: z
        .array(z.strictObject({ id, text: words, is_checked: z.boolean().optional() }))
        .min(1)
        .max(MAX_BOXES)
        .check(distinct('id')),
      disable,
    }),
    select_list: z.array(selection(disable)).min(1).max(MAX_SELECTS).check(distinct('question_key')),
    submit_button: z.strictObject({ text: words, key }),
  };
}

function selection(disable: z.ZodType<boolean | undefined>) {
  return z.strictObject({
    question_key: id,
    title: z.string().optional(),
    selected_id: z.string().optional(),
    option_list: z
      .array(z.strictObject({ id, text: words }))
      .min(1)
      .max(MAX_CHOICES)
      .check(distinct('id')),
    disable,
  });
}

/** A button carries a key; in the app's cards it may carry an address instead. */
function button(channel: CardUse['channel']) {
  const common = { text: words, style: z.literal([1, 2, 3, 4]).optional() };
  if (channel !== 'app') return z.strictObject({ ...common, key });
  const either = { type: z.literal([0, 1]).optional(), key: key.optional(), url: url.optional() };
  return z.strictObject({ ...common, ...either }).check(({ value, issues }) => {
    const needed = value.type === 1 ? 'url' : 'key';
    if (value[needed] === undefined)
      issues.push({ code: 'custom', input: value, path: [needed], message: 'is missing' });
  });
}
