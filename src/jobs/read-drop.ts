import { setImmediate as turn } from 'node:timers/promises';
import { classReader } from '../actions/read-class.ts';
import { importName, mayStillRead, showPreview, turnDown } from '../actions/take-drop.ts';
import { comparePatents } from '../actions/take-in-patents.ts';
import type { FetchedFile } from '../chat/port.ts';
import type { PatentRecord } from '../domain/patent.ts';
import type { ImportPreview, PatentImport, RowNote } from '../domain/patent-import.ts';
import { NOTHING_READ } from '../domain/patent-import.ts';
import { type AppError, asAppError } from '../errors.ts';
import type { ColumnReport } from '../platform/spreadsheet/columns.ts';
import { readDroppedFile } from '../platform/spreadsheet/dropped-file.ts';
import type { RowProblem } from '../platform/spreadsheet/row-problems.ts';
import type { RowResult } from '../platform/spreadsheet/row-results.ts';
import type { Job } from '../stores/outbox-store.ts';
import { type Channels, channelOf } from './channels.ts';
import type { Deliver, JobWorld } from './relay.ts';

/**
 * How many records wait together, and are taken in together later: few enough that a click which waits for the same
 * database is answered in time, and that the longest abstracts stay below what databases take at once.
 */
const BATCH = 50;
/** How many refused rows, and how many left-out values, are kept to be shown. */
const NOTES_KEPT = 50;
/** How many columns of a file are named. */
const COLUMNS_KEPT = 60;
/** How long a channel that fails is asked for a file, in ms. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Makes the deliverer that fetches a file somebody sent, reads it and shows what was understood. The file is in memory
 * while this lasts and nowhere else; read again after a crash, it leaves the same behind.
 */
export function readDrop(world: JobWorld & { readonly channels: Channels }): Deliver {
  return async (job) => {
    const id = job.payload['import'] ?? '';
    const file = await begin(world, id);
    if (!file) return;
    let name = file.name;
    try {
      const fetched = await channelOf(world.channels, file.connection).fetchFile(file.source);
      name = file.name || importName(fetched.name);
      const preview = await stage(world, id, { name: file.name || fetched.name, bytes: fetched.bytes });
      await world.inTransaction((tx) => showPreview(tx, { id, name, preview }));
    } catch (error) {
      const hint = hintOf(world, job, asAppError(error));
      await world.inTransaction((tx) => turnDown(tx, id, name, hint));
    }
  };
}

async function begin({ inTransaction }: JobWorld, id: string): Promise<PatentImport | null> {
  return inTransaction(async (tx) => {
    const file = await tx.imports.find(id);
    if (!file) return null;
    // What an attempt that broke off has left would be counted twice.
    if (file.state === 'reading') await tx.imports.dropBatches(id);
    if (await mayStillRead(tx, file)) return file;
    if (file.state === 'reading') await tx.imports.replace({ ...file, state: 'expired', source: '' });
    return null;
  });
}

/** Reads the whole file and puts what can be taken in aside, batch by batch. */
async function stage({ inTransaction }: JobWorld, id: string, file: FetchedFile): Promise<ImportPreview> {
  const sight = sightOf();
  let position = 0;
  let records: PatentRecord[] = [];
  const keep = async () => {
    if (records.length === 0) return;
    const batch = { position, records };
    const counts = await inTransaction(async (tx) => {
      await tx.imports.addBatch(id, batch);
      return comparePatents(tx, batch.records);
    });
    sight.count(counts);
    position += 1;
    records = [];
    await turn();
  };
  const readClass = await inTransaction(async (tx) => classReader(tx));
  for await (const row of readDroppedFile(file, { onColumns: sight.columns, readClass })) {
    sight.row(row);
    if (row.ok) records.push(row.record);
    if (records.length === BATCH) await keep();
  }
  await keep();
  return sight.preview();
}

/** Gathers what is told of a file. */
function sightOf() {
  let preview = NOTHING_READ;
  const add = (more: Partial<ImportPreview>): void => {
    preview = { ...preview, ...more };
  };
  const problems: RowNote[] = [];
  const omissions: RowNote[] = [];
  return {
    columns: ({ recognised, unused, withheld }: ColumnReport): void =>
      add({
        recognised: recognised.map(({ column }) => column).slice(0, COLUMNS_KEPT),
        unused: unused.slice(0, COLUMNS_KEPT),
        withheld: withheld.slice(0, COLUMNS_KEPT),
      }),
    row: (result: RowResult): void => {
      const { rows, refused, omitted } = preview;
      const left = result.ok ? result.notes : [];
      if (!result.ok && problems.length < NOTES_KEPT) problems.push(noteOf(result.row, result.problem));
      for (const problem of left)
        if (omissions.length < NOTES_KEPT) omissions.push(noteOf(result.row, problem));
      add({ rows: rows + 1, refused: refused + (result.ok ? 0 : 1), omitted: omitted + left.length });
    },
    count: (counts: { readonly added: number; readonly changed: number; readonly unchanged: number }): void =>
      add({
        fresh: preview.fresh + counts.added,
        changed: preview.changed + counts.changed,
        unchanged: preview.unchanged + counts.unchanged,
      }),
    preview: (): ImportPreview => ({ ...preview, problems, omissions }),
  };
}

function noteOf(row: number, { column = '', value = '', hint }: RowProblem): RowNote {
  return { row, column, value, hint };
}

/** What a person can do about a failure; one that may pass, and has not lasted long, is thrown again. */
function hintOf({ now, log }: JobWorld, job: Job, failure: AppError): string {
  const { hint } = failure.facts;
  if (failure.kind === 'malformed') return typeof hint === 'string' ? hint : UNFETCHED;
  const since = now().getTime() - (job.firstTriedAt ?? now()).getTime();
  const { reaction, retryAfterMs: wait = 0 } = failure.outside ?? {};
  if (failure.kind !== 'outside' || (reaction === 'retry' && since + wait < PATIENCE_MS)) throw failure;
  log.warn({ code: failure.code, facts: failure.facts }, 'a file that somebody sent could not be fetched');
  return wait < PATIENCE_MS ? UNFETCHED : UNPERMITTED;
}

const UNFETCHED = '文件取不下来（可能已撤回，或链接已过期），请重新发送一次。';
/** Said where somebody has to mend the settings: a scope, a secret, a connection. */
const UNPERMITTED = '机器人现在取不了文件：请联系系统管理员用 doctor 检查连接和权限，之后再重新发送。';
