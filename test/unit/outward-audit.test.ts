import { expect, it } from 'vitest';
import { auditLines } from '../../src/reads/outward-audit.ts';
import { readSources } from '../support/source-files.ts';

const KINDS = ['intent', 'demand'];

/** The acts about evaluations, intents and demands that actions record, as their sources name them. */
function recordedActs(): string[] {
  const recording = readSources(['src/actions']).filter(({ text }) =>
    /\b(record|note|noteAct)\(tx,/.test(text),
  );
  const statements = recording.flatMap(({ text }) => text.match(/\bact(:| =)[^;\n]+/g) ?? []);
  const words = statements.flatMap((each) =>
    [...each.matchAll(/['`]([a-z${}-]+)['`]/g)].map(([, word = '']) => word),
  );
  const acts = words.flatMap((word) => KINDS.map((kind) => word.replace(/\$\{kind\}/, kind)));
  return [...new Set(acts)].filter((act) => /\b(evaluation|intent|demand)\b/.test(act));
}

it('whatever is recorded about an evaluation, an intent or a demand has Chinese words, and so is listed', () => {
  const acts = recordedActs();
  expect(acts).toEqual(
    expect.arrayContaining([
      'submit-evaluation',
      'post-evaluation',
      'undo-evaluation-by-hand',
      'demand-refused',
    ]),
  );
  const facts = { id: 'e', at: new Date(0), enterpriseId: 'e', actor: 'operator', subject: 's', detail: {} };
  const silent = acts.filter((act) =>
    auditLines(new Map(), [{ ...facts, act }]).some(({ did }) => did === act),
  );
  expect(silent).toEqual([]);
});
