import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { v7 as newId } from 'uuid';
import { createProgram } from '../../src/cli/program.ts';
import { parseConfig } from '../../src/config.ts';

/** What a command printed: its result for machines, and its words. */
export interface Printed {
  readonly result: unknown;
  readonly text: string;
}

/** The environment in which an operator runs his commands, and what he pipes into them. */
export interface Desk {
  readonly settings: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly piped?: string;
  /** How a command waits; without it no time passes. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Hears how far a long command has come. */
  readonly told?: (line: string) => void;
  /** Hears every result, also that of a command that fails after it. */
  readonly printed?: (printed: Printed) => void;
}

/** Runs an operator command as a process of its own would, but for the process; a failure is thrown. */
export async function operate(desk: Desk, ...words: string[]): Promise<Printed> {
  const printed: Printed[] = [];
  const context = {
    get config() {
      return parseConfig(desk.settings);
    },
    now: desk.now ?? (() => new Date('2026-11-23T02:00:00.000Z')),
    newId,
    random: randomBytes,
    input: Readable.from(desk.piped === undefined ? [] : [desk.piped]),
    sleep: desk.sleep ?? (async () => {}),
    tell: desk.told ?? (() => {}),
    print: (result: unknown, text: string) => {
      printed.push({ result, text });
      desk.printed?.({ result, text });
    },
  };
  await createProgram(() => context).parseAsync(words, { from: 'user' });
  const [last] = printed.slice(-1);
  if (!last) throw new Error(`«${words.join(' ')}» printed nothing`);
  return last;
}
