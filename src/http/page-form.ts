import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { z } from 'zod';
import type { PagePress } from '../actions/page-reader.ts';
import { FORMS, hasForm } from '../domain/form.ts';
import { asAppError, malformed } from '../errors.ts';

/** The largest form that is read, in bytes; a thousand Chinese characters are nine thousand of them. */
const FORM_BYTES = 64 * 1024;

/** What a page sends: that a person wants to see it, or a button. */
export type PageForm = { readonly kind: 'open' } | { readonly kind: 'press'; readonly press: PagePress };

/** What a button carries, as JSON in its value. */
const Carried = z.looseObject({ act: z.string().max(40) });

/** Reads what a page sends; throws `malformed` for anything that no page of ours would send. */
export async function readPageForm(request: IncomingMessage): Promise<PageForm> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw unreadable('content type');
  const body = await getRawBody(request, { limit: FORM_BYTES, encoding: 'utf-8' }).catch((error: unknown) => {
    throw unreadable(asAppError(error).message);
  });
  const fields = fieldsOf(body);
  const { press, ...typed } = fields;
  if (press === undefined) {
    if (Object.keys(fields).join() === 'open') return { kind: 'open' };
    throw unreadable('no button');
  }
  const { act, ...carried } = carriedBy(press);
  return { kind: 'press', press: { act, carried, typed: typedFor(act, typed) } };
}

function fieldsOf(body: string): Readonly<Record<string, string>> {
  const entries = [...new URLSearchParams(body)];
  if (new Set(entries.map(([name]) => name)).size !== entries.length) throw unreadable('a field comes twice');
  return Object.fromEntries(entries);
}

function carriedBy(press: string): z.infer<typeof Carried> {
  try {
    return Carried.parse(JSON.parse(press));
  } catch {
    throw unreadable('the button');
  }
}

/** What was typed, as channels hand it over: only fields of the form, empty ones absent. */
function typedFor(act: string, typed: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names: readonly string[] = hasForm(act) ? FORMS[act].map(({ name }) => name) : [];
  const entries = Object.entries(typed);
  if (entries.some(([name]) => !names.includes(name))) throw unreadable('a field of another form');
  return Object.fromEntries(entries.filter(([, text]) => text.trim() !== ''));
}

/** Says nothing of what was typed: it may be personal. */
function unreadable(reason: string): Error {
  return malformed('page_form_unreadable', 'a page sent what no page of ours sends', { reason });
}
