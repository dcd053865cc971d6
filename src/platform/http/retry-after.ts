/** A longer wish than a day is a mistake or an attack; the relay's own back-off decides then. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from now; undefined when absent or unusable. */
export function retryAfterMs(header: string | null, now: () => Date): number | undefined {
  const written = header?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(written)
    ? Number(written) * 1000
    : HTTP_DATE.test(written)
      ? Math.max(0, Date.parse(written) - now().getTime())
      : Number.NaN;
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}
