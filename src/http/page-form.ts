import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { z } from 'zod';
import type { PagePress } from '../actions/page-reader.ts';
import { type Field, fieldsOf, type OutwardForms } from '../domain/form.ts';
import { asAppError, malformed } from '../errors.ts';

/** The largest form that is read, in bytes; a thousand Chinese characters are nine thousand of them. */
const FORM_BYTES = 64 * 1024;

/** What a page sends: that a person wants to see it, or a button. */
export type PageForm = { readonly kind: 'open' } | { readonly kind: 'press'; readonly press: PagePress };

/** What a button carries, as JSON in its value. */
const Carried = z.looseObject({ act: z.string().max(40) });

/** Reads what a page sends; throws `malformed` for anything that no page of ours would send. */
export async function readPageForm(request: IncomingMessage, forms: OutwardForms): Promise<PageForm> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw unreadable('content type');
  const body = await getRawBody(request, { limit: FORM_BYTES, encoding: 'utf-8' }).catch((error: unknown) => {
    throw unreadable(asAppError(error).message);
  });
  const sent = new URLSearchParams(body);
  const [press, twice] = sent.getAll('press');
  if (twice !== undefined) throw unreadable('two buttons');
  if (press === undefined) {
    if ([...sent.keys()].join() === 'open') return { kind: 'open' };
    throw unreadable('no button');
  }
  sent.delete('press');
  const { act, ...carried } = carriedBy(press);
  return { kind: 'press', press: { act, carried, typed: typedFor(fieldsOf(act, forms) ?? [], sent) } };
}

function carriedBy(press: string): z.infer<typeof Carried> {
  try {
    return Carried.parse(JSON.parse(press));
  } catch {
    throw unreadable('the button');
  }
}

/** What was typed, as channels hand it over: only fields of the form, empty ones absent, several choices joined. */
function typedFor(fields: readonly Field[], sent: URLSearchParams): Readonly<Record<string, string>> {
  const typed: Record<string, string> = {};
  for (const name of new Set(sent.keys())) {
    const field = fields.find((each) => each.name === name);
    if (!field) throw unreadable('a field of another form');
    const values = sent.getAll(name).filter((value) => value.trim() !== '');
    if (sent.getAll(name).length > 1 && field.kind !== 'choices') throw unreadable('a field comes twice');
    if (values.length > 0) typed[name] = values.join(',');
  }
  return typed;
}

/** Says nothing of what was typed: it may be personal. */
function unreadable(reason: string): Error {
  return malformed('page_form_unreadable', 'a page sent what no page of ours sends', { reason });
}
