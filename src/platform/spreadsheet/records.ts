import { containsNationalId } from '../../domain/national-id.ts';
import type { PatentRecord } from '../../domain/patent.ts';
import { type PatentNumber, readPatentNumber } from '../../domain/patent-number.ts';
import type { ReadClass } from '../../domain/taxonomy.ts';
import * as cells from './cells.ts';
import { type ClassReaders, classesIn } from './classes.ts';
import { type Column, FIELDS, type Field, type Layout } from './columns.ts';
import { type ProblemCode, type RowProblem, rowProblem } from './row-problems.ts';

/** What a row turned out to be: a record, with notes on optional values that were left out, or the reason why not. */
export type RowOutcome =
  | { readonly ok: true; readonly record: PatentRecord; readonly notes: readonly RowProblem[] }
  | { readonly ok: false; readonly problem: RowProblem };

interface Picked {
  readonly column: string;
  readonly text: string;
}

type Picks = ReadonlyMap<Field, Picked>;

type ReadNumber = Exclude<PatentNumber, { kind: 'unreadable' }>;

interface Numbers {
  readonly key: ReadNumber;
  readonly publication: string;
}

/** How rows become records. */
interface RecordOptions {
  readonly sample?: boolean;
  readonly readClass?: ReadClass;
}

/** Turns one row into a patent record by the file's layout; pure, and never throws for what a row contains. */
export function recordOf(layout: Layout, row: readonly string[], options: RecordOptions): RowOutcome {
  const picks = pick(layout, row);
  const notes: RowProblem[] = [];
  const found = refusal(layout, row, picks) ?? numbers(picks, notes);
  if ('code' in found) return { ok: false, problem: found };
  const title = cells.cleanLine(textOf(picks, 'title'));
  if (title === '') return { ok: false, problem: at('title_missing', layout.columns.get('title')?.[0]) };
  const record: PatentRecord = {
    kind: 'single',
    applicationNumber: found.key.normal,
    publicationNumber: found.publication,
    title,
    abstract: cells.cleanText(textOf(picks, 'abstract')),
    applicant: cells.splitList(textOf(picks, 'applicant'), false).join('；'),
    inventors: cells.splitNames(textOf(picks, 'inventors')),
    // The number itself says the type; a column for it could only contradict.
    type: found.key.type,
    ...classes(picks, notes, options.readClass),
    cooperationModes: list(picks, 'cooperationModes', cells.readMode, 'cooperation_mode_unknown', notes),
    maturity: cells.cleanLine(textOf(picks, 'maturity')),
    region: cells.cleanLine(textOf(picks, 'region')),
    applicationDate: date(picks, 'applicationDate', notes),
    publicationDate: date(picks, 'publicationDate', notes),
    registeredOn: date(picks, 'registeredOn', notes),
    state: cells.readState(textOf(picks, 'state')),
    validAtEndOf2023: cells.readYesNo(textOf(picks, 'validAtEndOf2023')),
    members: [],
    sample: options.sample ?? false,
  };
  return { ok: true, record, notes };
}

/** Of several columns for one field the first with something in it counts. */
function pick(layout: Layout, row: readonly string[]): Picks {
  const picks = new Map<Field, Picked>();
  for (const [field, columns] of layout.columns) {
    const filled = columns.find(({ index }) => cells.cleanLine(row[index] ?? '') !== '');
    if (filled !== undefined) picks.set(field, { column: filled.name, text: row[filled.index] ?? '' });
  }
  return picks;
}

function textOf(picks: Picks, field: Field): string {
  return picks.get(field)?.text ?? '';
}

function at(code: ProblemCode, column: Column | undefined): RowProblem {
  return rowProblem(code, column === undefined ? {} : { column: column.name });
}

/** What makes a row unfit as a whole; ID numbers come first, so that no later reason can show one. */
function refusal(layout: Layout, row: readonly string[], picks: Picks): RowProblem | undefined {
  for (const { column, text } of picks.values()) {
    if (containsNationalId(text)) return rowProblem('national_id', { column });
  }
  if (row.slice(layout.width).some((cell) => cell.trim() !== '')) return rowProblem('too_many_cells');
  for (const [field, { column, text }] of picks) {
    if (text.length > FIELDS[field].limit) return rowProblem('text_too_long', { column, value: text });
  }
  return undefined;
}

/**
 * Finds the numbers of a row; people write either kind into either column. Without an application number the publication number
 * is the key: that the A and the B publication belong to one application cannot be known from their numbers.
 */
function numbers(picks: Picks, notes: RowProblem[]): Numbers | RowProblem {
  const read = (['applicationNumber', 'publicationNumber'] as const).flatMap((field) => {
    const { column, text } = picks.get(field) ?? { column: '', text: '' };
    return cells
      .splitList(text, true)
      .map((value) => ({ field, column, value, number: readPatentNumber(value) }));
  });
  const readable = read.flatMap(({ number }) => (number.kind === 'unreadable' ? [] : [number]));
  const application = readable.find(({ kind }) => kind === 'application');
  const publication = readable.find(({ kind }) => kind === 'publication');
  for (const { field, column, value, number } of read) {
    if (number.kind !== 'unreadable') continue;
    const problem = rowProblem(`number_${number.fault}`, { column, value });
    // A wrong application number must not be papered over by the publication number: it would become a second key.
    if (field === 'applicationNumber' || application === undefined) return problem;
    notes.push(problem);
  }
  const key = application ?? publication;
  return key === undefined ? rowProblem('number_empty') : { key, publication: publication?.normal ?? '' };
}

function classes(
  picks: Picks,
  notes: RowProblem[],
  readClass: ReadClass = () => null,
): Pick<PatentRecord, 'ipc' | 'sei' | 'industries'> {
  const ipcField = picks.has('ipc') ? 'ipc' : 'cpc';
  return {
    ipc: list(picks, ipcField, cells.readIpc, 'code_unknown', notes),
    sei: named(picks, 'sei', { read: cells.readSei, byName: (text) => readClass('sei', text) }, notes),
    industries: named(
      picks,
      'industries',
      { read: cells.readIndustry, byName: (text) => readClass('industry', text) },
      notes,
    ),
  };
}

function named(picks: Picks, field: Field, readers: ClassReaders, notes: RowProblem[]): readonly string[] {
  const { column, text } = picks.get(field) ?? { column: '', text: '' };
  const { codes, unknown } = classesIn(text, readers);
  for (const value of unknown) notes.push(rowProblem('code_unknown', { column, value }));
  return codes;
}

function list<T>(
  picks: Picks,
  field: Field,
  read: (text: string) => T | null,
  unknown: ProblemCode,
  notes: RowProblem[],
): readonly T[] {
  const { column, text } = picks.get(field) ?? { column: '', text: '' };
  const values = new Set<T>();
  for (const item of cells.splitList(text, true)) {
    const value = read(item);
    if (value === null) notes.push(rowProblem(unknown, { column, value: item }));
    else values.add(value);
  }
  return [...values];
}

function date(picks: Picks, field: Field, notes: RowProblem[]): string | null {
  const picked = picks.get(field);
  if (picked === undefined) return null;
  const day = cells.readDate(picked.text);
  if (day === null) notes.push(rowProblem('date_unreadable', { column: picked.column, value: picked.text }));
  return day;
}
