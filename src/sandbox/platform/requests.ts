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

const fields = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
      label: characters(60),
      value: characters(4000),
    }),
  )
  .max(30);

/** The body of `POST /v1/intents`. */
export const intentBody = z.strictObject({
  enterprise: characters(120),
  application_number: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
  origin: z.enum(['evaluation', 'focus', 'resource']),
  fields,
  text: characters(20_000),
  submitted_at: z.iso.datetime({ offset: true }),
});

/** The body of `POST /v1/demands`. */
export const demandBody = z.strictObject({
  enterprise: characters(120),
  title: characters(200),
  fields,
  text: characters(20_000),
  submitted_at: z.iso.datetime({ offset: true }),
});

/** The body of `POST /v1/withdrawals`. */
export const withdrawalBody = z.strictObject({
  kind: z.enum(['intent', 'demand']),
  key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,159}$/),
  withdrawn_at: z.iso.datetime({ offset: true }),
});

/** An intent as it came in. */
export type IntentBody = z.output<typeof intentBody>;

/** A demand as it came in. */
export type DemandBody = z.output<typeof demandBody>;

/** The end of an intent or a demand as it came in. */
export type WithdrawalBody = z.output<typeof withdrawalBody>;

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
