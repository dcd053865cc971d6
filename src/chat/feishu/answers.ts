import type { z } from 'zod';
import { outsideError } from '../../errors.ts';

/** Reads what a successful call brought; throws an outside error to be tried again when it is not what was asked for. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw outsideError('feishu_answer_unreadable', 'Feishu reported success without what was asked for', {
    reaction: 'retry',
    ambiguous: true,
  });
}
