import { z } from 'zod';
import { maskNationalIds } from '../../domain/national-id.ts';
import { COOPERATION_MODES, type PatentRecord } from '../../domain/patent.ts';
import type { Page, PlatformPush, Receipt, Unfit, UniversityAnswer } from '../port.ts';

/** JSON Schema counts characters, JavaScript counts UTF-16 units; the contract means characters. */
function text(most: number, least = 0): z.ZodString {
  return z
    .string()
    .refine((value) => value.length <= most || [...value].length <= most)
    .min(least);
}

/** Words that reach the database and cards; nobody here could mend an ID number in them (rule 27). */
function words(most: number, least = 0) {
  return text(most, least).transform(maskNationalIds);
}

const moment = z.iso.datetime({ offset: true }).transform((written) => new Date(written));
const day = z.iso.date().nullable();
const codes = z.array(text(30, 1)).max(100);
const patentNumber = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const singlePatentNumber = z.string().regex(/^CN(\d{8}|\d{12})\.[\dX]$/);

const patentFields = z.object({
  kind: z.enum(['single', 'portfolio']),
  application_number: patentNumber,
  publication_number: text(40),
  title: words(500, 1),
  abstract: words(5000),
  applicant: words(300),
  inventors: z.array(words(100, 1)).max(100),
  type: z.enum(['invention', 'utility-model', 'design']).nullable(),
  ipc: codes,
  sei: codes,
  industries: codes,
  cooperation_modes: z.array(z.enum(COOPERATION_MODES)),
  maturity: words(200),
  region: words(100),
  application_date: day,
  publication_date: day,
  registered_on: day,
  state: z.enum(['registered', 'withdrawn', 'expired', 'transferred']),
  valid_at_end_of_2023: z.boolean().nullable(),
  members: z.array(singlePatentNumber).max(500),
  sample: z.boolean(),
});

/** A portfolio has members; a single patent has none, and a number of the national form. */
function kindFits({ kind, application_number, members }: z.output<typeof patentFields>): boolean {
  if (kind === 'portfolio') return members.length > 0;
  return members.length === 0 && singlePatentNumber.safeParse(application_number).success;
}

function recordOf(wire: z.output<typeof patentFields>): PatentRecord {
  return {
    kind: wire.kind,
    applicationNumber: wire.application_number,
    publicationNumber: wire.publication_number,
    title: wire.title,
    abstract: wire.abstract,
    applicant: wire.applicant,
    inventors: wire.inventors,
    type: wire.type,
    ipc: wire.ipc,
    sei: wire.sei,
    industries: wire.industries,
    cooperationModes: [...new Set(wire.cooperation_modes)],
    maturity: wire.maturity,
    region: wire.region,
    applicationDate: wire.application_date,
    publicationDate: wire.publication_date,
    registeredOn: wire.registered_on,
    state: wire.state,
    validAtEndOf2023: wire.valid_at_end_of_2023,
    members: wire.members,
    sample: wire.sample,
  };
}

const push = z
  .object({
    enterprise: text(120).regex(/\S/),
    application_number: patentNumber,
    reason: words(500),
    pushed_at: moment,
  })
  .transform(
    (wire): PlatformPush => ({
      enterprise: wire.enterprise,
      applicationNumber: wire.application_number,
      reason: wire.reason,
      pushedAt: wire.pushed_at,
    }),
  );

/** Reads a page; a record that does not fit is set aside, an envelope that does not fit spoils all of it. */
function pageOf<T>(item: z.ZodType<T>, keyed: string): z.ZodType<Page<T>> {
  return z
    .object({
      items: z.array(z.unknown()).max(500),
      next: z.string().regex(/^[\x21-\x7e]{1,500}$/),
      more: z.boolean(),
    })
    .transform(({ items, ...rest }) => {
      const fit: T[] = [];
      const unfit: Unfit[] = [];
      for (const [position, wire] of items.entries()) {
        const read = item.safeParse(wire);
        if (read.success) fit.push(read.data);
        else unfit.push({ position, key: keyOf(wire, keyed), problems: problemsOf(read.error) });
      }
      return { ...rest, items: fit, unfit };
    });
}

/** The number or key by which people find the record, when at least that can be read; it goes to the log (rule 27). */
function keyOf(wire: unknown, name: string): string {
  const key: unknown = Reflect.get(Object(wire), name);
  return typeof key === 'string' && /^[\x21-\x7e]{1,160}$/.test(key) ? maskNationalIds(key) : '';
}

/** Where a record does not fit and why, but never what stood there. */
function problemsOf({ issues }: z.ZodError): string[] {
  return issues.slice(0, 5).map(({ path, code }) => `${path.join('.')}: ${code}`);
}

const answer = z
  .object({
    key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,159}$/),
    state: z.enum(['interested', 'contacted', 'declined']),
    text: words(2000),
    answered_at: moment,
  })
  .transform(({ answered_at: answeredAt, ...wire }): UniversityAnswer => ({ ...wire, answeredAt }));

/** Reads a page of `GET /v1/patents` into records. */
export const patentPage: z.ZodType<Page<PatentRecord>> = pageOf(
  patentFields.refine(kindFits).transform(recordOf),
  'application_number',
);

/** Reads a page of `GET /v1/pushes` into pushes. */
export const pushPage: z.ZodType<Page<PlatformPush>> = pageOf(push, 'application_number');

/** Reads a page of `GET /v1/answers` into answers. */
export const answerPage: z.ZodType<Page<UniversityAnswer>> = pageOf(answer, 'key');

/** Reads the receipt that answers a post or `GET /v1/receipts/{key}`. */
export const receiptAnswer: z.ZodType<Receipt> = z
  .object({ id: text(120, 1), recorded_at: moment })
  .transform((wire) => ({ id: wire.id, at: wire.recorded_at }));

/** Reads the body of an answer that is not a success: the platform's code and its words. */
export const refusalAnswer = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,79}$/),
  message: text(2000),
});
