import type { Command } from 'commander';
import { z } from 'zod';
import { record } from '../actions/audit.ts';
import { localTime, startOfDay } from '../domain/calendar.ts';
import { malformed } from '../errors.ts';
import { type AuditLine, actorNames, auditLines, outwardAudit } from '../reads/outward-audit.ts';
import { minuteName } from '../reads/people-wording.ts';
import { writeAudit } from './audit-export.ts';
import { verifyCommand } from './audit-verify.ts';
import { type Context, onDatabase, table } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

interface ListOptions {
  readonly enterprise: string;
  readonly since?: string;
  readonly until?: string;
  readonly outward?: true;
}

interface ExportOptions {
  readonly enterprise: string;
  readonly out: string;
}

/** Adds `audit list|export|verify`. */
export function auditCommands(program: Command, context: () => Context): void {
  const group = program.command('audit').description('who did what, and who sent which text outward');
  group
    .command('list')
    .description('list what an enterprise did, the newest first; texts may hold names and numbers')
    .requiredOption('--enterprise <enterprise>', 'its name or id')
    .option('--since <YYYY-MM-DD>', 'from this day on')
    .option('--until <YYYY-MM-DD>', 'up to this day, which belongs to it')
    .option('--outward', 'only what went outward and what became of it, with texts and receipts')
    .action((options: ListOptions) => list(context(), options));
  group
    .command('export')
    .description("write an enterprise's whole trail to a file that only you can read")
    .requiredOption('--enterprise <enterprise>', 'its name or id')
    .requiredOption('--out <file>', '.csv or .xlsx to read, .jsonl to verify it elsewhere')
    .action((options: ExportOptions) => exportTrail(context(), options));
  verifyCommand(group, context);
}

/** How many entries are listed at most; a file holds them all. */
const LISTED = 500;

async function list(context: Context, options: ListOptions): Promise<void> {
  const { timeZone } = context.config;
  const { since, until, outward } = options;
  const wish = {
    limit: LISTED,
    ...(since === undefined ? {} : { since: dayBegins(since, timeZone) }),
    ...(until === undefined ? {} : { until: dayEnds(until, timeZone) }),
  };
  const lines = await onDatabase(context, (inTransaction) =>
    inTransaction(async (tx) => {
      const { id } = await enterpriseNamed(tx, options.enterprise);
      if (outward) return outwardAudit(tx, id, wish);
      return auditLines(await actorNames(tx, id), await tx.audit.listed(id, { ...wish, acts: [] }));
    }),
  );
  context.print(lines, table(lines.map((line) => rowOf(line, timeZone))));
}

function rowOf({ at, stars, ...words }: AuditLine, timeZone: string) {
  const oneLine = words.text.replace(/\s+/gu, ' ');
  return { at: minuteName(at, timeZone), ...words, text: oneLine, stars: stars ?? '' };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The first moment of a day on the wall clock of a time zone. */
function dayBegins(day: string, timeZone: string): Date {
  if (!z.iso.date().safeParse(day).success)
    throw malformed('day_wrong', `«${day}» is not a day; write it as 2026-11-23`);
  // East of Greenwich it is that day when it begins there, west of it half a day later.
  const east = new Date(Date.parse(day));
  const west = new Date(Date.parse(day) + DAY_MS / 2);
  return startOfDay(localTime(east, timeZone).day === day ? east : west, timeZone);
}

function dayEnds(day: string, timeZone: string): Date {
  // Longer than a day by less than another one, whatever the clocks do in between.
  const next = new Date(dayBegins(day, timeZone).getTime() + 1.25 * DAY_MS);
  return startOfDay(next, timeZone);
}

async function exportTrail(context: Context, { enterprise, out }: ExportOptions): Promise<void> {
  const { timeZone } = context.config;
  const entries = await onDatabase(context, async (inTransaction) => {
    const { id, names } = await inTransaction(async (tx) => {
      const found = await enterpriseNamed(tx, enterprise);
      return { id: found.id, names: await actorNames(tx, found.id) };
    });
    return writeAudit(out, {
      inTransaction,
      enterpriseId: id,
      names,
      timeZone,
      note: () =>
        inTransaction((tx) =>
          record(tx, { enterpriseId: id, actor: 'operator', act: 'export-audit', subject: id }),
        ),
    });
  });
  context.print({ out, entries }, `${out} was written with ${entries} entries`);
}
