import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EVALUATION_STATES,
  EVERY_EVALUATION,
  type EvaluationFilter,
  filterCode,
  readFilter,
} from '../../src/domain/evaluation-filter.ts';
import { ALL_STARS } from '../../src/domain/stars.ts';

const filters: fc.Arbitrary<EvaluationFilter> = fc.record({
  page: fc.integer({ min: 1, max: 9999 }),
  state: fc.constantFrom(null, ...EVALUATION_STATES),
  expert: fc.option(fc.uuid()),
  stars: fc.constantFrom(null, ...ALL_STARS),
  field: fc.option(fc.uuid()),
});

describe('a filter of evaluations', () => {
  it('comes back as it was written, and fits where cards keep it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readFilter(filterCode(filter))).toEqual(filter);
        expect(filterCode(filter).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it.each(['', 'nonsense', 'p:0', 'p:-1,s:x,x:9', 'e:<script>', 's', ','])(
    'shows everything for %j',
    (code) => {
      expect(readFilter(code)).toEqual(EVERY_EVALUATION);
    },
  );
});
