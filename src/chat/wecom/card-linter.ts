import { z } from 'zod';

/** How much of each text a client of the bot shows, in characters; an app's cards show more. */
const SOURCE = 13;
const TITLE = 26;
const DESCRIPTION = 30;
const SUB_TITLE = 112;
const FACT_NAME = 5;
const FACT_VALUE = 26;
const BUTTON = 10;
const OPTION = 10;
const MAX_FACTS = 6;
const MAX_BUTTONS = 6;
const MAX_OPTIONS = 10;
const MAX_KEY_BYTES = 1024;
const MAX_ID_BYTES = 128;
/** What is chosen while nobody has chosen: clients choose the first option by themselves. */
const UNCHOSEN = '0';

const text = (most: number) =>
  z
    .string()
    .refine((words) => words.trim() !== '', 'is blank')
    .refine((words) => [...words].length <= most, `has more than ${most} characters`);
const upTo = (bytes: number) =>
  z
    .string()
    .min(1, 'is empty')
    .refine((words) => Buffer.byteLength(words) <= bytes, `has more than ${bytes} bytes`);
const url = z.string().regex(/^https?:\/\/[^\s/]\S*$/, 'is no web address');

/** A place that says something and may lead to a page. */
const leading = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z
    .strictObject({ ...shape, type: z.literal([0, 1]).optional(), url: url.optional() })
    .refine((place: Readonly<Record<string, unknown>>) => {
      return (place['type'] === 1) === (place['url'] !== undefined);
    }, 'leads nowhere');

const Fact = { keyname: text(FACT_NAME), value: text(FACT_VALUE) };

const Option = z.strictObject({ id: upTo(MAX_ID_BYTES), text: text(OPTION) });
const Selection = z
  .strictObject({
    question_key: upTo(MAX_ID_BYTES),
    title: text(TITLE).optional(),
    selected_id: z.literal(UNCHOSEN, 'chooses for the person'),
    option_list: z.array(Option).min(2, 'offers nothing').max(MAX_OPTIONS, 'is too long'),
  })
  .refine(({ option_list: [first] }) => first?.id === UNCHOSEN, 'does not begin with "nothing chosen"')
  .refine(({ option_list: options }) => areDistinct(options.map(({ id }) => id)), 'has an id twice');

const Button = z.strictObject({
  text: text(BUTTON),
  style: z.literal([1, 2, 3, 4], 'is no style of a button'),
  key: upTo(MAX_KEY_BYTES),
});

const Card = z
  .strictObject({
    card_type: z.literal('button_interaction', 'is no kind we send'),
    task_id: z.string().regex(/^[0-9A-Za-z_\-@]{1,128}$/, 'is malformed'),
    source: z.strictObject({ desc: text(SOURCE), desc_color: z.literal([0, 1, 2, 3]) }),
    main_title: z.strictObject({ title: text(TITLE), desc: text(DESCRIPTION).optional() }),
    sub_title_text: text(SUB_TITLE).optional(),
    // The platform names no lengths for quotes: those of the title and of the longest text must do.
    quote_area: leading({ title: text(TITLE).optional(), quote_text: text(SUB_TITLE) }).optional(),
    horizontal_content_list: z
      .array(leading(Fact))
      .min(1, 'is empty')
      .max(MAX_FACTS, 'is too long')
      .optional(),
    card_action: z.strictObject({ type: z.literal(1), url }).optional(),
    button_selection: Selection.optional(),
    button_list: z
      .array(Button)
      .min(1, 'is empty')
      .max(MAX_BUTTONS, 'is too long')
      .refine((buttons) => areDistinct(buttons.map(({ key }) => key)), 'has a key twice'),
  })
  .refine(
    ({ task_id: card, button_list: buttons }) => buttons.every(({ key }) => cardNamedIn(key) === card),
    'has a button that does not name its card',
  );

/** What every button says besides what it is for. */
const Named = z.object({ card: z.string() });

/**
 * Checks a rendered card against WeCom's documented limits, those of the bot where these are stricter than an app's, and
 * against what panhuo itself needs of its cards. Returns one sentence for each fault, none for a good card.
 */
export function lintCard(cardJson: string): readonly string[] {
  const found = Card.safeParse(parsed(cardJson));
  if (found.success) return [];
  return found.error.issues.map(({ path, message }) => `${path.join('.') || 'The card'}: ${message}.`);
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function cardNamedIn(key: string): unknown {
  const named = Named.safeParse(parsed(key));
  return named.success ? named.data.card : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
