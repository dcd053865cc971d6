import { z } from 'zod';

const characters = (most: number): z.ZodString =>
  z
    .string()
    .refine((value) => [...value].length <= most)
    .regex(/\S/);

/** The body of `POST /v1/evaluations`: closed, so that nothing but the admin's own evaluation gets in. */
export const evaluationBody = z.strictObject({
  enterprise: characters(120),
  application_number: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
  stars: z.int().min(1).max(5),
  opinion: characters(2000),
  submitted_at: z.iso.datetime({ offset: true }),
});

/** An evaluation as it came in. */
export type EvaluationBody = z.output<typeof evaluationBody>;

/** The `Idempotency-Key` header, and the key in the path of a receipt. */
export const postKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,159}$/);

/** The query of the two feeds; a parameter the contract does not know is refused like a wrong one. */
export const feedQuery = z.strictObject({
  since: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(500))
    .default(100),
});
