import type { z } from 'zod';
import { refuse } from '../domain/refusals.ts';

/** Reads what came with a press; refuses what cannot be read. */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const found = schema.safeParse(input);
  return found.success ? found.data : refuse('input_unreadable');
}
