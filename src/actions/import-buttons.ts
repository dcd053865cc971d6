import { z } from 'zod';
import { IMPORT_LIBRARIES } from '../domain/patent-import.ts';
import type { ButtonRule } from './button-rule.ts';
import { cancelImport, decideImport } from './import-patents.ts';
import { readInput } from './press-input.ts';

const Decision = z.object({ library: z.enum(IMPORT_LIBRARIES) });

const ON_IMPORT = { on: ['import'], act: 'import-patents' } as const;

/** The buttons of a file's card: where its patents belong, or that they do not. */
export const IMPORT_BUTTONS = {
  'import-into': {
    ...ON_IMPORT,
    run: (tx, { card, member, input }) =>
      decideImport(tx, { card, member, library: readInput(Decision, input).library }),
  },
  'cancel-import': {
    ...ON_IMPORT,
    run: (tx, { card, member }) => cancelImport(tx, { card, member }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
