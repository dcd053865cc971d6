import { z } from 'zod';
import { malformed } from '../../errors.ts';
import type { PersonRef, Unused } from '../port.ts';

/** A text field in which Feishu uses absent, null and blank alike for "nothing". */
export const blankAsMissing = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

/** The ids of a person; only the open_id, which belongs to our app alone, needs no further permission. */
export const personId = z.object({ open_id: blankAsMissing });

const envelopeShape = z.object({
  header: z.object({
    event_id: z.string().min(1),
    event_type: z.string().min(1),
    token: blankAsMissing,
    app_id: blankAsMissing,
    tenant_key: blankAsMissing,
  }),
  event: z.unknown().optional(),
  context: z.unknown().optional(),
});

/** A delivery of Feishu, version 2.0, as it comes over HTTP or the long connection. */
export type Envelope = z.infer<typeof envelopeShape>;

/** Reads the outer layer of a delivery; throws `malformed` for anything but version 2.0. */
export function parseEnvelope(value: unknown): Envelope {
  const parsed = envelopeShape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed('feishu_envelope_unreadable', 'a Feishu delivery has no version 2.0 header', {
    fields: wrongFields(parsed.error),
  });
}

/** Reads the event inside an envelope; throws `malformed` naming the fields that are wrong, not their values. */
export function readEvent<T>(schema: z.ZodType<T>, envelope: Envelope): T {
  const parsed = schema.safeParse(envelope.event);
  if (parsed.success) return parsed.data;
  throw malformed('feishu_event_unreadable', 'the event of a Feishu delivery cannot be read', {
    eventId: envelope.header.event_id,
    eventType: envelope.header.event_type,
    fields: wrongFields(parsed.error),
  });
}

/** Makes the delivery for a proven event that panhuo has no use for; `detail` narrows the event's type. */
export function unused(envelope: Envelope, connection: string, detail?: string): Unused {
  const { event_id, event_type } = envelope.header;
  const type = detail === undefined ? event_type : `${event_type}/${detail}`;
  return { kind: 'unused', connection, deliveryId: event_id, type };
}

/** Makes the person behind an event; one whose organisation is not said to be the app's own is an outsider. */
export function personRef(userId: string, tenantKey: string | undefined, envelope: Envelope): PersonRef {
  return { userId, outsider: tenantKey === undefined || tenantKey !== envelope.header.tenant_key };
}

function wrongFields(error: z.ZodError): string[] {
  return error.issues.map((issue) => issue.path.join('.'));
}
