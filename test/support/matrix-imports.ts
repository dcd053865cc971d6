import type { CardKind } from '../../src/domain/card-kind.ts';
import { NOTHING_READ, type PatentImport } from '../../src/domain/patent-import.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT } from './builders.ts';
import type { Press } from './matrix-presses.ts';
import type { Stage } from './matrix-stage.ts';

const STATES = ['reading', 'asking', 'importing', 'done', 'cancelled', 'unfit', 'expired'] as const;

/** A file in every state, by its id, and one of the other enterprise. */
export interface StagedImports {
  readonly files: Readonly<Record<PatentImport['state'], string>>;
  readonly foreign: string;
}

/** Stores them; what was decided was decided for the register alone. */
export async function stageImports(tx: Tx, enterpriseId: string, other: string): Promise<StagedImports> {
  const add = async (state: PatentImport['state'], of: string) => {
    const id = tx.newId();
    const decided = state === 'importing' || state === 'done';
    await tx.imports.add({
      id,
      enterpriseId: of,
      ...{
        memberId: 'admin',
        chatId: 'chat',
        connection: 'feishu',
        name: 'a.csv',
        messageId: 'om_1',
        source: '',
      },
      ...{ state, library: decided ? 'resource' : null, decidedBy: null },
      ...{ preview: { ...NOTHING_READ, rows: 1, fresh: 1 }, taken: 0, added: 0, changed: 0, createdAt: AT },
    });
    return id;
  };
  const files = {} as Record<PatentImport['state'], string>;
  for (const state of STATES) files[state] = await add(state, enterpriseId);
  return { files, foreign: await add('asking', other) };
}

/** Every press of every button of a file's card. */
export function importPresses({ imports: { files, foreign } }: Stage): Record<string, Press[]> {
  const on: CardKind = 'import';
  const into = (library: string) => ({ value: { library } });
  const decide = STATES.map((state): Press => {
    const again = state === 'importing' || state === 'done' ? 'repeats' : 'refuses';
    const outcome = state === 'asking' ? 'does' : again;
    return { on, subject: files[state], name: state, outcome, ...into('resource') };
  });
  const cancel = STATES.map((state): Press => {
    const outcome = state === 'asking' ? 'does' : 'refuses';
    return { on, subject: files[state], name: state, outcome, value: {} };
  });
  return {
    'import-into': [
      ...decide,
      { on, subject: files.asking, name: 'to be evaluated', outcome: 'does', ...into('evaluation') },
      { on, subject: files.importing, name: 'elsewhere', outcome: 'refuses', ...into('evaluation') },
      { on, subject: files.asking, name: 'nowhere', outcome: 'refuses', ...into('focus') },
      { on, subject: foreign, name: 'another’s file', outcome: 'refuses', ...into('resource') },
    ],
    'cancel-import': [
      ...cancel,
      { on, subject: foreign, name: 'another’s file', outcome: 'refuses', value: {} },
    ],
  };
}
