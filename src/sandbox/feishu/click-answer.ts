import { z } from 'zod';
import type { PressOutcome } from '../view.ts';
import type { Node } from './card-node.ts';
import { validateCard } from './card-validator.ts';
import type { PushOutcome } from './transport.ts';

/** What the answer to a click says, or the code the client shows because the answer is no good. */
export type ClickAnswer =
  | { readonly toast: PressOutcome['toast']; readonly card: Node | null }
  | { readonly clientError: number };

/** The codes a client shows, by what went wrong with the callback. */
const CLIENT_ERROR = {
  'no-transport': 200340,
  timeout: 200341,
  unreachable: 200342,
  'unknown-host': 200343,
  status: 200671,
  shape: 200672,
  card: 200673,
  oldCard: 200830,
} as const;

const answerSchema = z.strictObject({
  toast: z
    .strictObject({
      type: z.enum(['success', 'info', 'warning', 'error']).default('info'),
      content: z.string(),
      i18n: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  card: z
    .strictObject({ type: z.literal(['raw', 'template']), data: z.record(z.string(), z.unknown()) })
    .optional(),
});

/** Reads the answer to a click as strictly as the platform: HTTP 200, JSON of the documented shape, a legal 2.0 card. */
export function readClickAnswer(outcome: PushOutcome): ClickAnswer {
  if (outcome.kind !== 'answered') return { clientError: CLIENT_ERROR[outcome.kind] };
  if (outcome.status !== 200) return { clientError: CLIENT_ERROR.status };
  const answer = parseAnswer(outcome.body);
  if (answer === null) return { clientError: CLIENT_ERROR.shape };
  const { toast, card } = answer;
  const fault = card === undefined ? null : cardFault(card);
  if (fault !== null) return { clientError: fault };
  const seen = toast === undefined ? null : { type: toast.type, content: toast.content };
  return { toast: seen, card: card?.data ?? null };
}

function parseAnswer(body: string): z.infer<typeof answerSchema> | null {
  try {
    return answerSchema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

function cardFault({ type, data }: { type: 'raw' | 'template'; data: Node }): number | null {
  // The stand-in knows no templates, so any template is one that does not exist.
  if (type === 'template') return CLIENT_ERROR.card;
  if (data['schema'] !== '2.0') return CLIENT_ERROR.oldCard;
  return validateCard(data) === null ? null : CLIENT_ERROR.card;
}
